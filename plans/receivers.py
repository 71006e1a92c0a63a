"""What the plan does when something below it happened."""

from django.dispatch import receiver

from actors.signals import person_erased
from consultations.signals import contribution_withdrawn
from essportal.journal import record
from plans.journal import Verb
from plans.models import Amendment, AmendmentStatus, Clause, LastRead, ReplySheet, Revision


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


@receiver(person_erased)
def forget_what_they_read(sender, person, by, **kwargs):
    """Where they stopped reading was theirs alone, and so was a spreadsheet that they had not written yet."""
    LastRead.objects.filter(person=person).delete()
    ReplySheet.objects.filter(by=person, written_at=None).delete()
