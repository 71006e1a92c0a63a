"""What several contributions say together. Their own words stay whole: here one only links."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.bases import Overtaken
from consultations.journal import Verb
from consultations.models import (
    Consultation,
    ContributionStatus,
    Gathering,
    PointStatus,
    PointVersion,
    ReadMark,
    SynthesisPoint,
)
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_number

WORDS = ("title", "text", "status", "is_collective")


@transaction.atomic
def create_point(
    *, by, consultation, title, text="", status=PointStatus.CONSENSUS, is_collective=True, contributions=()
) -> SynthesisPoint:
    """A new point, and at once the contributions it was written for. Its text may come later. Sent twice, it is one."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    contributions = list(contributions)
    if known := _sent_before(consultation, title, text, contributions, by):
        return known
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
    _keep(point, by=by)
    record(Verb.POINT_CREATED, point, by=by)
    if contributions:
        gather(point, contributions, by=by)
    return point


@transaction.atomic
def revise_point(point, *, by, base=None, reason="", **words) -> SynthesisPoint:
    """`base` is the number of the version that was read: when another came since, nothing is written (`Overtaken`)."""
    point = _lock(point)
    current = point.versions.first()
    if base is not None and current and current.number != base:
        raise Overtaken(current)
    if point.published_at and not words["text"].strip():
        raise Refused(_("Ce point est publié : il doit dire quelque chose."))
    if {name: getattr(point, name) for name in WORDS} == words:
        return point
    _write(point, words)
    _keep(point, by=by, reason=reason)
    record(Verb.POINT_REVISED, point, by=by)
    return point


@transaction.atomic
def restore_point(point, number, *, by) -> SynthesisPoint:
    """The words of an earlier version become those of a new one: what came between stays in the history."""
    point = _lock(point)
    version = point.versions.filter(number=number).first()
    words = version and {name: getattr(version, name) for name in WORDS}
    if not words or words == {name: getattr(point, name) for name in WORDS}:
        raise Refused(_("Ce sont déjà les mots de ce point."))
    if point.published_at and not words["text"].strip():
        raise Refused(_("Ce point est publié : il doit dire quelque chose."))
    _write(point, words)
    _keep(point, by=by, restored=number)
    record(Verb.POINT_RESTORED, point, by=by, version=number)
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
    mark_read(new, by=by)
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
def mark_read(contributions, *, by) -> None:
    """A mark of work, not a decision: the journal says nothing of it."""
    marks = [ReadMark(contribution=one, by=by, at=clock.now()) for one in contributions]
    ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


@transaction.atomic
def mark_unread(contributions, *, by) -> None:
    """One that a point gathers was read, whatever its mark."""
    ReadMark.objects.filter(contribution__in=contributions, contribution__gatherings=None).delete()


@transaction.atomic
def publish_point(point, *, by) -> SynthesisPoint:
    point = _lock(point)
    if point.published_at:
        raise Refused(_("Ce point de synthèse est déjà publié."))
    if not point.consultation.published_at:
        raise Refused(_("Le cadre de cette concertation n’est pas publié : publiez-le d’abord."))
    if not point.text.strip():
        raise Refused(_("Ce point n’a qu’un titre. Écrivez ce qu’il dit avant de le publier."))
    if not point.gatherings.exists():
        raise Refused(_("Ce point ne rassemble aucune contribution. Rassemblez-en une au moins avant de le publier."))
    point.published_at = clock.now()
    point.save(update_fields=["published_at"])
    record(Verb.POINT_PUBLISHED, point, by=by)
    return point


def _sent_before(consultation, title, text, contributions, by):
    """The same words for the same contributions by the same person, not published yet."""
    same = SynthesisPoint.objects.filter(
        consultation=consultation, title=title, text=text, author=by, published_at=None
    )
    wanted = {one.pk for one in contributions}
    gathered = ((one, set(one.gatherings.values_list("contribution_id", flat=True))) for one in same.order_by("pk"))
    return next((one for one, found in gathered if found == wanted), None)


def _write(point, words):
    for name, value in words.items():
        setattr(point, name, value)
    point.save(update_fields=list(words))


def _keep(point, *, by, reason="", restored=None):
    last = point.versions.first()
    PointVersion.objects.create(
        point=point,
        number=last.number + 1 if last else 1,
        by=by,
        at=clock.now(),
        reason=reason,
        restored=restored,
        **{name: getattr(point, name) for name in WORDS},
    )


def _lock(point):
    return SynthesisPoint.objects.select_for_update().get(pk=point.pk)
