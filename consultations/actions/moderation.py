"""Moderation comes before publication: publish, or set aside with a reason that the author reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations import tasks
from consultations.journal import Verb
from consultations.models import Contribution, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def publish_contribution(contribution, *, by) -> Contribution:
    contribution = _lock(contribution)
    contribution.move_to(ContributionStatus.PUBLISHED)
    contribution.moderated_at = clock.now()
    # Set aside then published again, it keeps its first day: moderation never makes it late for the date d'arrêt.
    contribution.published_at = contribution.published_at or contribution.moderated_at
    contribution.moderation_reason = ""
    contribution.save(update_fields=["status", "moderated_at", "published_at", "moderation_reason"])
    record(Verb.CONTRIBUTION_PUBLISHED, contribution, by=by)
    return contribution


@transaction.atomic
def publish_contributions(contributions, *, by) -> int:
    """Several in one gesture, all or none."""
    for contribution in contributions:
        publish_contribution(contribution, by=by)
    return len(contributions)


@transaction.atomic
def set_aside_contribution(contribution, *, by, reason) -> Contribution:
    contribution = _lock(contribution)
    if not reason.strip():
        raise Refused(_("Dites pourquoi cette contribution est écartée : son auteur le lira."))
    contribution.move_to(ContributionStatus.SET_ASIDE)
    contribution.moderated_at = clock.now()
    contribution.moderation_reason = reason
    contribution.save(update_fields=["status", "moderated_at", "moderation_reason"])
    record(Verb.CONTRIBUTION_SET_ASIDE, contribution, by=by)
    tasks.tell_author_it_is_set_aside.defer(contribution_id=contribution.pk)
    return contribution


def _lock(contribution):
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
