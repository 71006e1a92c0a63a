"""What a contribution has lived through, as dated lines. What became of it in the plan is told by the app above."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Channel, ContributionStatus, Meeting, SynthesisPoint


@dataclass(frozen=True)
class Event:
    at: datetime
    title: str
    detail: str = ""
    url: str = ""


def life(contribution, reader) -> list[Event]:
    return sorted([*_own(contribution, reader), *_gathered(contribution, reader)], key=lambda event: event.at)


def _own(contribution, reader):
    if contribution.meeting and Meeting.objects.visible_to(reader).filter(pk=contribution.meeting_id).exists():
        yield Event(
            contribution.meeting.starts_at,
            _("Dite à la rencontre « %(title)s »") % {"title": contribution.meeting.title},
            str(contribution.workshop or "").capitalize(),
            contribution.meeting.get_absolute_url(),
        )
    if contribution.replaces:
        yield Event(
            contribution.replaces.filed_at,
            _("Déposée une première fois sous la référence %(reference)s")
            % {"reference": contribution.replaces.reference},
            _("Corrigée depuis par son auteur"),
        )
    online = contribution.channel == Channel.ONLINE
    yield Event(
        contribution.filed_at,
        _("Déposée en ligne") if online else _("Enregistrée par l’équipe"),
        _("Reçu envoyé sous la référence %(reference)s") % {"reference": contribution.reference}
        if online
        else contribution.get_channel_display().capitalize(),
    )
    if contribution.published_at:
        yield Event(contribution.published_at, _("Publiée"), _("Le texte ne change plus"))
    if contribution.status == ContributionStatus.SET_ASIDE:
        yield Event(contribution.moderated_at, _("Écartée à la modération"), contribution.moderation_reason)
    if contribution.withdrawn_at:
        yield Event(contribution.withdrawn_at, _("Retirée"), _("Elle n’est plus montrée au public"))


def _gathered(contribution, reader):
    points = SynthesisPoint.objects.visible_to(reader).filter(gatherings__contribution=contribution)
    holding = list(points.order_by().values_list("pk", flat=True))
    if not holding:
        return
    published = Count("contributions", filter=Q(contributions__status=ContributionStatus.PUBLISHED))
    counted = SynthesisPoint.objects.filter(pk__in=holding).annotate(size=published)
    for point in counted.order_by("reference"):
        others = point.size - (contribution.status == ContributionStatus.PUBLISHED)
        with_others = ngettext("avec %(count)s autre", "avec %(count)s autres", others) % {"count": others}
        # A point may be older than what it gathers: nothing is gathered before it was said.
        told = point.published_at or point.created_at
        yield Event(
            max(told, contribution.published_at or contribution.filed_at),
            _("Rassemblée dans le point %(reference)s : %(title)s")
            % {"reference": point.reference, "title": point.title},
            ", ".join(filter(None, [point.get_status_display().capitalize(), with_others if others else ""])),
            point.get_absolute_url() if point.published_at else "",
        )
