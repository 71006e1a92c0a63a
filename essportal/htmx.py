"""htmx only smooths pages that work without it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

# What `autosave.js` says when it sends by itself the form that one is filling in.
AUTOSAVED = "X-Autosave"


def page_or_fragment(request, page: str, fragment: str, context: dict | None = None) -> HttpResponse:
    """The fragment alone when htmx asks for it, else the whole page; caches are told that they differ."""
    wanted = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, fragment if wanted else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
