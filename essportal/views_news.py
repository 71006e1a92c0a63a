"""The news of the process: a page, and a feed for those who read elsewhere. Both say what everyone may know."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essportal import clock, menus, news
from essportal.text import clean_line

SHOWN = 50


@require_safe
@login_not_required
def page(request):
    return render(request, "essportal/news.html", {"days": by_day(news.latest(SHOWN))})


@require_safe
@login_not_required
def feed(request):
    authority = menus.authority()
    found = Atom1Feed(
        title=_("Nouvelles du plan de l’ESS, %(authority)s") % {"authority": authority or _("notre territoire")},
        link=settings.SITE_URL + reverse("news"),
        description=None,
        language="fr",
        feed_url=settings.SITE_URL + reverse("news-feed"),
        feed_guid=_tag("nouvelles"),
        author_name=str(authority or _("L’équipe de la concertation")),
    )
    for one in news.latest(SHOWN):
        found.add_item(
            title=clean_line(one.title),
            link=settings.SITE_URL + one.url,
            description=escape(clean_line(one.detail)),  # a reader takes it for HTML
            unique_id=_tag(one.key),
            pubdate=one.at,
            updateddate=one.at,
        )
    headers = {"Cache-Control": "public, max-age=900", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.writeString("utf-8"), "application/atom+xml; charset=utf-8", headers=headers)


def by_day(found: list[news.News]) -> list[tuple]:
    """Newest first, under the day it happened."""
    days = {}
    for one in found:
        days.setdefault(clock.day_of(one.at), []).append(one)
    return list(days.items())


def _tag(name) -> str:
    """The same for ever, wherever the portal moves: RFC 4151."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname or 'ess-portail'},2026:{name}"
