"""What meetings put in pages: on an organisation's, those it came to; in Mon espace, those where one goes."""

from consultations.models import Meeting, RegistrationStatus
from essportal import clock, slots

SHOWN = 10


def register() -> None:
    slots.register("organisation-meetings", attended_by, "consultations/slots/meetings_of_organisation.html")
    slots.register("my-space", my_meetings, "consultations/slots/my_meetings.html")


def attended_by(organisations, reader):
    """Only where somebody of theirs was seen, and only the meetings that this reader may see."""
    shown = {}
    for organisation in organisations:
        there = organisation.registrations.filter(attended=True).exclude(status=RegistrationStatus.CANCELLED)
        its = Meeting.objects.visible_to(reader).filter(pk__in=there.values("meeting"))
        latest = list(its.select_related("municipality").order_by("-starts_at", "-pk")[:SHOWN])
        if latest:
            shown[organisation.pk] = {"meetings": latest, "total": its.count()}
    return shown


def my_meetings(people, reader):
    """One's own, by whoever reads their own space."""
    shown = {}
    for person in people:
        mine = person.registrations.standing().select_related("meeting", "organisation", "department")
        coming = mine.filter(meeting__ends_at__gte=clock.now()).order_by("meeting__starts_at", "pk")
        past = mine.filter(meeting__ends_at__lt=clock.now()).order_by("-meeting__starts_at", "-pk")
        shown[person.pk] = {"coming": list(coming[:50]), "past": list(past[:SHOWN])}
    return shown


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: where one registered, in whose name, whether one was there."""
    mine = person.registrations.select_related("meeting", "organisation", "department").order_by("registered_at", "pk")
    invited = person.meeting_invitations.select_related("meeting").order_by("invited_at", "pk")
    return {
        "rencontres": [_told(one) for one in mine],
        "invitations_a_des_rencontres": [
            {"rencontre": one.meeting.title, "date": one.meeting.starts_at, "invitation": one.invited_at}
            for one in invited
        ],
    }


def _told(one) -> dict:
    return {
        "rencontre": one.meeting.title,
        "date": one.meeting.starts_at,
        "nom_donne": one.name,
        "au_nom_de": one.for_whom,
        "etat": one.get_status_display(),
        "inscription": one.registered_at,
        "besoin": one.need,
        "present": one.attended,
    }
