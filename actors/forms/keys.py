"""A passkey bears a name, so that one knows which to remove when a telephone is lost."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

NAME = {"label": _("Nom de la clé"), "max_length": 60, "help_text": _("Téléphone, ordinateur du bureau, clé USB…")}


class AddKeyForm(AddWebAuthnForm):
    """A name, and whether this key alone signs in."""

    name = forms.CharField(required=False, **NAME)
    passwordless = forms.BooleanField(
        label=_("Me connecter avec cette clé seule, sans code par courriel"),
        required=False,
        initial=True,
        help_text=_("L’appareil demandera votre empreinte, votre visage ou son code."),
    )


class EditKeyForm(EditWebAuthnForm):
    name = forms.CharField(**NAME)
