"""What a visitor wrote is kept in the session while the sign-in code arrives, then becomes a draft of theirs."""

import uuid

from consultations import actions
from consultations.forms.contributions import WritingForm
from consultations.models import Consultation

_KEPT = "kept_draft"
_PLAIN = ("title", "text", "name_is_public")


def keep(session, form, consultation) -> str:
    """Keep what a valid form holds, and give its key: drawn here, never taken from the visitor."""
    data = form.cleaned_data
    key = session.get(_KEPT, {}).get("key") or str(uuid.uuid4())
    session[_KEPT] = {
        "key": key,
        "consultation": consultation.pk,
        "question": data["question"] and data["question"].pk,
        "municipality": data["municipality"] and data["municipality"].pk,
        "policy_areas": [area.pk for area in data["policy_areas"]],
        **{name: data[name] for name in _PLAIN},
    }
    return key


def kept(session, consultation) -> dict:
    """What to show again in the form of this consultation."""
    found = session.get(_KEPT, {})
    return found if found.get("consultation") == consultation.pk else {}


def give_to(user, session) -> None:
    """The visitor is now someone: their words become their draft, whatever has changed meanwhile."""
    found = session.pop(_KEPT, None)
    consultation = found and Consultation.objects.filter(pk=found["consultation"]).first()
    if not consultation:
        return
    form = WritingForm(found, user=user, consultation=consultation, complete=False)
    form.is_valid()  # a question removed since then is left aside; the words stay
    fields = draft_fields(form)
    fields.pop("organisation", None)
    actions.save_draft(by=user, consultation=consultation, key=found["key"], **fields)


def draft_fields(form) -> dict:
    """What a draft takes from the form of writing."""
    names = ("question", "title", "text", "municipality", "policy_areas", "organisation", "name_is_public")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
