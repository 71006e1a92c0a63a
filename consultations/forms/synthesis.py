from django import forms

from consultations.models import SynthesisPoint
from essportal.forms import PortalModelForm


class PointForm(PortalModelForm):
    class Meta:
        model = SynthesisPoint
        fields = ["title", "text", "status", "is_collective"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": 3000}), "status": forms.RadioSelect}
