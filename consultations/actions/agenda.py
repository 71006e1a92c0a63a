"""What a meeting will deal with, in its order."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import AgendaItem, Meeting, MeetingStatus
from essportal.errors import Refused
from essportal.journal import record

_SAID = ("title", "minutes", "speaker")


def set_agenda(meeting, agenda) -> None:
    """A point keeps its row when its title stays: what was said or carried over stands on it."""
    left = list(meeting.agenda.order_by("rank"))
    for rank, said in enumerate(agenda, start=1):
        row = next((one for one in left if one.title == said["title"]), None)
        if row is None:
            AgendaItem.objects.create(meeting=meeting, rank=rank, **said)
            continue
        left.remove(row)
        row.rank, row.minutes, row.speaker = rank, said.get("minutes"), said.get("speaker", "")
        row.save(update_fields=["rank", "minutes", "speaker"])
    AgendaItem.objects.filter(pk__in=[row.pk for row in left]).delete()


def sitting_before(meeting) -> Meeting | None:
    """The one that this meeting follows: the last of its body, else of its series."""
    if meeting.body_id is None and meeting.series_id is None:
        return None
    same = {"body": meeting.body_id} if meeting.body_id else {"series": meeting.series_id}
    earlier = Meeting.objects.filter(**same, starts_at__lt=meeting.starts_at)
    return earlier.exclude(status=MeetingStatus.CANCELLED).order_by("-starts_at", "-pk").first()


@transaction.atomic
def carry_over(meeting, items, *, by) -> int:
    """Put points of the sitting before at the end of this agenda; the same one is carried once."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.status not in (MeetingStatus.PREPARING, MeetingStatus.ANNOUNCED):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    before = sitting_before(meeting)
    here = list(meeting.agenda.order_by("rank"))
    known = {one.carried_from_id for one in here}
    rank = here[-1].rank if here else 0
    carried = [item for item in items if before and item.meeting_id == before.pk and item.pk not in known]
    for item in carried:
        rank += 1
        said = {name: getattr(item, name) for name in _SAID}
        AgendaItem.objects.create(meeting=meeting, rank=rank, carried_from=item, **said)
    if carried:
        record(Verb.MEETING_REVISED, meeting, by=by, changed=["agenda"], carried=[item.pk for item in carried])
    return len(carried)
