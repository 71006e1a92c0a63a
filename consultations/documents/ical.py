"""Meetings as iCalendar (RFC 5545, 5546). `icalendar` escapes what people typed; hours are in UTC, so that a night when
the clocks change says nothing twice."""

from datetime import UTC, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from consultations.models import MeetingStatus
from essportal.emails import Attachment
from essportal.text import clean_line, plain_text

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
DESCRIBED = 2_000
REFRESHED = timedelta(hours=6)


def calendar(meetings, *, method=PUBLISH, name="", attendee="", accepted=False, with_address=()) -> bytes:
    """`with_address`: the meetings (their ids) whose online address this reader may know."""
    found = Calendar()
    found.add("prodid", "-//ESS-Portail//FR")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", method)
    if name:
        found.add("x-wr-calname", clean_line(name))
        found.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        event = _event(meeting, meeting.pk in with_address)
        if attendee:
            _expect(event, attendee, accepted=accepted)
        found.add_component(event)
    return found.to_ical()


def attached(meeting, *, method, attendee, accepted=False, with_address=False) -> Attachment:
    content = calendar(
        [meeting],
        method=method,
        attendee=attendee,
        accepted=accepted,
        with_address=[meeting.pk] if with_address else [],
    )
    return Attachment("rencontre.ics", content.decode(), f"text/calendar; method={method}")


def uid(meeting) -> str:
    """The same for ever, wherever the event is read: a later file replaces the earlier one."""
    return f"{meeting.reference}@{urlsplit(settings.SITE_URL).hostname or 'ess-portail'}".lower()


def _event(meeting, with_address) -> Event:
    event = Event()
    event.add("uid", uid(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", clean_line(meeting.title))
    event.add("status", "CANCELLED" if meeting.status == MeetingStatus.CANCELLED else "CONFIRMED")
    event.add("url", f"{settings.SITE_URL}{meeting.get_absolute_url()}")
    if where := _where(meeting, with_address):
        event.add("location", where)
    event.add("description", _described(meeting, with_address))
    return event


def _where(meeting, with_address) -> str:
    place = [clean_line(meeting.place), meeting.municipality.name if meeting.municipality else ""]
    if meeting.online_address:
        place.append(meeting.online_address if with_address else _("en ligne"))
    return ", ".join(filter(None, place))


def _described(meeting, with_address) -> str:
    said = [
        meeting.get_kind_display().capitalize(),
        plain_text(meeting.presentation)[:DESCRIBED],
        _("Pour suivre en ligne : %(address)s") % {"address": meeting.online_address}
        if meeting.online_address and with_address
        else "",
        f"{settings.SITE_URL}{meeting.get_absolute_url()}",
    ]
    return "\n".join(filter(None, said))


def _expect(event, attendee, *, accepted) -> None:
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    event.add("organizer", organiser)
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["PARTSTAT"] = vText("ACCEPTED" if accepted else "NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=0)
