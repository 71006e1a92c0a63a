from django.urls import path

from actors.views import data_desk, diagnosis, directory, founding, pages, privacy
from actors.views.settings import authority, departments, home, territory

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
]
