"""What someone had typed in a form that could not be taken: given back on the answer, kept nowhere."""

import re
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

from essportal.text import has_a_letter, tidy

MOST_TEXTS = 250
MOST_CHARACTERS = 500_000
# Secrets, and what the portal itself wrote in the form: codes, keys, references.
_SECRET = re.compile(r"token|password|code|secret|otp", re.IGNORECASE)
_NOT_TYPED = re.compile(r"[a-z0-9_.:-]*|[A-Z]{1,2}(-[0-9]+)+|[0-9a-fA-F-]{32,36}")


def texts(request) -> tuple[list[str], bool]:
    """The texts of the form that was sent, in its order, and whether some had to be left out. Files never come back."""
    found, left = [], MOST_CHARACTERS
    for name, values in request.POST.lists():
        for raw in values:
            if len(found) == MOST_TEXTS or len(raw) > left:
                return found, True
            value = tidy(raw)
            left -= len(raw)
            if not (_SECRET.search(name) or _NOT_TYPED.fullmatch(value) or value in found) and has_a_letter(value):
                found.append(value)
    return found, False


def page_before(request) -> str:
    """The path of the portal's page that sent this request; empty when it came from elsewhere."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if url_has_allowed_host_and_scheme(path, None) and path.startswith("/") else ""


def sent_by_this_portal(request) -> bool:
    """Whether the browser says that the form stood on one of our own pages."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
