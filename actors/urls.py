from django.urls import path

from actors.views import claims, directory, merging, own_sheet, registration, work_directory, work_sheets

app_name = "actors"
urlpatterns = [
    # Work: the team's desk of the directory
    path("travail/annuaire/", work_directory.work_directory, name="work-directory"),
    path("travail/annuaire/demandes/<int:pk>/", work_directory.check_claim, name="check-claim"),
    path("travail/annuaire/corrections/<int:pk>/", work_directory.check_correction, name="check-correction"),
    path("travail/annuaire/fusions/<int:pk>/annuler/", merging.undo_merge, name="undo-merge"),
    path("travail/annuaire/fiches/nouvelle/", work_sheets.new_sheet, name="new-sheet"),
    path("travail/annuaire/fiches/<slug:slug>/", work_sheets.work_sheet, name="work-sheet"),
    path("travail/annuaire/fiches/<slug:slug>/modifier/", work_sheets.edit_sheet, name="edit-sheet"),
    path("travail/annuaire/fiches/<slug:slug>/etat/", work_sheets.move_sheet, name="move-sheet"),
    path(
        "travail/annuaire/fiches/<slug:slug>/etablissements/nouveau/",
        work_sheets.establishment,
        name="new-establishment",
    ),
    path(
        "travail/annuaire/fiches/<slug:slug>/etablissements/<int:pk>/",
        work_sheets.establishment,
        name="edit-establishment",
    ),
    path(
        "travail/annuaire/fiches/<slug:slug>/etablissements/<int:pk>/retirer/",
        work_sheets.remove_establishment,
        name="remove-establishment",
    ),
    path(
        "travail/annuaire/fiches/<slug:slug>/representants/<int:pk>/finir/",
        work_sheets.end_representation,
        name="end-representation",
    ),
    path("travail/annuaire/fiches/<slug:slug>/fusionner/", merging.choose_merge, name="choose-merge"),
    path("travail/annuaire/fiches/<slug:slug>/fusionner/<slug:other>/", merging.merge, name="merge"),
    # Coming by oneself
    path("annuaire/inscrire/", registration.register, name="register"),
    path("annuaire/inscrire/verifier/", registration.check_registration, name="check-registration"),
    path("annuaire/inscrire/supprimer/", registration.drop_registration, name="drop-registration"),
    path("annuaire/<slug:slug>/representer/", claims.claim, name="claim"),
    path("annuaire/<slug:slug>/modifier/", own_sheet.edit_own_sheet, name="edit-own-sheet"),
    path("annuaire/<slug:slug>/corriger/", own_sheet.ask_correction, name="ask-correction"),
    path("annuaire/<slug:slug>/relais/", own_sheet.hand_over, name="hand-over"),
    path("annuaire/<slug:slug>/quitter/", own_sheet.stop_representing, name="stop-representing"),
    path("mon-espace/demandes/<int:pk>/", claims.my_claim, name="my-claim"),
    path("mon-espace/demandes/<int:pk>/retirer/", claims.withdraw_claim, name="withdraw-claim"),
    path("mon-espace/relais/<int:pk>/", claims.take_over, name="take-over"),
    path("mon-espace/relais/<int:pk>/annuler/", own_sheet.call_back, name="call-back"),
    # Reading
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
]
