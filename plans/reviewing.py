"""What a reader has in front of them: the clauses of a version, read or not, and what changed in each."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from plans.drafting import readable, words
from plans.models import ClauseRead, Pin, Version


@dataclass(frozen=True)
class Line:
    """One clause of the version in the reader's list."""

    pin: Pin
    is_read: bool
    has_changed: bool


class Desk:
    """A version as one reader reviews it. Three queries, whatever its size."""

    def __init__(self, version: Version, reader):
        self.version, self.reader = version, reader

    @cached_property
    def lines(self) -> list[Line]:
        pins = Pin.objects.filter(version=self.version).select_related("clause", "revision").order_by("position")
        read = set(
            ClauseRead.objects.filter(person=self.reader, revision__pins__version=self.version).values_list(
                "revision", flat=True
            )
        )
        return [
            Line(
                pin, pin.revision_id in read, bool(self._before) and self._before.get(pin.clause_id) != pin.revision_id
            )
            for pin in pins
        ]

    @cached_property
    def _before(self) -> dict[int, int]:
        """The revision of each clause in the version before of the same plan."""
        before = self.version.previous
        if before is None or before.plan_id != self.version.plan_id:
            return {}
        return dict(Pin.objects.filter(version=before).values_list("clause", "revision"))

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.has_changed]

    @property
    def unchanged(self) -> list[Line]:
        return [line for line in self.lines if not line.has_changed]

    @property
    def read_count(self) -> int:
        return sum(line.is_read for line in self.lines)

    def first_to_read(self) -> Line:
        """The first clause changed and not read yet, else the first not read, else the first."""
        waiting = [line for line in self.changed if not line.is_read] or [x for x in self.lines if not x.is_read]
        return (waiting or self.lines)[0]

    def line(self, reference: str) -> Line | None:
        return next((line for line in self.lines if line.pin.clause.reference == reference), None)

    def after(self, line: Line) -> Line | None:
        """Where "Lue, suivante" leads: the next clause to read after this one, else from the start."""
        here = self.lines.index(line)
        following = self.lines[here + 1 :] + self.lines[:here]
        return next((other for other in following if not other.is_read), None)

    def differences(self, line: Line):
        """Title and text with what came in and went out since the version before; None when it is new or the same."""
        if not line.has_changed or line.pin.clause_id not in self._before:
            return None
        was = Pin.objects.select_related("revision").get(version=self.version.previous, clause=line.pin.clause).revision
        now = line.pin.revision
        return {"title": readable(words(was.title, now.title)), "text": readable(words(was.text, now.text))}
