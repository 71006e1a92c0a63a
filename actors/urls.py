from django.urls import path

from actors.views import directory, networks

app_name = "actors"
urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/liste.csv", directory.directory_csv, name="directory-csv"),
    path("annuaire/liste.ods", directory.directory_ods, name="directory-ods"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
    path("travail/annuaire/adhesions/<slug:slug>/", networks.memberships, name="memberships"),
    path("travail/annuaire/adhesions/<slug:slug>/<int:pk>/", networks.membership, name="membership"),
    path("travail/annuaire/adhesions/<slug:slug>/<int:pk>/retirer/", networks.drop, name="drop-membership"),
]
