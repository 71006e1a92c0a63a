"""A vote of priorities: prepared, opened, voted, closed. Of a ballot the journal says nothing."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.actions.asked import free_slug, locked, require_not_known
from consultations.journal import Verb
from consultations.models import Ballot, Choice, Consultation, Permission, Prioritisation, Share, Stage, Voters
from consultations.selectors import priorities
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

RULES = ("voters", "body", "meeting", "points_each", "is_secret")


@transaction.atomic
def prepare_prioritisation(*, by, consultation, title, points=(), **fields) -> Prioritisation:
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    vote = Prioritisation.objects.create(
        consultation=consultation, title=title, slug=free_slug(consultation.prioritisations, title), **fields
    )
    _set_points(vote, points)
    record(Verb.PRIORITISATION_PREPARED, vote, by=by)
    return vote


@transaction.atomic
def revise_prioritisation(vote, *, by, points=None, **fields) -> Prioritisation:
    """Words and dates until the end; the rules and the points until it opens."""
    vote = locked(vote)
    changed = [name for name, value in fields.items() if getattr(vote, name) != value]
    if vote.published_at and (set(changed) & set(RULES) or points is not None):
        raise Refused(_("Le vote est ouvert : ses règles et ses points ne changent plus."))
    if vote.closed_at:
        raise Refused(_("Ce vote est clos."))
    require_not_known(vote, changed)
    for name in changed:
        setattr(vote, name, fields[name])
    vote.save(update_fields=changed)
    if points is not None:
        _set_points(vote, points)
    record(Verb.PRIORITISATION_REVISED, vote, by=by, changed=sorted(changed))
    return vote


@transaction.atomic
def open_prioritisation(vote, *, by) -> Prioritisation:
    vote = locked(vote)
    if vote.published_at:
        raise Refused(_("Ce vote est déjà ouvert."))
    if vote.choices.count() < 2:
        raise Refused(_("Choisissez au moins deux points de synthèse publiés à départager."))
    if vote.choices.filter(point__published_at__isnull=True).exists():
        raise Refused(_("Un des points choisis n’est pas publié. Publiez-le, ou retirez-le du vote."))
    if vote.opens_at is None and not vote.consultation.windows.filter(permission=Permission.PRIORITISE).exists():
        raise Refused(_("Ce vote n’a pas de dates, et sa concertation n’en donne pas. Donnez-lui les siennes."))
    vote.published_at = clock.now()
    vote.save(update_fields=["published_at"])
    record(Verb.PRIORITISATION_OPENED, vote, by=by)
    return vote


@transaction.atomic
def close_prioritisation(vote, *, by) -> Prioritisation:
    """Before its date. A vote closed stays closed."""
    vote = locked(vote)
    if vote.stage not in (Stage.OPEN, Stage.COMING):
        raise Refused(_("Ce vote n’est pas ouvert."))
    vote.closed_at = clock.now()
    vote.save(update_fields=["closed_at"])
    record(Verb.PRIORITISATION_CLOSED, vote, by=by)
    return vote


@transaction.atomic
def drop_prioritisation(vote, *, by) -> None:
    vote = locked(vote)
    if vote.published_at:
        raise Refused(_("Ce vote a été ouvert : il reste. Vous pouvez le fermer."))
    record(Verb.PRIORITISATION_DROPPED, vote, by=by)
    vote.choices.all().delete()
    vote.delete()


@transaction.atomic
def give_ballot(vote, voter, *, by, shares: dict[int, int]) -> Ballot:
    """Give or change the ballot of a voter that is `by`'s to give today; `shares` are {choice: points}."""
    vote = locked(vote)
    _require_open(vote)
    mine = next((one for one in priorities.voters_of(by, vote) if one.key == voter.key), None)
    if mine is None:
        raise Refused(_("Ce bulletin n’est pas le vôtre aujourd’hui."))
    return _write(vote, mine, by, shares)


@transaction.atomic
def type_ballot(vote, workshop, *, by, shares: dict[int, int]) -> Ballot:
    """What a table of the fabrique decided, typed by the team."""
    vote = locked(vote)
    _require_open(vote)
    if vote.voters != Voters.TABLES or workshop.meeting_id != vote.meeting_id:
        raise Refused(_("Cette table ne prend pas part à ce vote."))
    ballot = _write(vote, priorities.Voter("workshop", workshop, str(_("tables"))), None, shares)
    record(Verb.BALLOT_TYPED, vote, by=by, table=workshop.number)
    return ballot


def _write(vote, voter, by, shares) -> Ballot:
    """The whole ballot anew: what one has given is what one sees."""
    given = {choice: points for choice, points in shares.items() if points}
    total = sum(given.values())
    if total != vote.points_each or min(given.values(), default=0) < 0:
        raise Refused(say_left(vote.points_each - total) or _("Un point se donne, il ne se retire pas."))
    allowed = set(vote.choices.values_list("pk", flat=True))
    if not set(given) <= allowed:
        raise Refused(_("Ce point n’est pas soumis au vote."))
    ballot, __ = Ballot.objects.update_or_create(
        prioritisation=vote,
        **{voter.kind: voter.thing},
        defaults={"group": voter.group, "given_by": by, "given_at": clock.now()},
    )
    ballot.shares.all().delete()
    Share.objects.bulk_create(Share(ballot=ballot, choice_id=choice, points=points) for choice, points in given.items())
    return ballot


def say_left(left: int) -> str:
    """What is still to be given, or to be taken back; nothing when the sum is right."""
    if left > 0:
        said = ngettext(
            "Il reste %(n)s point à donner : répartissez-les tous.",
            "Il reste %(n)s points à donner : répartissez-les tous.",
            left,
        )
        return said % {"n": left}
    if left < 0:
        said = ngettext("Vous avez donné %(n)s point de trop.", "Vous avez donné %(n)s points de trop.", -left)
        return said % {"n": -left}
    return ""


def _set_points(vote, points) -> None:
    points = list(points)
    if any(one.consultation_id != vote.consultation_id for one in points):
        raise Refused(_("Un de ces points appartient à une autre concertation."))
    vote.choices.exclude(point__in=points).delete()
    known = set(vote.choices.values_list("point_id", flat=True))
    Choice.objects.bulk_create(Choice(prioritisation=vote, point=one) for one in points if one.pk not in known)


def _require_open(vote) -> None:
    if vote.stage != Stage.OPEN:
        raise Refused(
            _("Ce vote ne reçoit pas de bulletin en ce moment."),
            way_out=(_("Voir la concertation"), vote.consultation.get_absolute_url()),
        )
