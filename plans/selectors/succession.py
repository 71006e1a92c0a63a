"""What becomes of the clauses of the plan before: read for the team's desk and for the published account."""

from dataclasses import dataclass

from django.db.models import Case, When
from django.utils.translation import ngettext

from plans.drafting import readable, words
from plans.models import Clause, Fate, Pin, Plan, Revision, Succeeded, Succession, Version, VersionStatus
from plans.policies import can_write_plan


@dataclass
class Step:
    """One clause of the version that the plan starts from, what is decided of it, and its successor's words."""

    pin: Pin
    decision: Succeeded | None
    successor: Revision | None

    @property
    def clause(self) -> Clause:
        return self.pin.clause

    @property
    def revision(self) -> Revision:
        return self.pin.revision

    @property
    def difference(self):
        """What changed in its words, for those who may read both."""
        if self.successor is None or self.successor.text == self.revision.text:
            return None
        return readable(words(self.revision.text, self.successor.text))


def steps(succession: Succession, reader) -> list[Step]:
    """Four queries, whatever the size of the plan. The successor is told in the words that this reader may read."""
    pins = Pin.objects.filter(version=succession.version_id).select_related("clause", "revision").order_by("position")
    decided = {one.clause_id: one for one in succession.decisions.select_related("successor")}
    words = _words([one.successor_id for one in decided.values() if one.successor_id], reader)
    return [
        Step(pin, found := decided.get(pin.clause_id), words.get(found.successor_id) if found else None) for pin in pins
    ]


def _words(clauses: list[int], reader) -> dict[int, Revision]:
    """The working text for those who write it, else the newest version that they may see."""
    if can_write_plan(reader):
        newest = Clause.objects.filter(pk__in=clauses).with_newest().values("newest")
        return {one.clause_id: one for one in Revision.objects.filter(pk__in=newest, is_closed=False)}
    seen = Pin.objects.filter(clause__in=clauses, version__in=Version.objects.visible_to(reader))
    newest = seen.order_by("clause_id", "-version__number").distinct("clause_id").select_related("revision")
    return {pin.clause_id: pin.revision for pin in newest}


def summary(found: list[Step]) -> list[str]:
    """ "12 clauses gardées", "3 clauses abandonnées"."""
    counts = {fate: sum(step.decision is not None and step.decision.fate == fate for step in found) for fate in Fate}
    said = {
        Fate.KEPT: ngettext("%(n)s clause gardée", "%(n)s clauses gardées", counts[Fate.KEPT]),
        Fate.CHANGED: ngettext("%(n)s clause changée", "%(n)s clauses changées", counts[Fate.CHANGED]),
        Fate.DROPPED: ngettext("%(n)s clause abandonnée", "%(n)s clauses abandonnées", counts[Fate.DROPPED]),
    }
    return [said[fate] % {"n": counts[fate]} for fate in Fate if counts[fate]]


def starting_points(plan: Plan) -> list[Version]:
    """The versions that a plan may start from: of each plan before it, the one that was voted, else the last."""
    earlier = Version.objects.filter(plan__starts_on__lt=plan.starts_on).exclude(plan=plan).select_related("plan")
    voted = Case(When(status__in=[VersionStatus.ADOPTED, VersionStatus.REPLACED], then=0), default=1)
    found = earlier.annotate(voted=voted).order_by("plan_id", "voted", "-number").distinct("plan_id")
    return sorted(found, key=lambda version: version.plan.starts_on, reverse=True)


def readable_plans(reader) -> list[tuple[Plan, Version, Succession | None]]:
    """Every plan of which this reader may see a version, the newest plan first, with that version and its account."""
    newest = Version.objects.visible_to(reader).order_by("plan_id", "-number").distinct("plan_id")
    versions = Version.objects.filter(pk__in=newest.values("pk")).select_related("plan")
    accounts = {one.plan_id: one for one in Succession.objects.visible_to(reader).exclude(published_at=None)}
    found = sorted(versions, key=lambda version: version.plan.starts_on, reverse=True)
    return [(version.plan, version, accounts.get(version.plan_id)) for version in found]
