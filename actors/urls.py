from django.urls import path

from actors.views import directory, founding
from actors.views.settings import authority, departments, home, territory

app_name = "actors"
urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
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
