"""What several contributions say together. Their own words stay whole: here one only links."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import ContributionStatus, Gathering, PointStatus, SynthesisPoint
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_number


@transaction.atomic
def create_point(
    *, by, consultation, title, text, status=PointStatus.CONSENSUS, is_collective=True, contributions=()
) -> SynthesisPoint:
    """A new point, and at once the contributions it was written for."""
    point = SynthesisPoint.objects.create(
        reference=f"S-{next_number('S'):04d}",
        consultation=consultation,
        title=title,
        text=text,
        status=status,
        is_collective=is_collective,
        author=by,
        created_at=clock.now(),
    )
    record(Verb.POINT_CREATED, point, by=by)
    if contributions:
        gather(point, contributions, by=by)
    return point


@transaction.atomic
def revise_point(point, *, by, title, text, status, is_collective) -> SynthesisPoint:
    point = _lock(point)
    point.title, point.text, point.status, point.is_collective = title, text, status, is_collective
    point.save(update_fields=["title", "text", "status", "is_collective"])
    record(Verb.POINT_REVISED, point, by=by)
    return point


@transaction.atomic
def gather(point, contributions, *, by) -> int:
    """Link published contributions to a point, all or none; says how many were not there yet."""
    point = _lock(point)
    contributions = list(contributions)
    if any(c.consultation_id != point.consultation_id for c in contributions):
        raise Refused(_("Une de ces contributions appartient à une autre concertation."))
    unpublished = [c for c in contributions if c.status != ContributionStatus.PUBLISHED]
    if unpublished:
        raise Refused(_("Publiez d’abord ces contributions."), items=[str(c.reference or c) for c in unpublished])
    already = set(point.gatherings.values_list("contribution_id", flat=True))
    new = [c for c in contributions if c.pk not in already]
    Gathering.objects.bulk_create(Gathering(point=point, contribution=c) for c in new)
    record(Verb.CONTRIBUTIONS_GATHERED, point, by=by, contributions=[c.pk for c in new])
    return len(new)


@transaction.atomic
def ungather(point, contribution, *, by) -> None:
    point = _lock(point)
    deleted, __ = point.gatherings.filter(contribution=contribution).delete()
    if not deleted:
        raise Refused(_("Cette contribution n’est plus dans ce point de synthèse."))
    record(Verb.CONTRIBUTION_UNGATHERED, point, by=by, contribution=contribution.pk)


@transaction.atomic
def publish_point(point, *, by) -> SynthesisPoint:
    point = _lock(point)
    if point.published_at:
        raise Refused(_("Ce point de synthèse est déjà publié."))
    if not point.gatherings.exists():
        raise Refused(_("Ce point ne rassemble aucune contribution. Rassemblez-en une au moins avant de le publier."))
    point.published_at = clock.now()
    point.save(update_fields=["published_at"])
    record(Verb.POINT_PUBLISHED, point, by=by)
    return point


def _lock(point):
    return SynthesisPoint.objects.select_for_update().get(pk=point.pk)
