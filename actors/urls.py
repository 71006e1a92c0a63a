from django.urls import path, re_path

from actors.views import directory, imports

app_name = "actors"
urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/<slug:slug>/", directory.organisation, name="organisation"),
    path("travail/annuaire/imports/", imports.imports, name="imports"),
    path("travail/annuaire/imports/nouveau/", imports.new_import, name="new-import"),
    re_path(r"^travail/annuaire/imports/modele\.(?P<kind>csv|ods)$", imports.import_template, name="import-template"),
    path("travail/annuaire/imports/<int:pk>/", imports.one_import, name="import"),
    path("travail/annuaire/imports/<int:pk>/doublons/", imports.decide_import, name="decide-import"),
    path("travail/annuaire/imports/<int:pk>/importer/", imports.launch_import, name="launch-import"),
    path("travail/annuaire/imports/<int:pk>/relancer/", imports.resume_import, name="resume-import"),
    path("travail/annuaire/imports/<int:pk>/abandonner/", imports.drop_import, name="drop-import"),
]
