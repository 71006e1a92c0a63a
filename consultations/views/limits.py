"""How much one may send: a town hall shares one network address, so that the account is what is held back."""

import math
import time
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from consultations.models import Comment, Contribution
from essportal import clock

MINUTES = 10
POSTS_PER_ADDRESS = 600
PER_ACCOUNT = 30
WRITTEN_AT = {Contribution: "created_at", Comment: "at"}


def minutes_to_wait(request, said=Contribution) -> int:
    """0, or how long until this person, or this network address, may send again one of what is `said`."""
    waits = [_wait_of_address(request), _wait_of_account(request.user, said)]
    return math.ceil(max(waits) / 60)


def _wait_of_address(request) -> float:
    seconds = MINUTES * 60
    return seconds - time.time() % seconds if _from_address(request) > POSTS_PER_ADDRESS else 0


def _wait_of_account(user, said) -> float:
    """Until the oldest of the last ones allowed is ten minutes old."""
    recent = _from_account(user, said)
    if len(recent) < PER_ACCOUNT:
        return 0
    return max(1, (recent[PER_ACCOUNT - 1] - _since()).total_seconds())


def _from_address(request) -> int:
    seconds = MINUTES * 60
    key = f"posts:{get_adapter().get_client_ip(request)}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # expired between the two
        return 1


def _from_account(user, said) -> list:
    """When each was written, the newest first; read among the rows themselves, which no restart forgets."""
    if not user.is_authenticated:
        return []
    at = WRITTEN_AT[said]
    recent = said.objects.filter(author=user, **{f"{at}__gt": _since()})
    return list(recent.order_by(f"-{at}").values_list(at, flat=True)[:PER_ACCOUNT])


def _since():
    return clock.now() - timedelta(minutes=MINUTES)
