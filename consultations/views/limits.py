"""How much one may send: a town hall shares one network address, so that the account is what is held back."""

import math
import time
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from consultations.models import Contribution
from essportal import clock

MINUTES = 10
POSTS_PER_ADDRESS = 600
CONTRIBUTIONS_PER_ACCOUNT = 30


def minutes_to_wait(request) -> int:
    """0, or how long until this person, or this network address, may send again."""
    waits = [_wait_of_address(request), _wait_of_account(request.user)]
    return math.ceil(max(waits) / 60)


def _wait_of_address(request) -> float:
    seconds = MINUTES * 60
    return seconds - time.time() % seconds if _from_address(request) > POSTS_PER_ADDRESS else 0


def _wait_of_account(user) -> float:
    """Until the oldest of the last ones allowed is ten minutes old."""
    recent = _from_account(user)
    if len(recent) < CONTRIBUTIONS_PER_ACCOUNT:
        return 0
    return max(1, (recent[CONTRIBUTIONS_PER_ACCOUNT - 1] - _since()).total_seconds())


def _from_address(request) -> int:
    seconds = MINUTES * 60
    key = f"posts:{get_adapter().get_client_ip(request)}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # expired between the two
        return 1


def _from_account(user) -> list:
    """When each was written, the newest first; read among the rows themselves, which no restart forgets."""
    if not user.is_authenticated:
        return []
    recent = Contribution.objects.filter(author=user, created_at__gt=_since())
    return list(recent.order_by("-created_at").values_list("created_at", flat=True)[:CONTRIBUTIONS_PER_ACCOUNT])


def _since():
    return clock.now() - timedelta(minutes=MINUTES)
