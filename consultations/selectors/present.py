"""What one can do in a consultation at this very moment, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from consultations.models import Permission
from essportal import clock


@dataclass(frozen=True)
class Possible:
    """One thing permitted until a moment, or from one moment to another."""

    permission: Permission
    opens_at: datetime | None
    closes_at: datetime
    url: str = ""

    @property
    def label(self):
        return self.permission.label


@dataclass(frozen=True)
class Present:
    open: list[Possible]
    next: list[Possible]
    is_over: bool

    @property
    def groups(self) -> list[tuple[datetime, list[Possible]]]:
        """What is open, by the moment until which it is: said once for all that end together."""
        ends = dict.fromkeys(one.closes_at for one in self.open)
        return [(end, [one for one in self.open if one.closes_at == end]) for end in ends]


def present(consultation) -> Present:
    """Two queries: its windows, and the last point published."""
    now = clock.now()
    windows = list(consultation.windows.all())
    running = {
        window.permission: _possible(consultation, window)
        for window in windows
        if window.opens_at <= now < window.closes_at
    }
    running = {**_still_contested(consultation, windows), **running}
    coming: dict[str, Possible] = {}
    for window in windows:
        if window.opens_at > now:
            coming.setdefault(window.permission, _possible(consultation, window))
    ordered = [running[permission] for permission in Permission if permission in running]
    after = sorted(coming.values(), key=lambda one: one.opens_at)
    return Present(ordered, after, is_over=bool(windows) and not ordered and not after)


def _possible(consultation, window) -> Possible:
    permission = Permission(window.permission)
    is_open = window.opens_at <= clock.now()
    return Possible(
        permission, window.opens_at, window.closes_at, _address(consultation, permission) if is_open else ""
    )


def _still_contested(consultation, windows) -> dict[str, Possible]:
    """A point published lately may be contested, whatever the windows."""
    latest = consultation.points.aggregate(at=Max("published_at"))["at"]
    if latest is None:
        return {}
    until = consultation.points.model(consultation=consultation, published_at=latest).objections_until(windows)
    if until is None:
        return {}
    address = _address(consultation, Permission.OBJECT)
    return {Permission.OBJECT: Possible(Permission.OBJECT, None, until, address)}


def _address(consultation, permission) -> str:
    slug = consultation.slug
    if permission == Permission.CONTRIBUTE:
        return f"{reverse('consultations:contribute')}?concertation={slug}"
    if permission in (Permission.SUPPORT, Permission.DISCUSS):
        return f"{reverse('consultations:contributions')}?concertation={slug}"
    if permission == Permission.OBJECT:
        return reverse("consultations:synthesis", args=[slug])
    return f"{consultation.get_absolute_url()}#demandes"
