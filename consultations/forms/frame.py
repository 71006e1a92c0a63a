from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.forms.meetings import lines
from consultations.forms.windows import reason_field
from consultations.models import Consultation, Permission, Question
from essportal.forms import ParisDateTimeField, PortalModelForm

ONE_A_LINE = {"rows": 4}


class FrameForm(PortalModelForm):
    """The frame and its questions. A new one gets its first window; the others, and their dates, have their page."""

    opens_at = ParisDateTimeField(label=gettext_lazy("Les contributions ouvrent le"))
    closes_at = ParisDateTimeField(
        label=gettext_lazy("Elles ferment le"),
        help_text=gettext_lazy("La dernière seconde avant ce moment compte encore. Heure de Paris."),
    )
    questions = forms.CharField(
        label=gettext_lazy("Questions"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Une question par ligne, avec sa précision après une barre : question | précision."),
    )

    reason = reason_field()
    base = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Consultation
        fields = [
            "title",
            "slug",
            "question",
            "open_points",
            "closed_points",
            "who_decides",
            "commitments",
            "contact",
            "objection_days",
        ]
        labels = {"slug": gettext_lazy("Adresse de la page")}
        help_texts = {
            "slug": gettext_lazy("En minuscules, sans accent ni espace. Elle ne bouge plus une fois publiée.")
        }
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            **{
                name: forms.Textarea(attrs=ONE_A_LINE)
                for name in ("open_points", "closed_points", "who_decides", "commitments")
            },
        }

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            kwargs["initial"] = {**self.stored(instance), **kwargs.get("initial", {})}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["objection_days"].required = False
        if instance is not None:
            del self.fields["opens_at"], self.fields["closes_at"]
        else:
            del self.fields["base"]
        if instance is not None and instance.published_at:
            self.fields["slug"].disabled = True
        else:
            del self.fields["reason"]

    @staticmethod
    def stored(consultation):
        questions = "\n".join(
            " | ".join(part for part in (question.title, question.help) if part)
            for question in consultation.questions.all()
        )
        return {"questions": questions}

    def clean_objection_days(self):
        days = self.cleaned_data["objection_days"]
        return Consultation._meta.get_field("objection_days").default if days is None else days

    def clean_questions(self):
        questions = []
        for line in lines(self.cleaned_data["questions"]):
            title, __, help_text = line.partition("|")
            questions.append((title.strip(), help_text.strip()))
        longest = Question._meta.get_field("title").max_length
        if any(not title or len(title) > longest for title, __ in questions):
            raise ValidationError(_("Une question tient en %(count)s caractères."), params={"count": longest})
        return questions

    def clean(self):
        data = super().clean()
        opens_at, closes_at = data.get("opens_at"), data.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("La fermeture doit venir après l’ouverture."))
        return data

    @property
    def deed(self):
        """What the actions take: the frame, the questions, the first window."""
        data = dict(self.cleaned_data)
        if "opens_at" not in data:
            return data
        window = (Permission.CONTRIBUTE, data.pop("opens_at"), data.pop("closes_at"))
        return {**data, "windows": [window]}
