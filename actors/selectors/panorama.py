"""A diagnosis as a reader sees it: its totals, then each breakdown with shares and lengths of bars."""

from dataclasses import dataclass

from actors.models import Breakdown, Diagnosis, Figure
from essportal.typography import NBSP, number


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
            max(1, round(100 * value / greatest)) if value else 0,
            share(figure.jobs, figure.all_jobs),
        )
        for figure in ordered
    ]
    return Section(breakdown, measure, lines, comment, has)


@dataclass(frozen=True)
class Map:
    """Communes in four steps: by the share of jobs where it is known, since a map of numbers only shows the towns."""

    places: list[dict]
    legend: list[tuple[str, str, str]]
    is_share: bool


def map_of(section: Section, communes) -> Map:
    is_share = section.has["jobs"] and section.has["all_jobs"]
    held = {
        line.figure.municipality_id: value
        for line in section.lines
        if (value := _share_of(line.figure) if is_share else line.measured)
    }
    bounds = _bounds(sorted(held.values()))
    written = _percent if is_share else number
    places = [
        {
            "commune": commune,
            "said": written(held[commune.pk]) if commune.pk in held else "",
            "step": next((step for step, low, high in bounds if commune.pk in held and held[commune.pk] <= high), "v0"),
        }
        for commune in communes
    ]
    return Map(places, [(step, written(low), written(high)) for step, low, high in bounds], is_share)


def _share_of(figure: Figure) -> float:
    return round(100 * figure.jobs / figure.all_jobs, 1) if figure.jobs and figure.all_jobs else 0


def _percent(value: float) -> str:
    return f"{number(value, 1)}{NBSP}%"


def _bounds(values: list) -> list[tuple[str, float, float]]:
    """Four steps that hold about as many communes each; fewer where there are few values."""
    parts = [values[len(values) * rank // 4 : len(values) * (rank + 1) // 4] for rank in range(4)]
    return [(f"v{rank}", part[0], part[-1]) for rank, part in enumerate(parts, start=1) if part]
