"""How every form of the portal is drawn and cleaned; pages only write `{{ form }}`."""

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext

from essportal.fields import (
    DayInput,
    LimitedFileField,
    LineField,
    MomentInput,
    ParisDateField,
    ParisDateTimeField,
    ProseField,
    says_something,
)
from essportal.text import clean_line, clean_prose

__all__ = [
    "DayInput",
    "FormRenderer",
    "LimitedFileField",
    "LineField",
    "MomentInput",
    "ParisDateField",
    "ParisDateTimeField",
    "PortalForm",
    "PortalModelForm",
    "ProseField",
    "says_something",
]

DASHES = BLANK_CHOICE_DASH[0][1]
UNTOUCHED = (forms.PasswordInput, forms.HiddenInput, forms.FileInput)


class PortalBoundField(BoundField):
    """A field that knows its Bootstrap class, how it is described, and where the summary of errors leads."""

    @property
    def data(self):
        """What was typed, tidied: every form gets composed accents and no invisible character, whatever its field."""
        value = super().data
        widget = self.field.widget
        if not isinstance(value, str) or isinstance(widget, UNTOUCHED):
            return value
        return clean_prose(value) if isinstance(widget, forms.Textarea) else clean_line(value)

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        attrs["class"] = " ".join(filter(None, [widget.attrs.get("class"), self._bootstrap(widget)]))
        attrs["placeholder"] = False
        if widget.attrs.get("autocomplete") == "one-time-code":
            attrs["inputmode"] = "numeric"
        # Required is the rule and said by our own summary: the browser's bubble would speak its own language.
        attrs.pop("required", None)
        if widget.use_fieldset:
            attrs.pop("aria-invalid", None)
        elif self.field.required:
            attrs["aria-required"] = "true"
        return attrs

    def _bootstrap(self, widget):
        if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "form-check-input"
        name = "form-select" if isinstance(widget, forms.Select) else "form-control"
        return f"{name} is-invalid" if self.errors else name

    @property
    def is_optional(self):
        return not self.field.required and not isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @cached_property
    def anchor(self):
        """The id of what takes the focus: the first choice of a group, else the field itself."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label


class FormRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = PortalBoundField


class Portal:
    """Dates and hours are typed in the browser's own picker, and read in Paris."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is forms.DateField:
                self.fields[name] = _like(ParisDateField, field)
            elif type(field) is forms.DateTimeField:
                self.fields[name] = _like(ParisDateTimeField, field)
            elif getattr(field, "empty_label", None) == DASHES:
                field.empty_label = _said(field)
            elif isinstance(field, forms.ChoiceField) and list(field.choices)[:1] == BLANK_CHOICE_DASH:
                field.choices = [("", _said(field)), *list(field.choices)[1:]]


def _said(field) -> str:
    """What an empty choice says, instead of nine dashes that are read aloud."""
    return gettext("Choisir…") if field.required else gettext("Aucun choix")


def _like(kind, field):
    return kind(
        required=field.required,
        label=field.label,
        initial=field.initial,
        help_text=field.help_text,
        disabled=field.disabled,
        validators=field.validators,
    )


class PortalForm(Portal, forms.Form):
    pass


class PortalModelForm(Portal, forms.ModelForm):
    pass
