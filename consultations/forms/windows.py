from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import FrameRevision, Permission
from essportal.forms import LineField, ParisDateTimeField, PortalForm


def reason_field():
    return LineField(
        label=gettext_lazy("Pourquoi ce changement"),
        max_length=FrameRevision._meta.get_field("reason").max_length,
        help_text=gettext_lazy("Le cadre est publié : tout le monde lira ce qui change, quand et pourquoi."),
    )


class WindowForm(PortalForm):
    """A window to add, or one whose dates change; what it permits is chosen once."""

    permission = forms.ChoiceField(label=gettext_lazy("Elle permet de"), choices=Permission)
    opens_at = ParisDateTimeField(label=gettext_lazy("Elle ouvre le"))
    closes_at = ParisDateTimeField(
        label=gettext_lazy("Elle ferme le"),
        help_text=gettext_lazy("La dernière seconde avant ce moment compte encore. Heure de Paris."),
    )
    reason = reason_field()

    def __init__(self, *args, consultation, window=None, **kwargs):
        self.consultation, self.window = consultation, window
        if window is not None:
            kwargs["initial"] = {name: getattr(window, name) for name in ("permission", "opens_at", "closes_at")}
        super().__init__(*args, **kwargs)
        if window is not None:
            del self.fields["permission"]
        if not consultation.published_at:
            del self.fields["reason"]

    def clean(self):
        data = super().clean()
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if not opens_at or not closes_at:
            return data
        if closes_at <= opens_at:
            self.add_error("closes_at", _("La fermeture doit venir après l’ouverture."))
        elif self._overlaps(data, opens_at, closes_at):
            self.add_error(
                "opens_at", _("Une autre fenêtre permet déjà cela à ces dates. Changez ses dates, ou celles-ci.")
            )
        return data

    def _overlaps(self, data, opens_at, closes_at):
        permission = self.window.permission if self.window else data.get("permission")
        others = self.consultation.windows.filter(permission=permission, opens_at__lt=closes_at, closes_at__gt=opens_at)
        return others.exclude(pk=self.window.pk).exists() if self.window else others.exists()


class RemovalForm(PortalForm):
    reason = reason_field()

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        if not consultation.published_at:
            del self.fields["reason"]
