from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Department, PolicyArea
from essportal.forms import LineField, PortalForm, PortalModelForm
from essportal.text import has_a_letter

LONGEST = Department._meta.get_field("name").max_length


class DepartmentsForm(PortalForm):
    """Several departments at once: a line each, with its competences after a bar."""

    lines = forms.CharField(
        label=gettext_lazy("Directions"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Une par ligne, avec ses compétences après une barre : Direction de la culture | Culture, Tourisme. "
            "Les compétences peuvent attendre."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = {area.name.casefold(): area for area in PolicyArea.objects.open()}

    def clean_lines(self):
        typed = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [self._read(line) for line in typed]

    def _read(self, line: str) -> tuple[str, list[PolicyArea]]:
        name, __, rest = (part.strip() for part in line.partition("|"))
        if not has_a_letter(name) or len(name) > LONGEST:
            raise ValidationError(
                _("Cette ligne n’est pas comprise, ou elle est trop longue : « %(line)s »."),
                params={"line": line[:60]},
            )
        return name, self._areas_in(rest)

    def _areas_in(self, text: str) -> list[PolicyArea]:
        """A competence's own name may hold a comma ("Économie, emploi"): the longest name that fits is taken."""
        found, words = [], [word.strip() for word in text.split(",") if word.strip()]
        while words:
            sizes = range(len(words), 0, -1)
            taken = next((n for n in sizes if ", ".join(words[:n]).casefold() in self.areas), None)
            if taken is None:
                raise ValidationError(
                    _("« %(name)s » n’est pas une compétence ouverte : ajoutez-la d’abord, ou corrigez la ligne."),
                    params={"name": words[0][:60]},
                )
            found.append(self.areas[", ".join(words[:taken]).casefold()])
            words = words[taken:]
        return found


class DepartmentForm(PortalModelForm):
    name = LineField(label=gettext_lazy("Nom"), max_length=LONGEST)

    class Meta:
        model = Department
        fields = ["name", "policy_areas"]
        widgets = {"policy_areas": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["policy_areas"].queryset = PolicyArea.objects.open_or_in(self.instance.policy_areas.values("pk"))


class PolicyAreaForm(PortalModelForm):
    name = LineField(label=gettext_lazy("Nom"), max_length=PolicyArea._meta.get_field("name").max_length)

    class Meta:
        model = PolicyArea
        fields = ["name"]
