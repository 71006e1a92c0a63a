"""What every page needs around its content: the authority, the menus, who is signed in."""

from django.conf import settings
from django.utils.translation import gettext as _

from essportal import clock, menus

# What a bar of 1,280 px holds; the entries that come after stand behind "Plus".
MOST_IN_BAR = 7


def portal(request):
    """Gathered once a request: every fragment of a slot is drawn with this context too."""
    if not hasattr(request, "_portal"):
        request._portal = _gather(request)
    return request._portal


def _gather(request):
    user = getattr(request, "user", None)
    authority = menus.authority()
    work = menus.work(user, request.path) if user is not None and user.is_authenticated else ()
    seen = len(work) if len(work) <= MOST_IN_BAR + 1 else MOST_IN_BAR
    return {
        "authority": authority,
        "accessibility": getattr(authority, "accessibility", _("non conforme")),
        "nav": menus.everywhere(request.path),
        "work_nav": work,
        "work_bar": work[:seen],
        "work_more": work[seen:],
        "is_in_work_more": any(entry.current for entry in work[seen:]),
        "is_demonstration": settings.DEMO,
        "today": clock.today(),
    }
