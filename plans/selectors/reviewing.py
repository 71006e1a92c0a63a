"""What a reader has in front of them: the clauses of a version, read or not, and what changed since they last read."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.functional import cached_property

from actors.models import Person, Representative
from consultations.models import Seat
from essportal import clock
from plans.models import ClauseRead, Pin, ReviewInvitation, Revision, Version
from plans.selectors.comparing import Pair, differences, has_changed, notes_of, reasons
from plans.selectors.reading import version_before


def invited_people(invitation: ReviewInvitation) -> list[Person]:
    """Those who speak that day for who was invited, and have an account."""
    day = clock.today()
    if invitation.organisation_id:
        valid = Representative.objects.valid_on(day).filter(organisation=invitation.organisation_id)
    else:
        valid = Seat.objects.valid_on(day).filter(college__body=invitation.body_id, person__isnull=False)
    return list(Person.objects.filter(pk__in=valid.values("person"), erased_at=None, is_active=True).order_by("pk"))


@dataclass(frozen=True)
class Line:
    """One clause of the version in the reader's list; `was` is what they last read of it, else the version before."""

    pin: Pin
    is_read: bool
    has_changed: bool
    was: Revision | None
    notes: list[str]


class Desk:
    """A version as one reader reviews it. The same number of queries, whatever its size."""

    def __init__(self, version: Version, reader):
        self.version, self.reader = version, reader

    @cached_property
    def before(self) -> Version | None:
        return version_before(self.version, self.reader)

    @property
    def numbers(self) -> tuple[int, int] | None:
        """What the address of the comparison with the version before is made of."""
        return (self.before.number, self.version.number) if self.before else None

    @cached_property
    def lines(self) -> list[Line]:
        pins = list(Pin.objects.filter(version=self.version).select_related("clause", "revision").order_by("position"))
        compared = {pin.clause_id: Pair(self._was(pin), pin.revision) for pin in pins}
        notes = notes_of(compared.values())
        return [
            Line(
                pin,
                pin.revision_id in self._read,
                self._has_changed(compared[pin.clause_id], notes[pin.clause_id]),
                compared[pin.clause_id].was,
                notes[pin.clause_id],
            )
            for pin in pins
        ]

    def _has_changed(self, pair: Pair, notes: list[str]) -> bool:
        """A clause is new beside a version before only: in the first one, none is."""
        return bool(pair.was or self._before) and has_changed(pair, notes)

    def _was(self, pin: Pin) -> Revision | None:
        """What this reader read last of a clause before its present state, else what the version before held."""
        older = [
            revision
            for revision in self._read.values()
            if revision.clause_id == pin.clause_id and revision.number < pin.revision.number
        ]
        before = self._before.get(pin.clause_id)
        return max(older, key=lambda revision: revision.number, default=before and before.revision)

    @cached_property
    def _read(self) -> dict[int, Revision]:
        """All that this reader read of this plan, whichever the version."""
        read = ClauseRead.objects.filter(person=self.reader).values("revision")
        return Revision.objects.filter(pk__in=read, clause__plan=self.version.plan_id).in_bulk()

    @cached_property
    def _before(self) -> dict[int, Pin]:
        if self.before is None:
            return {}
        return {
            pin.clause_id: pin
            for pin in Pin.objects.filter(version=self.before).select_related("revision", "clause").order_by("position")
        }

    @cached_property
    def last_visit(self):
        """When this reader last read a version of this plan that came before this one; None when they never did."""
        earlier = ClauseRead.objects.filter(person=self.reader, revision__clause__plan=self.version.plan_id)
        return earlier.filter(read_at__lt=self.version.submitted_at).aggregate(at=Max("read_at"))["at"]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.has_changed]

    @property
    def unchanged(self) -> list[Line]:
        return [line for line in self.lines if not line.has_changed]

    @property
    def gone(self) -> list[Pin]:
        """The clauses that the version before held and this one does not."""
        here = {line.pin.clause_id for line in self.lines}
        return [pin for clause, pin in self._before.items() if clause not in here]

    @property
    def read_count(self) -> int:
        return sum(line.is_read for line in self.lines)

    def first_to_read(self) -> Line:
        """The first clause changed and not read yet, else the first not read, else the first."""
        waiting = [line for line in self.changed if not line.is_read] or [x for x in self.lines if not x.is_read]
        return (waiting or self.lines)[0]

    def line(self, reference: str) -> Line | None:
        return next((line for line in self.lines if line.pin.clause.reference == reference), None)

    def around(self, line: Line) -> tuple[Line | None, Line | None]:
        """The clauses just before and just after, in the order of the list: the changed ones first."""
        listed = [*self.changed, *self.unchanged]
        here = listed.index(line)
        return (listed[here - 1] if here else None), (listed[here + 1] if here + 1 < len(listed) else None)

    def after(self, line: Line) -> Line | None:
        """Where "Lue, suivante" leads: the next changed clause to read after this one, then the others."""
        listed = [*self.changed, *self.unchanged]
        here = listed.index(line)
        following = listed[here + 1 :] + listed[:here]
        return next((other for other in following if not other.is_read), None)

    def differences(self, line: Line):
        """Title and text with what came in and went out; None when the clause is new or says the same."""
        if not line.has_changed or line.was is None or line.pin.revision.says_the_same_as(line.was):
            return None
        title, text = differences(Pair(line.was, line.pin.revision))
        return {"title": title, "text": text}

    def reason(self, line: Line) -> str:
        pair = Pair(line.was, line.pin.revision)
        return reasons([pair])[pair.clause_id] if line.has_changed else ""
