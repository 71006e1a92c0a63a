"""What a writing group reads and writes: its branch, who is in it, what its proposals become on the text of the day."""

from dataclasses import dataclass

from django.utils.translation import gettext

from actors.models import Person
from consultations.models import Seat
from essportal import clock
from plans.drafting import Merge, merge, normalise, readable, words
from plans.models import Clause, Proposal, Revision, WritingGroup
from plans.selectors.amending import Verdict, newest_of
from plans.selectors.outline import Placed, working_outline


def branch_of(group: WritingGroup) -> list[Placed]:
    """The clause entrusted and all that stands under it, in reading order."""
    inside, found = {group.branch_id}, []
    for placed in working_outline(group.plan):
        if placed.revision.clause_id in inside or placed.revision.parent_id in inside:
            inside.add(placed.revision.clause_id)
            found.append(placed)
    return found


def stands_under(group: WritingGroup, clause: Clause) -> bool:
    return any(placed.revision.clause_id == clause.pk for placed in branch_of(group))


def writers(group: WritingGroup) -> list[tuple[Person, str]]:
    """Those who write in it today, each once for each capacity."""
    seats = Seat.objects.none()
    if group.body_id:
        seats = Seat.objects.valid_on(clock.today()).filter(college__body=group.body_id, person__isnull=False)
    found = [(seat.person, seat.holder) for seat in seats.with_holders()]
    named = group.members.in_office().select_related("person", "organisation")
    found += [(member.person, str(member.organisation)) for member in named]
    return [(person, capacity) for person, capacity in dict.fromkeys(found) if not person.erased_at]


def capacity_in(group: WritingGroup, person: Person) -> str:
    """For whom this person writes there today."""
    held = list(dict.fromkeys(capacity for writer, capacity in writers(group) if writer == person))
    return ", ".join(held)[:250] or gettext("membre du groupe")


@dataclass(frozen=True)
class Weighed:
    """A proposal beside the text of the day: what it would become there."""

    proposal: Proposal
    working: Revision
    words: Merge
    heading: Merge
    verdict: Verdict

    @property
    def collides(self) -> bool:
        return self.verdict == Verdict.COLLISION

    @property
    def is_moot(self) -> bool:
        return self.verdict == Verdict.MOOT


def weigh(proposals: list[Proposal]) -> list[Weighed]:
    """One query for the text of the day, however many they are."""
    working = newest_of([proposal.place.pk for proposal in proposals])
    return [_weigh(proposal, working[proposal.place.pk]) for proposal in proposals]


def _weigh(proposal: Proposal, working: Revision) -> Weighed:
    if proposal.clause_id is None:
        verdict = Verdict.MOOT if working.is_closed else Verdict.IN_PLACE
        return Weighed(proposal, working, Merge(proposal.text), Merge(proposal.title), verdict)
    body = merge(proposal.base.text, working.text, proposal.text)
    heading = merge(proposal.base.title, working.title, proposal.title)
    return Weighed(proposal, working, body, heading, _verdict(proposal.base, working, body, heading))


def _verdict(base: Revision, working: Revision, body: Merge, heading: Merge) -> Verdict:
    if working.is_closed:
        return Verdict.MOOT
    if not (body.clean and heading.clean):
        return Verdict.COLLISION
    if (body.text, heading.text) == (normalise(working.text), normalise(working.title)):
        return Verdict.SATISFIED
    return Verdict.IN_PLACE if working.says_the_same_as(base) else Verdict.APPLIES


def difference(before: Revision | None, title: str, text: str) -> dict:
    """The words that go and the words that come, title and text; `before` is None for a new clause."""
    was = (before.title, before.text) if before else ("", "")
    changes_title = title and (before is None or title != was[0])
    return {
        "title": readable(words(was[0], title)) if changes_title else None,
        "text": readable(words(was[1], text)),
    }
