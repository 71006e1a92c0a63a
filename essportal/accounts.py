"""How allauth behaves here: a person is an e-mail address, proved by a code."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from allauth.account.views import ConfirmLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from essportal.emails import one_line
from essportal.tasks import deliver_email

# In the session: where to go when signing out, so that whoever vouched for the person ends its session too.
LEAVE_BY = "leave_by"
# The ways to show that it is still oneself, in our words.
PROOFS = {
    "reauthenticate": _("Donner mon mot de passe"),
    "mfa_reauthenticate": _("Donner un code de l’application, ou de secours"),
    "mfa_reauthenticate:webauthn": _("Employer ma clé d’accès"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("Code incorrect : recopiez les six chiffres du dernier courriel reçu."),
        "too_many_login_attempts": _(
            "Trop d’essais pour cette adresse : employez le dernier code reçu, ou réessayez dans une demi-heure."
        ),
        "email_password_mismatch": _(
            "Cette adresse et ce mot de passe ne vont pas ensemble. Sans mot de passe, connectez-vous avec un code."
        ),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
    }

    def send_mail(self, template_prefix, email, context):
        """Queue it: known and unknown addresses then answer in the same time, even with the mail server down."""
        message = self.render_mail(template_prefix, email, {"email": email, "site_url": settings.SITE_URL, **context})
        deliver_email.defer(subject=one_line(message.subject), body=message.body, to=email)

    def get_logout_redirect_url(self, request):
        return request.session.get(LEAVE_BY) or super().get_logout_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("actors:account")

    def get_reauthentication_methods(self, user):
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": PROOFS[method["id"]]} for method in methods]

    def populate_username(self, request, user):
        """There is no user name."""

    def clean_email(self, email):
        return super().clean_email(email.strip().lower())

    def save_user(self, request, user, form, commit=True):
        user_email(user, form.cleaned_data["email"])
        user.set_unusable_password()
        if commit:
            user.save()
        return user


@method_decorator(login_not_required, name="dispatch")
class ConfirmCode(ConfirmLoginCodeView):
    """A code that comes too late is said so, and what one was going to do is kept for the next code."""

    def dispatch(self, request, *args, **kwargs):
        self._process = None
        response = super().dispatch(request, *args, **kwargs)
        if self._process or request.method != "POST" or request.user.is_authenticated:
            return response
        messages.warning(
            request, _("Ce code n’est plus valable : un code sert une fois, dix minutes au plus. Demandez-en un autre.")
        )
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_request_login_code")))

    def _resend_form_valid(self, form):
        self._process.state["at"] = time.time()  # a new code lives ten minutes of its own
        return super()._resend_form_valid(form)
