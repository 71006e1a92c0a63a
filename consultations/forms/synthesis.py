from django import forms

from consultations.models import SynthesisPoint


class PointForm(forms.ModelForm):
    class Meta:
        model = SynthesisPoint
        fields = ["title", "text", "status", "is_collective"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": 3000}), "status": forms.RadioSelect}
