"""The page that every form leads to: it keeps its short name, but shows the register, which this app holds."""

from django.urls import path

from actors.views import privacy

urlpatterns = [
    path("donnees-personnelles/", privacy.personal_data, name="personal-data"),
]
