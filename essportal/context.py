"""What every page needs around its content: the authority, the menus, who is signed in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from essportal import clock, menus

# What a bar of 1,280 px holds; the entries that come after stand behind "Plus".
MOST_IN_BAR = 9


def portal(request):
    """Gathered once a request: every fragment of a slot is drawn with this context too."""
    if not hasattr(request, "_portal"):
        request._portal = _gather(request)
    return request._portal


def _gather(request):
    user = getattr(request, "user", None)
    authority = menus.authority()
    work = _current(request, menus.work(user)) if user is not None and user.is_authenticated else []
    seen = len(work) if len(work) <= MOST_IN_BAR + 1 else MOST_IN_BAR
    return {
        "authority": authority,
        "accessibility": getattr(authority, "accessibility", _("non conforme")),
        "nav": _current(request, [(_(label), reverse(name)) for label, name in menus.PUBLIC]),
        "work_nav": work,
        "work_bar": work[:seen],
        "work_more": work[seen:],
        "is_in_work_more": any(entry["current"] for entry in work[seen:]),
        "is_demonstration": settings.DEMO,
        "today": clock.today(),
    }


def _current(request, entries):
    """The entry whose address is the longest beginning of the page's address is the current one."""
    matching = [url for __, url, *__ in entries if request.path.startswith(url)]
    longest = max(matching, key=len, default=None)
    return [
        {"label": label, "url": url, "count": count[0] if count else None, "current": url == longest}
        for label, url, *count in entries
    ]
