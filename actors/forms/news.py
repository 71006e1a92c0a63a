"""What one asks to receive."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Cadence
from essportal.forms import PortalForm
from essportal.news import Topic


class SubscribeForm(PortalForm):
    email = forms.EmailField(
        label=_("adresse électronique"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewsChoicesForm(PortalForm):
    """One choice a topic, in the order of the topics."""

    def __init__(self, *args, cadences, **kwargs):
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=HELP[topic][0],
                help_text=HELP[topic][1],
                choices=Cadence.choices,
                initial=cadences[topic],
                widget=forms.RadioSelect,
            )


HELP = {
    Topic.MINE: (
        _("Mes contributions, mes rencontres et mes demandes"),
        _("Publication, réponse de la collectivité, modération, messages en réponse aux miens ; refus compris."),
    ),
    Topic.TASKS: (
        _("Ce qui m’attend"),
        _("Ce qu’une séance me donne à faire, et le rappel de ce qui attend dans « À faire »."),
    ),
    Topic.FOLLOWED: (_("Ce que je suis"), _("Concertations, séries, instances et contributions de « Mes suivis ».")),
    Topic.ORGANISATION: (_("Mes organisations"), _("Les réponses aux contributions déposées en leur nom.")),
    Topic.PROCESS: (_("Toutes les nouvelles de la démarche"), _("Ce que tout le monde lit sur la page « Nouvelles ».")),
}
