"""What the plan does when something below it happened."""

from django.dispatch import receiver

from consultations.signals import contribution_withdrawn
from essportal.journal import record
from plans.journal import Verb
from plans.models import Clause, Revision


@receiver(contribution_withdrawn)
def note_what_lost_its_source(sender, contribution, by, **kwargs):
    """Each clause that it feeds keeps its words and its mark; the team finds it among the things to do."""
    fed = Revision.objects.filter(sources__contribution=contribution).values("clause")
    for clause in Clause.objects.filter(pk__in=fed):
        record(Verb.SOURCE_WITHDRAWN, clause, by=by, contribution=contribution.pk)
