"""Organisations and bodies invited to review a version beside the officials."""

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Organisation, Person
from consultations.models import Body
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans import tasks
from plans.actions.reviews import in_review
from plans.journal import Verb
from plans.models import AmendmentStatus, ReviewInvitation, Version


@transaction.atomic
def invite_to_review(version: Version, *, by: Person, invited: Organisation | Body) -> ReviewInvitation:
    """Those who speak for it that day are told by e-mail; inviting it again changes nothing and tells nobody."""
    version = in_review(version)
    named = {"body": invited} if isinstance(invited, Body) else {"organisation": invited}
    invitation, is_new = ReviewInvitation.objects.get_or_create(
        version=version, **named, defaults={"invited_by": by, "invited_at": clock.now()}
    )
    if is_new:
        record(Verb.INVITED_TO_REVIEW, version, by=by, invited=invited.name)
        tasks.tell_invited.defer(invitation_id=invitation.pk)
    return invitation


@transaction.atomic
def take_invitation_back(invitation: ReviewInvitation, *, by: Person) -> None:
    """Refused once an amendment was filed in their name: their words say for whom they were written."""
    invitation = ReviewInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.amendments.exclude(status=AmendmentStatus.DRAFT).exists():
        raise Refused(
            gettext("Un amendement est déjà déposé %(capacity)s : l’invitation reste.")
            % {"capacity": invitation.capacity}
        )
    invitation.amendments.update(invitation=None)
    record(Verb.INVITATION_TAKEN_BACK, invitation.version, by=by, invited=invitation.invited.name)
    invitation.delete()
