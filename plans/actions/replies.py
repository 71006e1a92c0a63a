from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from consultations.models import Contribution, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.journal import Verb
from plans.models import Citation, Clause, Plan, Reply, ReplyStatus, ReplyWording


@transaction.atomic
def write_reply(
    contribution: Contribution,
    *,
    plan: Plan,
    by: Person,
    outcome: str,
    reason: str,
    clauses: Iterable[Clause] = (),
    postponed_to: date | None = None,
) -> Reply:
    """Answer a contribution, or answer it anew: the former wording stays in the history."""
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if contribution.status != ContributionStatus.PUBLISHED:
        raise Refused(
            gettext("Cette contribution est %(status)s : seule une contribution publiée reçoit une réponse.")
            % {"status": contribution.get_status_display()}
        )
    reply, __ = Reply.objects.get_or_create(contribution=contribution, plan=plan)
    wording = ReplyWording.objects.create(
        reply=reply,
        number=reply.wordings.count() + 1,
        outcome=outcome,
        reason=reason,
        postponed_to=postponed_to,
        author=by,
        written_at=clock.now(),
    )
    Citation.objects.bulk_create(Citation(wording=wording, clause=clause) for clause in clauses)
    reply.current = wording
    reply.status = ReplyStatus.DRAFTED
    reply.save(update_fields=["current", "status"])
    record(Verb.REPLY_WRITTEN, contribution, by=by, outcome=outcome)
    return reply


@transaction.atomic
def publish_replies(plan: Plan, *, by: Person) -> int:
    """Publish the newest wording of each drafted reply; the number of them."""
    drafted = list(Reply.objects.select_for_update(of=("self",)).filter(plan=plan, status=ReplyStatus.DRAFTED))
    for reply in drafted:
        reply.published, reply.published_at, reply.status = reply.current, clock.now(), ReplyStatus.PUBLISHED
    Reply.objects.bulk_update(drafted, ["published", "published_at", "status"])
    if drafted:
        record(Verb.REPLIES_PUBLISHED, plan, by=by, count=len(drafted))
    return len(drafted)
