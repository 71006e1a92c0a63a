from django.urls import path

from actors.views import diagnosis, directory

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
]
