"""What the team has to do about contributions and meetings."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations import policies
from consultations.models import (
    Contribution,
    Meeting,
    MeetingStatus,
    Objection,
    Questionnaire,
    Ruling,
    Stage,
    last_day_for_documents,
)
from consultations.selectors.questionnaires import may_be_counted
from essportal import clock
from essportal.todo import Group, Item
from essportal.typography import day

DOCUMENTS_SOON = timedelta(days=3)


def items(person) -> list[Item]:
    if not policies.can_run_consultations(person):
        return []
    found = [_appeals(), _to_moderate(), _unread(), _to_answer(), *_meetings(person), *_results(person)]
    return [item for item in found if item]


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


def _appeals() -> Item | None:
    waiting = Ruling.objects.appealed().select_related("contribution").order_by("appealed_at")
    count, oldest = waiting.count(), waiting.first()
    if not count:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("Répondre à %(n)s recours", "Répondre à %(n)s recours", count) % {"n": count},
        _("Un auteur conteste une décision de modération : %(reference)s")
        % {"reference": oldest.contribution.reference},
        _("à répondre"),
        reverse("consultations:answer-appeal", args=[oldest.contribution.reference, oldest.pk]),
        _("Répondre"),
    )


def _unread() -> Item | None:
    count = Contribution.objects.unread().count()
    if not count:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("Relire %(n)s contribution déjà publiée", "Relire %(n)s contributions déjà publiées", count)
        % {"n": count},
        _("Elles ont paru dès leur dépôt."),
        _("publiée"),
        f"{reverse('consultations:work-contributions')}?statut=published&a-lire=1",
        _("Lire"),
    )


def _meetings(person) -> list[Item]:
    """Those in preparation are to be announced; those announced whose end is past, to be told as held."""
    found = Meeting.objects.visible_to(person)
    drafts = found.filter(status=MeetingStatus.PREPARING).order_by("starts_at")[:5]
    past = found.filter(status=MeetingStatus.ANNOUNCED, ends_at__lt=clock.now()).order_by("starts_at")[:5]
    return [
        *(_meeting(one, Group.THIS_WEEK, _("Annoncer : %(title)s"), _("Annoncer")) for one in drafts),
        *(_meeting(one, Group.SOMEDAY, _("Noter comme tenue : %(title)s"), _("Ouvrir")) for one in past),
        *_documents(found),
    ]


def _documents(found) -> list[Item]:
    """The sittings whose papers must leave within three days, and those whose day is past."""
    coming = found.filter(status=MeetingStatus.ANNOUNCED, starts_at__gt=clock.now(), documents=None)
    sittings = coming.filter(body__isnull=False).select_related("body").order_by("starts_at")[:20]
    days = [(meeting, last_day_for_documents(meeting)) for meeting in sittings]
    return [_papers(meeting, last) for meeting, last in days if clock.today() >= last - DOCUMENTS_SOON]


def _papers(meeting, last) -> Item:
    is_late = clock.today() > last
    return Item(
        Group.THIS_WEEK,
        _("Envoyer les documents : %(title)s") % {"title": meeting.title},
        _("Au plus tard le %(day)s, dit la règle de l’instance.") % {"day": day(last)},
        _("en retard") if is_late else _("à lancer"),
        reverse("consultations:meeting-documents", args=[meeting.reference]),
        _("Envoyer"),
        is_late=is_late,
    )


def _meeting(meeting, group, title, action) -> Item:
    return Item(
        group,
        title % {"title": meeting.title},
        meeting.get_kind_display().capitalize(),
        meeting.get_status_display(),
        reverse("consultations:work-meeting", args=[meeting.reference]),
        action,
    )


def _results(person) -> list[Item]:
    """Questionnaires that are over, whose results nobody has published."""
    waiting = Questionnaire.objects.visible_to(person).filter(ends__lte=clock.now(), results_at__isnull=True)
    found = waiting.filter(published_at__isnull=False, sheets__isnull=False).distinct().order_by("ends", "pk")[:5]
    return [
        Item(
            Group.SOMEDAY,
            _("Publier les résultats : %(title)s") % {"title": one.title},
            _("Questionnaire clos"),
            str(Stage.CLOSED.label),
            reverse("consultations:work-questionnaire", args=[one.pk]),
            _("Ouvrir"),
        )
        for one in found
        if may_be_counted(one)
    ]


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
