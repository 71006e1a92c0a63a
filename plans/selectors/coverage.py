"""Which measures touch which competences, departments, communes and levers: counted from the sheets, never by hand.

A measure counts once in each row and column that it names, and once in the row of those that name nothing: so each
total is the number of distinct measures that the list behind it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from actors.models import Department, Municipality, PolicyArea
from plans.models import Pin, Plan, Version
from plans.selectors.outline import working_outline

NONE = "aucun"


@dataclass(frozen=True)
class Measure:
    """One measure and what its sheet names, dimension by dimension."""

    reference: str
    label: str
    title: str
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Dimension:
    key: str
    title: str
    nothing: str  # the heading of the measures that name none


DIMENSIONS = {
    one.key: one
    for one in [
        Dimension("competence", _("Compétence"), _("sans compétence")),
        Dimension("direction", _("Direction"), _("sans direction")),
        Dimension("axe", _("Axe"), _("hors de tout axe")),
        Dimension("commune", _("Commune"), _("tout le territoire")),
        Dimension("levier", _("Levier"), _("sans levier")),
    ]
}
# Down, across.
TABLES = {
    "competence-direction": ("competence", "direction", _("Compétences et directions")),
    "commune-axe": ("commune", "axe", _("Communes et axes")),
    "levier-axe": ("levier", "axe", _("Leviers et axes")),
}


@dataclass(frozen=True)
class Coverage:
    """The measures of one text, and every heading that they could be counted under, empty ones included."""

    measures: list[Measure]
    headings: dict[str, dict[str, str]]

    def under(self, headings: Iterable[tuple[str, str]]) -> list[Measure]:
        """Those found under each of these headings (dimension, key)."""
        headings = list(headings)
        return [one for one in self.measures if all(key in one.names[name] for name, key in headings)]


def of_version(version: Version) -> Coverage:
    """Four queries, whatever the number of measures, departments and competences."""
    sheet = "revision__sheet__"
    rows = Pin.objects.filter(version=version).order_by("position")
    return _coverage(
        rows.values_list(
            "clause__reference",
            "label",
            "revision__title",
            "revision__kind",
            "depth",
            f"{sheet}lead",
            f"{sheet}departments",
            f"{sheet}policy_areas",
            f"{sheet}municipalities",
            f"{sheet}levers",
        )
    )


def of_working_text(plan: Plan) -> Coverage:
    return _coverage(
        (
            placed.clause.reference,
            placed.label,
            placed.revision.title,
            placed.revision.kind,
            placed.depth,
            *(
                placed.revision.sheet.get(name)
                for name in ("lead", "departments", "policy_areas", "municipalities", "levers")
            ),
        )
        for placed in working_outline(plan)
    )


def _coverage(rows: Iterable[tuple]) -> Coverage:
    headings = {
        "competence": _known(PolicyArea.objects.open()),
        "direction": _known(Department.objects.open()),
        "commune": _known(Municipality.objects.order_by("name")),
        "axe": {},
        "levier": {},
    }
    measures, axis = [], NONE
    for reference, label, title, kind, depth, lead, departments, areas, municipalities, levers in rows:
        if depth == 1:
            axis = reference
            headings["axe"][reference] = f"{label}. {title}" if label else title
        if kind != "measure":
            continue
        led_by = [lead] if lead and lead["kind"] == "department" else []
        named = {
            "competence": areas or [],
            "direction": led_by + [one for one in departments or [] if one["id"] not in [x["id"] for x in led_by]],
            "commune": municipalities or [],
            "levier": [{"id": lever, "name": lever} for lever in levers or []],
        }
        for dimension, things in named.items():
            for thing in things:
                headings[dimension].setdefault(str(thing["id"]), thing["name"])
        names = {
            dimension: tuple(str(thing["id"]) for thing in things) or (NONE,) for dimension, things in named.items()
        }
        measures.append(Measure(reference, label, title, {**names, "axe": (axis,)}))
    return Coverage(measures, headings)


def _known(things) -> dict[str, str]:
    return {str(key): name for key, name in things.values_list("pk", "name")}


@dataclass
class Matrix:
    """Two dimensions of a coverage crossed. `before` is the same for an earlier text: what became of each cell."""

    down: Dimension
    across: Dimension
    coverage: Coverage
    chosen: list[tuple[str, str]] = field(default_factory=list)
    before: Coverage | None = None

    @cached_property
    def counts(self) -> dict[tuple[str | None, str | None], int]:
        return self._counted(self.coverage)

    @cached_property
    def counts_before(self) -> dict[tuple[str | None, str | None], int]:
        return self._counted(self.before) if self.before else {}

    def _counted(self, coverage: Coverage) -> dict[tuple[str | None, str | None], int]:
        """How many measures in each cell; None stands for the whole row, the whole column, or both."""
        found: dict[tuple[str | None, str | None], int] = {}
        for measure in coverage.under(self.chosen):
            rows, columns = measure.names[self.down.key], measure.names[self.across.key]
            for row in (*rows, None):
                for column in (*columns, None):
                    found[row, column] = found.get((row, column), 0) + 1
        return found

    @cached_property
    def rows(self) -> list[tuple[str, str]]:
        return self._headings(self.down, [row for row, column in (*self.counts, *self.counts_before) if column is None])

    @cached_property
    def columns(self) -> list[tuple[str, str]]:
        return self._headings(
            self.across, [column for row, column in (*self.counts, *self.counts_before) if row is None]
        )

    def _headings(self, dimension: Dimension, used: list) -> list[tuple[str, str]]:
        """All of them, empty or not; the one of the measures that name nothing comes last, when there are some."""
        known = {
            **(self.before.headings[dimension.key] if self.before else {}),
            **self.coverage.headings[dimension.key],
        }
        nothing = [(NONE, str(dimension.nothing))] if NONE in used else []
        return [*known.items(), *nothing]

    def cell(self, row: str | None, column: str | None) -> "Cell":
        count, was = self.counts.get((row, column), 0), self.counts_before.get((row, column), 0)
        return Cell(row, column, count, count - was if self.before else 0)

    @property
    def empty_rows(self) -> list[str]:
        """The headings that no measure touches: what the matrix is there to show."""
        return [name for key, name in self.rows if not self.counts.get((key, None))]

    def grid(self) -> list[tuple[str, list["Cell"], "Cell"]]:
        """Row by row: its name, its cells, its total."""
        return [
            (name, [self.cell(key, column) for column, __ in self.columns], self.cell(key, None))
            for key, name in self.rows
        ]

    def totals(self) -> list["Cell"]:
        return [self.cell(None, column) for column, __ in self.columns]


@dataclass(frozen=True)
class Cell:
    """How many measures, and how many more than before (less: negative). No row, no column: a total."""

    row: str | None
    column: str | None
    count: int
    difference: int

    @property
    def shade(self) -> int:
        return min(self.count, 4)
