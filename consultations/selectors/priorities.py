"""What one asks of a vote of priorities: whose ballots are mine to give, and what the ballots say together."""

import secrets
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from consultations.models import Ballot, Choice, Seat, Stage, Voters
from consultations.small_numbers import LEAST, gathered
from consultations.spread import Spread, spread
from essportal import clock


@dataclass(frozen=True)
class Voter:
    """`kind` and `thing` are the column of the ballot and what it holds; `key` is its part of an address."""

    kind: str
    thing: object
    group: str
    ballot: Ballot | None = None

    @property
    def key(self) -> str:
        return f"{self.kind[0]}{self.thing.pk}"

    @property
    def name(self) -> str:
        return str(self.thing)


def voters_of(user, vote) -> list[Voter]:
    """Those for whom this person may vote today, each with the ballot already given."""
    if not user.is_authenticated or vote.voters == Voters.TABLES:
        return []
    if vote.voters == Voters.ORGANISATIONS:
        mine = [link.organisation for link in user.representations if link.organisation.is_verified]
        found = {one.pk: ("organisation", one, one.get_kind_display()) for one in mine}
    else:
        found = {seat.pk: ("seat", seat, seat.college.name) for seat in _seats(user, vote)}
    kind = "organisation" if vote.voters == Voters.ORGANISATIONS else "seat"
    given = {getattr(one, f"{kind}_id"): one for one in vote.ballots.filter(**{f"{kind}__in": list(found)})}
    return [Voter(*voter, given.get(pk)) for pk, voter in sorted(found.items())]


def _seats(user, vote):
    """A seat is its holder's; nobody being named, it is that of those who represent its organisation."""
    mine = Q(person=user) | Q(mandate__person=user)
    mine |= Q(person__isnull=True, organisation__in=user.organisation_ids)
    seats = Seat.objects.valid_on(clock.today()).filter(mine, college__body=vote.body_id)
    return seats.select_related("college", "organisation", "mandate__person", "department")


def electorate(vote) -> int | None:
    """How many ballots there may be; unknown where any organisation may come."""
    if vote.voters == Voters.BODY:
        return Seat.objects.valid_on(clock.today()).filter(college__body=vote.body_id).count()
    return vote.meeting.workshops.count() if vote.voters == Voters.TABLES else None


def may_read_results(user, vote) -> bool:
    """The same for everybody, the team included."""
    return vote.shows_results


def may_be_counted(vote, ballots: int) -> bool:
    return ballots >= LEAST or (vote.voters == Voters.TABLES and ballots > 0)


@dataclass(frozen=True)
class Ranked:
    choice: Choice
    spread: Spread
    box: dict


@dataclass(frozen=True)
class Tally:
    """`groups` are (name, number of ballots, choices as this group ranks them)."""

    ballots: int
    whole: list[Ranked]
    groups: list[tuple[str, int, list[Ranked]]]
    together: list[str]


def tally(vote) -> Tally:
    """Three queries, whatever the number of ballots."""
    choices = list(vote.choices.select_related("point"))
    ballots = _ballots(vote)
    if not may_be_counted(vote, len(ballots)):
        return Tally(len(ballots), [], [], [])
    rows, together = _grouped(vote, ballots)
    whole = [given for __, given in ballots]
    most = max(points for given in whole for points in given.values())
    groups = [(name, len(inside), _ranked(choices, inside, most)) for name, inside in rows]
    return Tally(len(ballots), _ranked(choices, whole, most), groups, together)


def anonymous_rows(vote):
    """One row a ballot, without a name, in no order; small groups are one."""
    choices = list(vote.choices.select_related("point"))
    yield [_("collège"), *(f"{one.point.reference} {one.point.title}" for one in choices)]
    rows, __ = _grouped(vote, _ballots(vote))
    told = [[name, *(given.get(one.pk, 0) for one in choices)] for name, inside in rows for given in inside]
    secrets.SystemRandom().shuffle(told)
    yield from told


def _ballots(vote) -> list[tuple[str, dict[int, int]]]:
    """(group, {choice: points}) of each; nothing at all while it is secret, whoever asks."""
    if not vote.shows_results:
        return []
    found = vote.ballots.prefetch_related("shares").order_by("pk")
    return [(one.group, {share.choice_id: share.points for share in one.shares.all()}) for one in found]


def _grouped(vote, ballots) -> tuple[list[tuple[str, list[dict]]], list[str]]:
    by_group: dict[str, list[dict]] = {}
    for group, given in ballots:
        by_group.setdefault(group, []).append(given)
    if vote.voters == Voters.TABLES:
        return sorted(by_group.items()), []
    alone, together = gathered({name: len(inside) for name, inside in by_group.items()})
    rows = [(name, by_group[name]) for name in alone]
    if together:
        rows.append((_("autres, ensemble"), [given for name in together for given in by_group[name]]))
    return rows, together


def _ranked(choices, ballots, most: int) -> list[Ranked]:
    """The most points first; `most` is the end of the line on which all boxes are drawn."""
    told = []
    for choice in choices:
        found = spread([given.get(choice.pk, 0) for given in ballots])
        if found:
            told.append(Ranked(choice, found, found.on(most)))
    return sorted(told, key=lambda one: (-one.spread.total, one.choice.point.reference))


def is_open(vote) -> bool:
    return vote.stage == Stage.OPEN
