"""A diagnosis as a reader sees it: its totals, then each breakdown with shares and lengths of bars."""

from dataclasses import dataclass

from actors.models import Breakdown, Diagnosis, Figure
from essportal.typography import NBSP, number

STEPS = (0.75, 0.5, 0.25)


@dataclass(frozen=True)
class Line:
    figure: Figure
    measured: int
    length: int
    share: str


@dataclass(frozen=True)
class Section:
    """`measure` is what the bars draw: jobs when the file gave them, else establishments, else organisations."""

    breakdown: Breakdown
    measure: str
    lines: list[Line]
    comment: str
    has: dict[str, bool]


def share(part: int | None, whole: int | None) -> str:
    """12,4 %; empty where one of the two is unknown."""
    if part is None or not whole:
        return ""
    return f"{number(100 * part / whole, 1)}{NBSP}%"


def sections(diagnosis: Diagnosis) -> tuple[Figure | None, list[Section]]:
    """The totals, and each breakdown that holds figures; three queries whatever the size."""
    comments = dict(diagnosis.comments.values_list("breakdown", "text"))
    by_breakdown: dict[str, list[Figure]] = {}
    for figure in diagnosis.figures.select_related("municipality"):
        by_breakdown.setdefault(figure.breakdown, []).append(figure)
    whole = (by_breakdown.pop(Breakdown.WHOLE, None) or [None])[0]
    told = [
        _section(one, by_breakdown[one], comments.get(one, ""))
        for one in Breakdown
        if one in by_breakdown and one != Breakdown.WHOLE
    ]
    return whole, told


def _section(breakdown: Breakdown, figures: list[Figure], comment: str) -> Section:
    columns = ("organisations", "establishments", "jobs", "all_establishments", "all_jobs")
    has = {name: any(getattr(figure, name) is not None for figure in figures) for name in columns}
    measure = next((name for name in ("jobs", "establishments") if has[name]), "organisations")
    greatest = max((getattr(figure, measure) or 0 for figure in figures), default=0)
    ordered = figures
    if breakdown in {Breakdown.MUNICIPALITY, Breakdown.SECTOR}:
        ordered = sorted(figures, key=lambda figure: -(getattr(figure, measure) or 0))
    lines = [
        Line(
            figure,
            value := getattr(figure, measure) or 0,
            round(100 * value / greatest) if greatest else 0,
            share(figure.jobs, figure.all_jobs),
        )
        for figure in ordered
    ]
    return Section(breakdown, measure, lines, comment, has)


def steps(section: Section, communes) -> list[dict]:
    """Each commune with an outline, its number, and its step on the map: quarters of the greatest."""
    greatest = max((line.measured for line in section.lines), default=0)
    held = {line.figure.municipality_id: line.measured for line in section.lines}
    return [
        {"commune": commune, "number": held.get(commune.pk, 0), "step": _step(held.get(commune.pk, 0), greatest)}
        for commune in communes
    ]


def _step(value: int, greatest: int) -> str:
    if not value:
        return "v0"
    return next((f"v{4 - rank}" for rank, least in enumerate(STEPS) if value > least * greatest), "v1")


def bounds(section: Section) -> list[tuple[str, int, int]]:
    """The legend: for each step, from which number to which."""
    greatest = max((line.measured for line in section.lines), default=0)
    tops = [int(greatest * part) for part in (0.25, 0.5, 0.75, 1)]
    starts = [1, *(top + 1 for top in tops[:-1])]
    return [
        (f"v{rank}", low, high) for rank, (low, high) in enumerate(zip(starts, tops, strict=True), 1) if high >= low
    ]
