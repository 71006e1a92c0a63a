from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from plans.actions.replies import write_replies
from plans.documents.reply_sheet import Mark, marked
from plans.models import Plan, ReplySheet


def keep_reply_sheet(plan: Plan, *, by: Person, name: str, rows: list[dict]) -> ReplySheet:
    """Keep what was sent until it is read again and written; one that the same person left aside goes."""
    ReplySheet.objects.filter(plan=plan, by=by, written_at=None).delete()
    return ReplySheet.objects.create(plan=plan, by=by, name=name[:200], rows=rows, at=clock.now())


@transaction.atomic
def write_reply_sheet(sheet: ReplySheet, *, by: Person, over: Collection[str] = ()) -> int:
    """Write the rows that are new or edited, and those changed meanwhile that are named in `over`; all, or none."""
    sheet = ReplySheet.objects.select_for_update(of=("self",)).select_related("plan").get(pk=sheet.pk)
    if sheet.written_at:
        raise Refused(gettext("Ce tableau est déjà enregistré."))
    Plan.objects.select_for_update(of=("self",)).get(pk=sheet.plan_id)
    answers = {
        row.contribution.pk: row.answer
        for row in marked(sheet.plan, sheet.rows)
        if row.mark in (Mark.NEW, Mark.EDITED) or (row.mark == Mark.MEANWHILE and row.contribution.reference in over)
    }
    write_replies(answers, plan=sheet.plan, by=by)
    sheet.written_at = clock.now()
    sheet.rows = []
    sheet.save(update_fields=["written_at", "rows"])
    return len(answers)
