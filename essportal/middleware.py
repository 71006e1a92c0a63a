"""The edge: what may come in, and the headers that go out."""

import logging
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db.utils import DataError
from django.http import HttpResponseBadRequest
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

from essportal import typed
from essportal.errors import Refused

log = logging.getLogger("essportal")


def bad_request(request):
    return HttpResponseBadRequest(render_to_string("400.html"))


def clean_edge(get_response):
    """A NUL or broken UTF-8 in the address reaches PostgreSQL as a 500: answer 400 here."""

    def middleware(request):
        raw = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
        raw += request.path.encode("utf-8", "surrogatepass")
        try:
            raw.decode()
        except UnicodeDecodeError:
            return bad_request(request)
        if b"\0" in raw or len(raw) > settings.MAX_ADDRESS_BYTES:
            return bad_request(request)
        return get_response(request)

    return middleware


class SignInRequired(LoginRequiredMiddleware):
    """A form sent by someone whose session ended gives back what was typed, and leads to the page it stood on.

    Nothing is stored for strangers, and a form sent from another site never comes so far: its token was refused.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return super().handle_no_permission(request, view_func)
        texts, is_cut = typed.texts(request)
        way_back = typed.page_before(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
        return render(
            request, "session_ended.html", {"texts": texts, "is_cut": is_cut, "way_back": way_back}, status=403
        )


def wrong_method(get_response):
    """An address that only receives a form, opened as a page: say so in French, with a way back."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", {"back": typed.page_before(request)}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


class RefusedBecomes409:
    """A `Refused` raised by an action is a page that says why and what to do next; nothing was changed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "409.html", {"refused": exception}, status=409)
        if isinstance(exception, DataError):
            log.warning("value refused by the database at %s", request.path)
            return bad_request(request)
        return None


def content_policy(**more) -> str:
    """The portal's policy, with what one page needs besides: `content_policy(worker_src=["'self'"])`."""
    rules = settings.SECURE_CSP | {name.replace("_", "-"): values for name, values in more.items()}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def headers(get_response):
    """Content-Security-Policy in the shape of Django 6's SECURE_CSP, and no copy of a signed-in page anywhere."""
    policy = content_policy()

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware
