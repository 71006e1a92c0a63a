from django.utils.translation import gettext_lazy

from essportal.forms import LineField, PortalForm


class FounderForm(PortalForm):
    """Who takes the key of an empty portal; the code received by e-mail has already proved the address."""

    name = LineField(label=gettext_lazy("Vos prénom et nom"), max_length=120)
