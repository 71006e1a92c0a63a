"""The calendar of a plan, and a consultation drawn from a ready-made one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from consultations.models import Consultation
from essportal import clock
from essportal.forms import PortalForm, PortalModelForm
from plans.calendars import LENGTHS, draw, later
from plans.models import Stage

MOST_STAGES = 20


class ChooseCalendarForm(PortalForm):
    mois = forms.TypedChoiceField(
        label=gettext_lazy("Durée de la démarche"),
        choices=[(n, ngettext_lazy("%(n)s mois", "%(n)s mois", n) % {"n": n}) for n in LENGTHS],
        coerce=int,
        initial=12,
        widget=forms.RadioSelect,
    )
    debut = forms.DateField(
        label=gettext_lazy("Premier jour"), help_text=gettext_lazy("Les étapes se suivent à partir de ce jour.")
    )

    def __init__(self, *args, **kwargs):
        first_of_next = later(clock.today().replace(day=1), 1)
        super().__init__(*args, **{"initial": {"mois": 12, "debut": first_of_next}, **kwargs})

    def clean_debut(self):
        day = self.cleaned_data["debut"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Choisissez un jour de ce siècle."))
        return day

    def drawn(self):
        return draw(self.cleaned_data["mois"], self.cleaned_data["debut"])


class StageForm(PortalModelForm):
    class Meta:
        model = Stage
        fields = ["title", "text", "starts_on", "ends_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("La fin vient après le début."))
        return data


class _Stages(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Retirer cette étape")

    @property
    def stages(self) -> list[dict]:
        kept = [form for form in self.forms if form.has_changed() or form.initial]
        return [
            {name: form.cleaned_data[name] for name in StageForm.Meta.fields}
            for form in kept
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


StageFormSet = forms.formset_factory(
    StageForm, formset=_Stages, extra=2, can_delete=True, max_num=MOST_STAGES, absolute_max=MOST_STAGES + 5
)


class DrawnConsultationForm(PortalModelForm):
    """The frame of a consultation, words proposed; its page and its questions are completed afterwards."""

    opens_on = forms.DateField(label=gettext_lazy("Les contributions ouvrent le"))
    closes_on = forms.DateField(
        label=gettext_lazy("Dernier jour pour contribuer"),
        help_text=gettext_lazy("C’est aussi la date d’arrêt du plan : ce qui est reçu jusque-là aura une réponse."),
    )

    class Meta:
        model = Consultation
        fields = ["title", "question", "open_points", "closed_points", "who_decides", "commitments", "contact"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("question", "open_points", "closed_points", "who_decides", "commitments")
        }

    def clean(self):
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("La fermeture doit venir après l’ouverture."))
        return data

    @property
    def frame(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def proposed(plan, authority, drawn) -> dict:
    """Words to start from: every one is to be read again before it is published."""
    opens = next(stage for stage in drawn if stage.is_open)
    assembly = authority.assembly if authority else _("assemblée de la collectivité")
    return {
        "title": _("Concertation : %(plan)s") % {"plan": plan.title},
        "question": _(
            "De quoi l’économie sociale et solidaire du territoire a-t-elle besoin, et que ferons-nous ensemble ?"
        ),
        "open_points": _("Les priorités du plan\nLes mesures, leurs pilotes et leurs partenaires\nLes indicateurs"),
        "closed_points": _("Les compétences que la loi donne à la collectivité\nLe budget voté chaque année"),
        "who_decides": _(
            "L’équipe ESS tient la plume et répond à chacun\nL’assemblée adopte le plan par délibération : %(assembly)s"
        )
        % {"assembly": assembly},
        "commitments": _(
            "Chaque contribution reçoit une réponse motivée\n"
            "Aucune version n’est soumise aux élus tant qu’une réponse manque\n"
            "Chaque passage du plan dit d’où il vient"
        ),
        "contact": authority.contact if authority else "",
        "opens_on": opens.starts_on,
        "closes_on": opens.ends_on,
    }


def stages_of(drawn) -> list[dict]:
    return [{name: getattr(stage, name) for name in StageForm.Meta.fields} for stage in drawn]
