from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.forms.files import CheckedFile, check
from consultations.forms.typing import LONGEST_IDEA, TypedTextField
from essportal.fields import MEGABYTE
from essportal.forms import PortalForm

HEAVIEST_PHOTO = 10


class PhotoField(forms.FileField):
    """A photo of a sheet: drawn again, without where and with what it was taken."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png"})

    def clean(self, data, initial=None) -> CheckedFile | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > HEAVIEST_PHOTO * MEGABYTE:
            raise ValidationError(_("Cette photo pèse plus de %(most)s Mo.") % {"most": HEAVIEST_PHOTO})
        photo = check(upload.name, upload.read())
        if not photo.content_type.startswith("image/"):
            raise ValidationError(_("Joignez une photo, JPEG ou PNG."))
        return photo


class CaptureForm(PortalForm):
    """What a table's telephone sends: words, or a photo of the sheet, under a key that the browser drew."""

    text = TypedTextField(
        label=gettext_lazy("Une idée"),
        max_length=LONGEST_IDEA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, "enterkeyhint": "send", "autocomplete": "off"}),
    )
    photo = PhotoField(label=gettext_lazy("Photo de la feuille"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("text") and not data.get("photo"):
            self.add_error("text", _("Écrivez une idée, ou joignez une photo de la feuille."))
        return data


class TakeBackForm(forms.Form):
    key = forms.UUIDField()
