from django.urls import path

from actors.views import data_desk, diagnosis, directory, pages, privacy

app_name = "actors"
urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
    path("diagnostic/", diagnosis.latest, name="diagnosis"),
    path("diagnostic/<int:pk>/", diagnosis.edition, name="diagnosis-edition"),
    path("diagnostic/<int:pk>/chiffres.csv", diagnosis.edition_csv, name="diagnosis-csv"),
    path("travail/diagnostic/", diagnosis.desk, name="diagnosis-desk"),
    path("travail/diagnostic/nouvelle/", diagnosis.add, name="add-diagnosis"),
    path("travail/diagnostic/modele.csv", diagnosis.template_csv, name="diagnosis-template"),
    path("travail/diagnostic/<int:pk>/", diagnosis.revise, name="diagnosis-desk-edition"),
    path("travail/diagnostic/<int:pk>/compter/", diagnosis.count, name="count-registry"),
    path("travail/diagnostic/<int:pk>/chiffres/", diagnosis.bring, name="bring-figures"),
    path("travail/diagnostic/<int:pk>/publier/", diagnosis.publish, name="publish-diagnosis"),
    path("travail/diagnostic/<int:pk>/abandonner/", diagnosis.drop, name="drop-diagnosis"),
    # Work: the information pages and the glossary
    path("travail/pages/", pages.pages_desk, name="pages"),
    path("travail/pages/mots/nouveau/", pages.new_word, name="new-word"),
    path("travail/pages/audits/", pages.audits, name="audits"),
    path("travail/pages/audits/<int:pk>/annuler/", pages.cancel_audit, name="cancel-audit"),
    path("travail/pages/<slug:key>/", pages.edit_page, name="edit-page"),
    path("travail/pages/<slug:key>/histoire/", pages.page_history, name="page-history"),
    path("travail/pages/<slug:key>/histoire/<int:number>/reprendre/", pages.restore_page, name="restore-page"),
    path("travail/pages/<slug:key>/retirer/", pages.remove_word, name="remove-word"),
    # Personal data: asking, for anyone; answering, for the DPO
    path("donnees-personnelles/demande/", privacy.ask_dpo, name="ask-dpo"),
    path("donnees-personnelles/demande/envoyee/", privacy.request_sent, name="request-sent"),
    path("donnees-personnelles/demande/<str:token>/", privacy.confirm_request, name="confirm-request"),
    path("mon-espace/demandes/<str:reference>/", privacy.my_request, name="data-request"),
    path("travail/donnees/", data_desk.data_desk, name="data-desk"),
    path("travail/donnees/registre/", data_desk.register, name="register"),
    path("travail/donnees/exports/", data_desk.exports_log, name="exports"),
    path("travail/donnees/comptes-inactifs/", data_desk.inactive_accounts, name="inactive-accounts"),
    path("travail/donnees/<str:reference>/", data_desk.work_request, name="work-request"),
    path(
        "travail/donnees/<str:reference>/repondre/", data_desk.work_request, {"deed": "answer"}, name="answer-request"
    ),
    path(
        "travail/donnees/<str:reference>/prolonger/", data_desk.work_request, {"deed": "extend"}, name="extend-request"
    ),
    path("travail/donnees/<str:reference>/clore/", data_desk.work_request, {"deed": "close"}, name="close-request"),
    path("travail/donnees/<str:reference>/effacer-le-compte/", data_desk.erase_account, name="erase-account"),
]
