"""How much one may send: a town hall shares one network address, so that the account is what is held back."""

import time
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.shortcuts import render

from consultations.models import Contribution
from essportal import clock

MINUTES = 10
POSTS_PER_ADDRESS = 600
CONTRIBUTIONS_PER_ACCOUNT = 30


def too_many(request):
    """The 429 page when this person, or this network address, sent too much in ten minutes; else None."""
    if _from_address(request) > POSTS_PER_ADDRESS or _from_account(request.user) >= CONTRIBUTIONS_PER_ACCOUNT:
        return render(request, "429.html", status=429)
    return None


def _from_address(request) -> int:
    seconds = MINUTES * 60
    key = f"posts:{get_adapter().get_client_ip(request)}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # expired between the two
        return 1


def _from_account(user) -> int:
    """Counted among the rows themselves, which no restart forgets."""
    if not user.is_authenticated:
        return 0
    since = clock.now() - timedelta(minutes=MINUTES)
    return Contribution.objects.filter(author=user, created_at__gt=since).count()
