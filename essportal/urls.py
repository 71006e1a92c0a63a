from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import include, path

from essportal import views
from essportal.accounts import ConfirmCode

forgotten = login_not_required(lambda request, rest="": redirect("account_request_login_code"))

urlpatterns = [
    path("", include("plans.urls")),
    path("", include("consultations.urls")),
    path("", include("actors.urls")),
    path("", include("actors.urls_pages")),
    path("", include("essportal.urls_pages")),
    path("", include("essportal.urls_news")),
    path("compte/login/code/confirm/", ConfirmCode.as_view(), name="account_confirm_login_code"),
    # A forgotten password needs no way of its own: one signs in with a code, and chooses another.
    path("compte/password/reset/", forgotten, name="account_reset_password"),
    path("compte/password/reset/<path:rest>", forgotten),
    path("compte/", include("allauth.urls")),
    path("sante/", views.health, name="health"),
]
handler400 = "essportal.views.bad_request"
handler403 = "essportal.views.forbidden"
handler404 = "essportal.views.not_found"
handler500 = "essportal.views.server_error"
