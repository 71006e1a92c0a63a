import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation
from consultations.models import Comment
from essportal.forms import PortalForm, ProseField

LONGEST = 3_000


class CommentForm(PortalForm):
    """One message; the key is drawn with the empty form, so that a form sent twice says it once."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Au nom de"), empty_label=None)
    text = ProseField(label=_("Votre message"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    parent = forms.ModelChoiceField(Comment.objects.none(), required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, organisations, team, discussion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if discussion is not None:
            self.fields["parent"].queryset = discussion.comments.filter(parent=None)
        if team:
            del self.fields["organisation"]
        elif len(organisations) == 1:
            self.fields["organisation"].initial = organisations[0]
            self.fields["organisation"].widget = self.fields["organisation"].hidden_widget()
