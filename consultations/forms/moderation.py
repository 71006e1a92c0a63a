from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from essportal.forms import PortalForm


class CharterReason(models.TextChoices):
    """The reasons the charter gives for setting a contribution aside; there is no other."""

    OFF_TOPIC = "hors_sujet", _("Elle ne porte pas sur le sujet de la concertation.")
    INSULT = "propos_illicites", _("Elle contient une injure, une discrimination ou un propos contraire à la loi.")
    PERSONAL_DATA = "donnees_personnelles", _("Elle donne des informations personnelles sur quelqu’un d’autre.")
    ADVERTISING = "publicite", _("C’est une publicité ou un démarchage.")
    DUPLICATE = "doublon", _("La même contribution a déjà été déposée.")
    UNREADABLE = "illisible", _("Elle ne peut pas être lue ou comprise.")


class SetAsideForm(PortalForm):
    motive = forms.ChoiceField(label=_("Motif de la charte"), choices=CharterReason.choices, widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=_("Votre phrase à la personne"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Elle la reçoit avec le motif : dites ce qui manque ou ce qu’elle peut écrire à la place."),
    )

    @property
    def reason(self):
        return f"{CharterReason(self.cleaned_data['motive']).label} {self.cleaned_data['sentence']}"
