from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from consultations.models import Body
from essportal import clock
from essportal.forms import PortalForm


class InviteForm(PortalForm):
    """One organisation or one body, of those that last."""

    organisation = OrganisationField(required=False)
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Ou instance"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        lasting = Body.objects.visible_to(person).exclude(ends_on__lt=clock.today())
        self.fields["body"].queryset = lasting.order_by("name")

    def clean(self):
        values = super().clean()
        if bool(values.get("organisation")) == bool(values.get("body")) and not self.errors:
            raise ValidationError(_("Nommez une organisation, ou choisissez une instance : l’une ou l’autre."))
        return values

    @property
    def invited(self):
        return self.cleaned_data["organisation"] or self.cleaned_data["body"]
