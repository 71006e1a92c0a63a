"""A visitor says that they will come before they sign in: what they typed waits in the session for their code."""

from consultations import actions
from consultations.models import Meeting
from essportal.errors import Refused

_KEPT = "kept_registration"


def keep(session, meeting, *, name: str, need: str) -> None:
    session[_KEPT] = {"meeting": meeting.pk, "name": name, "need": need}


def kept(session, meeting) -> dict:
    found = session.get(_KEPT, {})
    return found if found.get("meeting") == meeting.pk else {}


def give_to(user, session) -> None:
    """Now someone: they are registered in their own name, and may say afterwards for whom they come."""
    found = session.pop(_KEPT, None)
    meeting = found and Meeting.objects.visible_to(user).filter(pk=found["meeting"]).first()
    if not meeting:
        return
    try:
        name = "" if user.name else found["name"]
        actions.register(meeting, by=user, person=user, name=name, need=found["need"])
    except Refused:
        # Closed meanwhile: the page where they land says so.
        return
