"""Pages that belong to no app: errors, the authority's colour, the health check, the information pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from essportal import manual, menus, pages, typed

# The hand-picked values of tokens.css belong to this accent; any other gets its companions by mixing.
OWN_ACCENT = "#0d5450"
ACCENT_CSS = """@layer tokens {{
  @media screen {{
    :root {{ --accent: {0}; --accent-2: color-mix(in srgb, {0} 72%, black); --seq-4: {0}; }}
  }}
  @media screen and (prefers-color-scheme: dark) {{
    :root {{
      --accent: color-mix(in srgb, {0} 45%, white); --accent-2: color-mix(in srgb, {0} 30%, white);
      --seq-4: color-mix(in srgb, {0} 45%, white); --band: color-mix(in srgb, {0} 34%, black);
    }}
  }}
}}
"""


def bad_request(request, exception=None):
    return HttpResponseBadRequest(render_to_string("400.html"))


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Drawn without the database, the session or the menus: any of them may be what failed."""
    return HttpResponseServerError(render_to_string("500.html"))


def csrf_failure(request, reason=""):
    """What was typed comes back only when the browser says that our own page sent it."""
    texts, is_cut = typed.texts(request) if typed.sent_by_this_portal(request) else ([], False)
    return render(request, "403_csrf.html", {"texts": texts, "is_cut": is_cut}, status=403)


@require_safe
@login_not_required
def health(request):
    """For the machine that watches: 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def accent_css(request):
    """The authority's colour as a stylesheet, since the policy of the pages allows no style inside them."""
    authority = menus.authority()
    own = authority is None or authority.accent == OWN_ACCENT
    css = "" if own else ACCENT_CSS.format(authority.accent)
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})


@require_safe
@login_not_required
def page(request, template):
    """One of the information pages: help, glossary, legal notice…"""
    return render(request, template, {"manuals": manual.PAGES})


@require_safe
@login_not_required
def glossary(request):
    return render(request, "essportal/glossary.html", {"words": pages.glossary()})


@require_safe
@login_not_required
def help_of(request, role):
    """The *mode d’emploi* of one role."""
    found = next((one for one in manual.PAGES if one.slug == role), None)
    if found is None:
        raise Http404
    return render(request, found.template, {"manual": found})
