"""The portal's one clock. Actions read the time here and nowhere else.

The demonstration tells a story that began months ago, and the tests need to stand at midnight: both set this clock.
Production cannot: `standing_at` refuses unless the settings allow it.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The present day in the authority's time zone (Europe/Paris)."""
    return timezone.localdate(now())


def day_of(moment: datetime) -> date:
    """The day of a moment in the authority's time zone."""
    return timezone.localdate(moment)


@contextmanager
def standing_at(moment: datetime):
    """Within the block, `now()` answers `moment` (aware). Raises RuntimeError where the clock may not be set."""
    if not settings.CLOCK_CAN_BE_SET:
        raise RuntimeError("the clock cannot be set here")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
