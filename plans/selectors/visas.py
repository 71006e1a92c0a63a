"""The visas that the measures need, and where each stands.

A visa is given on words and a sheet. When they move, it no longer holds, as a reply is read again: it is shown as given
on an earlier text and the department is asked to confirm it. A move in the outline or another source changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from actors.models import Correspondent, Department
from essportal import clock
from plans.models import ClauseKind, Pin, Plan, Revision, Version, Visa, VisaState


@dataclass(frozen=True)
class Needed:
    """One department that a measure associates, and its visa on this text; None when none holds."""

    revision: Revision
    department: Department
    visa: Visa | None
    other: Visa | None = None  # the newest one asked on another text

    @property
    def is_missing(self) -> bool:
        return self.visa is None or self.visa.is_missing

    @property
    def is_to_confirm(self) -> bool:
        """Answered on an earlier text."""
        return self.visa is None and self.other is not None and self.other.revision.number < self.revision.number

    @property
    def has_moved_since(self) -> bool:
        """A later text has its visa asked: this one is out of date."""
        return self.visa is None and self.other is not None and self.other.revision.number > self.revision.number

    def get_status_display(self) -> str:
        if self.visa:
            return str(self.visa.state.label)
        return pgettext("visa", "à confirmer") if self.is_to_confirm else pgettext("visa", "à demander")


def departments_of(sheet: dict) -> list[int]:
    """Those that a sheet associates; a lead that gives its visa is among them."""
    return [one["id"] for one in sheet.get("departments") or []]


def needed(revisions: Iterable[Revision]) -> list[Needed]:
    """Three queries, however many measures. A department that was closed is asked nothing."""
    measures = [revision for revision in revisions if revision.kind == ClauseKind.MEASURE]
    open_ones = Department.objects.open().in_bulk({key for one in measures for key in departments_of(one.sheet)})
    asked: dict[tuple[int, int], list[Visa]] = {}
    for visa in Visa.objects.filter(clause__in=[one.clause_id for one in measures]).with_answers().order_by("pk"):
        asked.setdefault((visa.clause_id, visa.department_id), []).append(visa)
    return [
        _needed(revision, open_ones[key], asked.get((revision.clause_id, key), []))
        for revision in measures
        for key in departments_of(revision.sheet)
        if key in open_ones
    ]


def _needed(revision: Revision, department: Department, asked: list[Visa]) -> Needed:
    holding = [visa for visa in asked if visa.holds_for(revision)]
    others = [visa for visa in asked if visa not in holding]
    return Needed(revision, department, holding[-1] if holding else None, others[-1] if others else None)


def needed_by(plan: Plan) -> list[Needed]:
    """On the working text."""
    return needed(Revision.objects.working_text(plan).order_by("clause__reference"))


def missing(version: Version) -> list[Needed]:
    """On the text of a version: what its submission waits for."""
    pins = Pin.objects.filter(version=version, revision__kind=ClauseKind.MEASURE).order_by("position")
    return [one for one in needed(pin.revision for pin in pins.select_related("revision__clause")) if one.is_missing]


def to_ask(plan: Plan) -> list[Needed]:
    """Never asked on this text, or asked when the department had nobody to answer and it has somebody now."""
    reachable = set(Correspondent.objects.valid_on(clock.today()).values_list("department", flat=True))
    return [
        one
        for one in needed_by(plan)
        if one.visa is None or (one.visa.state == VisaState.UNREACHED and one.department.pk in reachable)
    ]


def reads_visas(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_general_management or user.is_elected)


def shown_on(revision: Revision, reader) -> list[dict]:
    """For the page of a clause: each visa for those who may read it; for all, what was overridden and why."""
    if revision.kind != ClauseKind.MEASURE:
        return []
    reads_all = reads_visas(reader)
    theirs = {department.pk for department in reader.departments} if reader.is_authenticated else set()
    found = []
    for one in needed([revision]):
        is_open = reads_all or one.department.pk in theirs
        is_overridden = one.visa is not None and one.visa.state == VisaState.OVERRIDDEN
        if is_open or is_overridden:
            found.append(
                {
                    "needed": one,
                    "answer": one.visa.answer if one.visa and is_open else None,
                    "earlier": one.other.answer if one.is_to_confirm and is_open else None,
                    "override_reason": one.visa.override_reason if is_overridden else "",
                }
            )
    return found


def sentence(one: Needed) -> str:
    """ "Direction de l’emploi, sur « Un comptoir par bassin de vie » (P-0042)"."""
    return gettext("%(department)s, sur « %(title)s » (%(clause)s)") % {
        "department": one.department,
        "title": one.revision.title,
        "clause": one.revision.clause.reference,
    }
