from django.urls import include, path

from essportal import views

urlpatterns = [
    path("", include("plans.urls")),
    path("", include("consultations.urls")),
    path("", include("actors.urls")),
    path("", include("essportal.urls_pages")),
    path("compte/", include("allauth.urls")),
    path("sante/", views.health, name="health"),
]
handler400 = "essportal.views.bad_request"
handler403 = "essportal.views.forbidden"
handler404 = "essportal.views.not_found"
handler500 = "essportal.views.server_error"
