from allauth.socialaccount.forms import DisconnectForm
from django.utils.translation import gettext_lazy as _


class UnlinkForm(DisconnectForm):
    """Undoing a link shuts nobody out: the e-mailed code always remains."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        field.label = _("Identité à délier")
        field.label_from_instance = lambda account: account.extra_data.get("email", "ProConnect")
        field.initial = field.queryset.first()

    def clean(self):
        return self.cleaned_data
