from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from actors.models import Person
from consultations.models import Contribution, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.journal import Verb
from plans.models import Citation, Clause, Plan, Reply, ReplyStatus, ReplyWording
from plans.selectors.answers import Answer


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
    answer = Answer(outcome, reason, tuple(clauses), postponed_to)
    return write_replies({contribution.pk: answer}, plan=plan, by=by)[0]


@transaction.atomic
def write_replies(answers: dict[int, Answer], *, plan: Plan, by: Person, only_unanswered: bool = False) -> list[Reply]:
    """Several answers at once, by contribution: all are written, or none; a few queries and a line of journal each.

    `only_unanswered` leaves those that got a reply, even a moment ago.
    """
    _lock_published(answers)
    if only_unanswered:
        known = Reply.objects.filter(plan=plan, contribution__in=answers).values_list("contribution", flat=True)
        answers = {key: answer for key, answer in answers.items() if key not in set(known)}
    Reply.objects.bulk_create((Reply(contribution_id=key, plan=plan) for key in answers), ignore_conflicts=True)
    replies = list(
        Reply.objects.select_for_update(of=("self",))
        .filter(plan=plan, contribution__in=answers)
        .select_related("contribution")
        .order_by("contribution_id")
    )
    last = dict(
        ReplyWording.objects.filter(reply__in=replies).order_by().values_list("reply").annotate(n=Max("number"))
    )
    now = clock.now()
    for reply in replies:
        answer = answers[reply.contribution_id]
        reply.status = ReplyStatus.DRAFTED
        reply.current = ReplyWording(
            reply=reply,
            number=last.get(reply.pk, 0) + 1,
            outcome=answer.outcome,
            reason=answer.reason,
            postponed_to=answer.postponed_to,
            author=by,
            written_at=now,
        )
    ReplyWording.objects.bulk_create(reply.current for reply in replies)
    Citation.objects.bulk_create(
        Citation(wording=reply.current, clause=clause)
        for reply in replies
        for clause in answers[reply.contribution_id].clauses
    )
    for reply in replies:
        reply.current_id = reply.current.pk
        record(Verb.REPLY_WRITTEN, reply.contribution, by=by, outcome=answers[reply.contribution_id].outcome)
    Reply.objects.bulk_update(replies, ["current", "status"])
    return replies


def _lock_published(answers: dict[int, Answer]) -> None:
    locked = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=answers).order_by("pk")
    for contribution in locked:
        if contribution.status != ContributionStatus.PUBLISHED:
            raise Refused(
                gettext("Cette contribution est %(status)s : seule une contribution publiée reçoit une réponse.")
                % {"status": contribution.get_status_display()},
                items=[contribution],
            )


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
