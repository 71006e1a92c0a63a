"""What bodies, minutes and decisions ask of the team, of those who were there, of those who have something to do."""

from datetime import timedelta

from django.db.models import Count, Min, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations import policies
from consultations.models import CorrectionStatus, Decision, Meeting, MeetingStatus, Minutes, MinutesStatus, Seat
from consultations.models.minutes import attended_by, next_sitting
from consultations.selectors.composition import seats_of
from essportal import clock
from essportal.todo import Group, Item
from essportal.typography import day

SHOWN = 5
# A meeting whose minutes nobody wrote within a season will have none.
REMEMBERED = timedelta(days=120)
SEASON = timedelta(days=30)


def items(person) -> list[Item]:
    theirs = [*_to_read_again(person), *_mine(person)]
    return [*_late(), *_minutes(), *_vacant(), *theirs] if policies.can_run_consultations(person) else theirs


def in_bodies(person) -> dict:
    """What one's own space says of it: where they sit, what they have to read again or to do."""
    return {"my_seats": seats_of(person), "my_sittings": [*_to_read_again(person), *_mine(person)]}


def _late() -> list[Item]:
    """One line for all of them: each is one click away, the oldest first."""
    late = Decision.objects.late().aggregate(count=Count("pk"), oldest=Min("due_on"))
    count = late["count"]
    if not count:
        return []
    return [
        Item(
            Group.THIS_WEEK,
            ngettext("Relancer %(n)s décision en retard", "Relancer %(n)s décisions en retard", count) % {"n": count},
            _("La plus ancienne devait être faite le %(day)s.") % {"day": day(late["oldest"])},
            _("en retard"),
            reverse("consultations:work-decisions") + "?etat=en-retard",
            _("Ouvrir"),
            is_late=True,
        )
    ]


def _minutes() -> list[Item]:
    held = Meeting.objects.filter(status=MeetingStatus.HELD, starts_at__gte=clock.now() - REMEMBERED)
    unwritten = held.filter(minutes=None).order_by("starts_at")[:SHOWN]
    return [
        *(_line(one, Group.SOMEDAY, _("Écrire le compte rendu"), _("tenue"), "work-meeting") for one in unwritten),
        *(found for one in _under_way() if (found := _of_minutes(one))),
    ]


def _under_way():
    """Those not yet approved, with the corrections that wait and the next sitting: one query."""
    waiting = Count("corrections", filter=Q(corrections__status=CorrectionStatus.WAITING))
    open_now = Minutes.objects.exclude(status=MinutesStatus.APPROVED).select_related("meeting")
    open_now = open_now.annotate(waiting=waiting, next_at=Subquery(next_sitting().values("starts_at")[:1]))
    return open_now.order_by("opened_at", "pk")[: 2 * SHOWN]


def _of_minutes(minutes) -> Item | None:
    if minutes.status == MinutesStatus.DRAFT:
        return _line(minutes.meeting, Group.THIS_WEEK, _("Finir le compte rendu"), minutes.get_status_display())
    if minutes.waiting:
        said = ngettext("Trancher %(n)s correction", "Trancher %(n)s corrections", minutes.waiting)
        said = said % {"n": minutes.waiting}
        return _line(minutes.meeting, Group.THIS_WEEK, said, _("à relire"), "minutes-corrections")
    if minutes.takes_corrections or (minutes.next_at and minutes.next_at > clock.now()):
        return None
    return _line(minutes.meeting, Group.THIS_WEEK, _("Faire approuver"), _("à relire"), "minutes-approve")


def _line(meeting, group, said, word, name="write-minutes") -> Item:
    return Item(
        group,
        _("%(deed)s : %(title)s") % {"deed": said, "title": meeting.title},
        _("Rencontre du %(day)s") % {"day": day(meeting.starts_at)},
        word,
        reverse(f"consultations:{name}", args=[meeting.reference]),
        _("Ouvrir"),
    )


def _vacant() -> list[Item]:
    empty = Seat.objects.valid_on(clock.today()).filter(person=None).order_by("college__body__name", "pk")
    found = list(empty.values_list("college__body__slug", "college__body__name"))
    bodies = dict(found)
    if not found:
        return []
    one_body = reverse("consultations:work-body", args=[found[0][0]])
    return [
        Item(
            Group.SOMEDAY,
            ngettext("Pourvoir %(n)s siège", "Pourvoir %(n)s sièges", len(found)) % {"n": len(found)},
            ", ".join(list(bodies.values())[:SHOWN]),
            _("à pourvoir"),
            one_body if len(bodies) == 1 else reverse("consultations:work-bodies"),
            _("Ouvrir"),
        )
    ]


def _to_read_again(person) -> list[Item]:
    sent = Minutes.objects.filter(status=MinutesStatus.SENT, meeting__in=attended_by(person))
    waited = sent.filter(corrections_until__gte=clock.today()).exclude(corrections__proposed_by=person)
    return [
        Item(
            Group.THIS_WEEK,
            _("Relire le compte rendu : %(title)s") % {"title": minutes.meeting.title},
            _("Corrections jusqu’au %(day)s") % {"day": day(minutes.corrections_until)},
            minutes.get_status_display(),
            minutes.get_absolute_url(),
            _("Relire"),
        )
        for minutes in waited.select_related("meeting").order_by("corrections_until", "pk")[:SHOWN]
    ]


def _mine(person) -> list[Item]:
    """What they have to do: late first, then what is due within the month."""
    soon = clock.today() + SEASON
    mine = Decision.objects.open().owned_by(person).filter(due_on__lte=soon).order_by("due_on", "pk")
    return [
        Item(
            Group.THIS_WEEK if decision.is_late else Group.SOMEDAY,
            str(decision),
            _("Pour le %(day)s") % {"day": day(decision.due_on)},
            _("en retard") if decision.is_late else decision.get_status_display(),
            decision.get_absolute_url(),
            _("Dire où l’on en est"),
            is_late=decision.is_late,
        )
        for decision in mine[:SHOWN]
    ]
