"""What the team has to do about contributions and meetings."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations import policies
from consultations.models import Contribution, Meeting, MeetingStatus, Objection
from essportal import clock
from essportal.todo import Group, Item


def items(person) -> list[Item]:
    if not policies.can_run_consultations(person):
        return []
    return [item for item in (_to_moderate(), _to_answer(), *_meetings(person)) if item]


def _to_moderate() -> Item | None:
    waiting = Contribution.objects.waiting()
    count, oldest = waiting.count(), waiting.order_by("filed_at").first()
    if not count:
        return None
    days = (clock.now() - oldest.filed_at).days
    since = ngettext(
        "La plus ancienne attend depuis %(days)s jour.", "La plus ancienne attend depuis %(days)s jours.", days
    )
    return Item(
        Group.THIS_WEEK,
        ngettext("Relire %(n)s contribution avant publication", "Relire %(n)s contributions avant publication", count)
        % {"n": count},
        since % {"days": days} if days else _("Arrivées aujourd’hui."),
        _("déposée"),
        reverse("consultations:work-contributions"),
        _("Modérer"),
    )


def _meetings(person) -> list[Item]:
    """Those in preparation are to be announced; those announced whose end is past, to be told as held."""
    found = Meeting.objects.visible_to(person)
    drafts = found.filter(status=MeetingStatus.PREPARING).order_by("starts_at")[:5]
    past = found.filter(status=MeetingStatus.ANNOUNCED, ends_at__lt=clock.now()).order_by("starts_at")[:5]
    return [
        *(_meeting(one, Group.THIS_WEEK, _("Annoncer : %(title)s"), _("Annoncer")) for one in drafts),
        *(_meeting(one, Group.SOMEDAY, _("Noter comme tenue : %(title)s"), _("Ouvrir")) for one in past),
    ]


def _meeting(meeting, group, title, action) -> Item:
    return Item(
        group,
        title % {"title": meeting.title},
        meeting.get_kind_display().capitalize(),
        meeting.get_status_display(),
        reverse("consultations:work-meeting", args=[meeting.reference]),
        action,
    )


def _to_answer() -> Item | None:
    """Whoever contests the synthesis waits for a reason."""
    waiting = Objection.objects.waiting()
    count, oldest = waiting.count(), waiting.order_by("filed_at").first()
    if not count:
        return None
    days = (clock.now() - oldest.filed_at).days
    since = ngettext(
        "La plus ancienne attend depuis %(days)s jour.", "La plus ancienne attend depuis %(days)s jours.", days
    )
    return Item(
        Group.THIS_WEEK,
        ngettext("Répondre à %(n)s objection à la synthèse", "Répondre à %(n)s objections à la synthèse", count)
        % {"n": count},
        since % {"days": days} if days else _("Arrivées aujourd’hui."),
        _("sans réponse"),
        reverse("consultations:objections"),
        _("Répondre"),
    )
