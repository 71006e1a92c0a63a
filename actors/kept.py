"""What someone wrote about their organisation is kept in the session while the code arrives, then is a draft."""

from actors import actions
from actors.models import SheetDraft

_KEPT = "kept_sheet"


def keep(request, typed: dict) -> None:
    if request.user.is_authenticated:
        actions.keep_sheet_draft(request.user, typed)
    else:
        request.session[_KEPT] = typed


def typed(request) -> dict:
    """What to show again in the form."""
    if not request.user.is_authenticated:
        return request.session.get(_KEPT, {})
    draft = SheetDraft.objects.filter(person=request.user).first()
    return draft.typed if draft else {}


def drop(request) -> None:
    request.session.pop(_KEPT, None)
    if request.user.is_authenticated:
        actions.drop_sheet_draft(request.user)


def give_to(user, session) -> None:
    """The visitor is now someone: the newest words are the ones they find again."""
    if found := session.pop(_KEPT, None):
        actions.keep_sheet_draft(user, found)
