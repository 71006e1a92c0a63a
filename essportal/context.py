"""What every page needs around its content: the authority, the menus, who is signed in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from essportal import clock, menus


def portal(request):
    """Gathered once a request: every fragment of a slot is drawn with this context too."""
    if not hasattr(request, "_portal"):
        request._portal = _gather(request)
    return request._portal


def _gather(request):
    user = getattr(request, "user", None)
    authority = menus.authority()
    return {
        "authority": authority,
        "accessibility": getattr(authority, "accessibility", _("non conforme")),
        "nav": _current(request, [(_(label), reverse(name)) for label, name in menus.PUBLIC]),
        "work_nav": _current(request, menus.work(user)) if user is not None and user.is_authenticated else [],
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
