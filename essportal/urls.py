from django.urls import include, path

from essportal import views
from essportal.accounts import ConfirmCode

urlpatterns = [
    path("", include("plans.urls")),
    path("", include("consultations.urls")),
    path("", include("actors.urls")),
    path("", include("actors.urls_pages")),
    path("", include("essportal.urls_pages")),
    path("compte/login/code/confirm/", ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("compte/", include("allauth.urls")),
    path("sante/", views.health, name="health"),
]
handler400 = "essportal.views.bad_request"
handler403 = "essportal.views.forbidden"
handler404 = "essportal.views.not_found"
handler500 = "essportal.views.server_error"
