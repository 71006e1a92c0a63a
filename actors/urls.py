from django.urls import path, re_path, register_converter

from actors import urls_news
from actors.models import FactKind
from actors.views import (
    account,
    accounts,
    claims,
    data_desk,
    diagnosis,
    directory,
    founding,
    imports,
    invitations,
    merging,
    networks,
    own_sheet,
    pages,
    people,
    privacy,
    registration,
    reports,
    services,
    work_directory,
    work_sheets,
)
from actors.views.settings import authority, departments, home, territory

SORTS = {
    "representation": FactKind.REPRESENTATIVE,
    "mandat": FactKind.MANDATE,
    "agent": FactKind.AGENT,
    "correspondance": FactKind.CORRESPONDENT,
    "poste": FactKind.POST,
}


class SortConverter:
    """The five sorts of facts, in French in addresses."""

    regex = "|".join(SORTS)

    def to_python(self, value):
        return SORTS[value]

    def to_url(self, value):
        return next(word for word, sort in SORTS.items() if sort == value)


register_converter(SortConverter, "sort")

WORK = "travail/personnes/"
ONE = WORK + "<int:pk>/"
INVITATIONS = WORK + "invitations/"
app_name = "actors"
urlpatterns = [
    *urls_news.urlpatterns,
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
    # Inside: departments, who carries the ESS there, what they report
    path("services/", services.departments, name="services"),
    path("services/remontees/", reports.reports, name="reports"),
    path("services/remontees/liste.ods", reports.reports_ods, name="reports-ods"),
    path("services/remontees/chiffres/", reports.report_figures, name="report-figures"),
    path("services/remontees/nouvelle/", reports.file_report, name="file-report"),
    path("services/remontees/<str:reference>/", reports.report, name="report"),
    path("services/remontees/<str:reference>/corriger/", reports.correct_report, name="correct-report"),
    path("services/remontees/<str:reference>/repondre/", reports.answer_report, name="answer-report"),
    path("services/remontees/<str:reference>/organisations/", reports.link_report, name="link-report"),
    path(
        "services/remontees/<str:reference>/organisations/<slug:slug>/retirer/",
        reports.unlink_report,
        name="unlink-report",
    ),
    path("services/<slug:slug>/", services.department, name="service"),
    # Reading
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/liste.csv", directory.directory_csv, name="directory-csv"),
    path("annuaire/liste.ods", directory.directory_ods, name="directory-ods"),
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
    path("travail/donnees/registre/", data_desk.register, name="processings"),
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
    # The first person of an empty portal
    path("ouvrir/<str:key>/", founding.found, name="found"),
    # Settings
    path("logo/<slug:fingerprint>/", authority.logo, name="logo"),
    path("travail/reglages/", home.settings_home, name="settings"),
    path("travail/reglages/collectivite/", authority.identity, name="identity"),
    path("travail/reglages/apparence/", authority.look, name="look"),
    path("travail/reglages/mentions/", authority.legal, name="legal"),
    path("travail/reglages/territoire/", territory.territory, name="territory"),
    path("travail/reglages/directions/", departments.departments, name="departments"),
    path("travail/reglages/directions/<slug:slug>/", departments.department, name="department"),
    path("travail/reglages/directions/<slug:slug>/fermer/", departments.close_department, name="close-department"),
    path("travail/reglages/competences/", departments.policy_areas, name="policy-areas"),
    path("travail/reglages/competences/<slug:slug>/", departments.policy_area, name="policy-area"),
    path("travail/reglages/competences/<slug:slug>/fermer/", departments.close_policy_area, name="close-policy-area"),
    path("compte/", account.account, name="account"),
    path("compte/mot-de-passe/retirer/", account.remove_password, name="remove-password"),
    path("invitation/<str:token>/", invitations.invited, name="invited"),
    path(WORK, people.people, name="people"),
    path(WORK + "correspondants/", people.correspondents, name="correspondents"),
    path(INVITATIONS, invitations.invitations, name="invitations"),
    path(INVITATIONS + "nouvelle/<sort:sort>/", invitations.invite, name="invite"),
    path(INVITATIONS + "<int:pk>/", invitations.invitation, name="invitation"),
    path(INVITATIONS + "<int:pk>/ajouter/<sort:sort>/", invitations.promise, name="promise"),
    path(INVITATIONS + "<int:pk>/renvoyer/", invitations.resend, name="resend-invitation"),
    path(INVITATIONS + "<int:pk>/annuler/", invitations.revoke, name="revoke-invitation"),
    path(ONE, people.person, name="person"),
    path(ONE + "ajouter/<sort:sort>/", people.add_fact, name="add-fact"),
    path(ONE + "<sort:sort>/<int:fact>/fin/", people.end_fact, name="end-fact"),
    path(ONE + "<sort:sort>/<int:fact>/corriger/", people.correct_fact, name="correct-fact"),
    path(ONE + "<sort:sort>/<int:fact>/retirer/", people.withdraw_fact, name="withdraw-fact"),
    path(ONE + "fermer/", accounts.close_account, name="close-account"),
    path(ONE + "rouvrir/", accounts.reopen_account, name="reopen-account"),
    path(ONE + "seconde-preuve/", accounts.reset_second_factor, name="reset-second-factor"),
    path("travail/annuaire/adhesions/<slug:slug>/", networks.memberships, name="memberships"),
    path("travail/annuaire/adhesions/<slug:slug>/<int:pk>/", networks.membership, name="membership"),
    path("travail/annuaire/adhesions/<slug:slug>/<int:pk>/retirer/", networks.drop, name="drop-membership"),
    path("travail/annuaire/imports/", imports.imports, name="imports"),
    path("travail/annuaire/imports/nouveau/", imports.new_import, name="new-import"),
    re_path(r"^travail/annuaire/imports/modele\.(?P<kind>csv|ods)$", imports.import_template, name="import-template"),
    path("travail/annuaire/imports/<int:pk>/", imports.one_import, name="import"),
    path("travail/annuaire/imports/<int:pk>/doublons/", imports.decide_import, name="decide-import"),
    path("travail/annuaire/imports/<int:pk>/importer/", imports.launch_import, name="launch-import"),
    path("travail/annuaire/imports/<int:pk>/relancer/", imports.resume_import, name="resume-import"),
    path("travail/annuaire/imports/<int:pk>/abandonner/", imports.drop_import, name="drop-import"),
]
