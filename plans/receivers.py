"""What the plan does when something below it happened."""

from django.dispatch import receiver

from actors.moving import move, move_back
from actors.signals import merge_undone, organisations_merged, person_erased
from consultations.signals import contribution_withdrawn
from essportal.journal import record
from plans.journal import Verb
from plans.models import (
    Amendment,
    AmendmentStatus,
    Clause,
    ClauseDraft,
    LastRead,
    Presence,
    Proposal,
    ProposalStatus,
    ReplySheet,
    ReviewInvitation,
    Revision,
)


@receiver(contribution_withdrawn)
def note_what_lost_its_source(sender, contribution, by, **kwargs):
    """Each clause that it feeds keeps its words and its mark; the team finds it among the things to do."""
    fed = Revision.objects.filter(sources__contribution=contribution).values("clause")
    for clause in Clause.objects.filter(pk__in=fed):
        record(Verb.SOURCE_WITHDRAWN, clause, by=by, contribution=contribution.pk)


@receiver(person_erased)
def drop_amendments_in_preparation(sender, person, by, **kwargs):
    """A draft was read by its author only; a filed one stays, in the capacity they had."""
    Amendment.objects.filter(author=person, status=AmendmentStatus.DRAFT).delete()


@receiver(organisations_merged)
def move_invitations(sender, kept, merged, by, **kwargs):
    return move(ReviewInvitation.objects.filter(organisation=merged), "organisation", kept)


@receiver(merge_undone)
def move_invitations_back(sender, merge, by, **kwargs):
    move_back(ReviewInvitation, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)


@receiver(person_erased)
def drop_drafts_of_clauses(sender, person, by, **kwargs):
    """What was typed and never saved was read by its author only; so was where they were."""
    ClauseDraft.objects.filter(person=person).delete()
    Presence.objects.filter(person=person).delete()


@receiver(person_erased)
def drop_drafts_of_writing_groups(sender, person, by, **kwargs):
    """What was proposed stays, for the organisation or the seat; an unfinished draft was its author's alone."""
    Proposal.objects.filter(author=person, status=ProposalStatus.DRAFT).delete()


@receiver(person_erased)
def forget_what_they_read(sender, person, by, **kwargs):
    """Where they stopped reading was theirs alone, and so was a spreadsheet that they had not written yet."""
    LastRead.objects.filter(person=person).delete()
    ReplySheet.objects.filter(by=person, written_at=None).delete()
