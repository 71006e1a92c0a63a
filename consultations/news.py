"""What happens in the consultations: the sources of the news that everyone may read."""

from datetime import timedelta

from django.db.models import Count, DateField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.journal import Verb
from consultations.models import (
    ClosingReport,
    Consultation,
    Meeting,
    Minutes,
    Permission,
    Prioritisation,
    Questionnaire,
    SynthesisPoint,
    Window,
)
from essportal import typography
from essportal.models import JournalEntry
from essportal.news import Reach, Source, Told, Topic


def seen(model, reader) -> QuerySet:
    return model.objects.all() if reader is None else model.objects.visible_to(reader)


def followed(*paths: str) -> tuple[Reach, ...]:
    """Each path goes from the row to what one follows; nobody is told what happened before they followed it."""
    links = [f"{path}followed_by__" for path in paths]
    return tuple(Reach(Topic.FOLLOWED, f"{link}person", _since(f"{link}at")) for link in links)


def _since(at):
    return lambda: Q(**{f"{at}__lt": F("happened_at")})


# The frame


def consultations(reader):
    return seen(Consultation, reader).filter(published_at__isnull=False).annotate(happened_at=F("published_at"))


def tell_consultation(consultation):
    return Told(
        _("Une concertation s’ouvre : %(title)s") % {"title": consultation.title},
        consultation.get_absolute_url(),
        consultation.question,
    )


def contributing(reader):
    """When one may contribute to a consultation that everyone knows already: its publication says it otherwise."""
    shown = seen(Consultation, reader).filter(published_at__isnull=False)
    return Window.objects.filter(permission=Permission.CONTRIBUTE, consultation__in=shown).select_related(
        "consultation"
    )


def openings(reader):
    after = contributing(reader).filter(opens_at__gt=F("consultation__published_at"))
    return after.annotate(happened_at=F("opens_at"))


def tell_opening(window):
    return Told(
        _("On peut contribuer : %(title)s") % {"title": window.consultation.title},
        window.consultation.get_absolute_url(),
        _("Jusqu’au %(day)s.") % {"day": typography.day(window.last_moment)},
    )


def closings(reader):
    return contributing(reader).annotate(happened_at=Greatest("closes_at", "consultation__published_at"))


def tell_closing(window):
    return Told(
        _("Les contributions sont closes : %(title)s") % {"title": window.consultation.title},
        window.consultation.get_absolute_url(),
    )


def reports(reader):
    published = seen(ClosingReport, reader).filter(published_at__isnull=False)
    return published.select_related("consultation").annotate(happened_at=F("published_at"))


def tell_report(report):
    return Told(
        _("Le bilan est publié : %(title)s") % {"title": report.consultation.title},
        reverse("consultations:report", args=[report.consultation.slug]),
    )


# Meetings and minutes


def _noted(verb):
    """When the journal says that it was done, the last time."""
    lines = JournalEntry.objects.filter(
        subject_type=Meeting._meta.label_lower, subject_id=OuterRef("pk"), verb=verb
    ).order_by("-at")
    return Subquery(lines.values("at")[:1], output_field=DateTimeField())


def meetings(reader):
    known = seen(Meeting, reader).exclude(status__in=["preparing", "cancelled"])
    return known.select_related("municipality").annotate(happened_at=_noted(Verb.MEETING_ANNOUNCED))


def tell_meeting(meeting):
    return Told(
        _("Une rencontre est annoncée : %(title)s") % {"title": meeting.title},
        meeting.get_absolute_url(),
        _when_and_where(meeting),
    )


def cancelled_meetings(reader):
    """One cancelled before it was announced was never known."""
    known = seen(Meeting, reader).filter(status="cancelled").select_related("municipality")
    announced = known.annotate(announced_at=_noted(Verb.MEETING_ANNOUNCED)).filter(announced_at__isnull=False)
    return announced.annotate(happened_at=_noted(Verb.MEETING_CANCELLED))


def tell_cancelled(meeting):
    return Told(
        _("Une rencontre est annulée : %(title)s") % {"title": meeting.title},
        meeting.get_absolute_url(),
        _when_and_where(meeting),
    )


def _when_and_where(meeting) -> str:
    place = [meeting.place, str(meeting.municipality or "")]
    return ", ".join(filter(None, [typography.date_range(meeting.starts_at, meeting.ends_at), *place]))


def minutes(reader):
    approved = seen(Minutes, reader).approved().select_related("meeting")
    return approved.annotate(happened_at=F("approved_at"))


def tell_minutes(minutes):
    return Told(
        _("Le compte rendu est publié : %(title)s") % {"title": minutes.meeting.title},
        reverse("consultations:minutes", args=[minutes.meeting.reference]),
    )


# Synthesis


def points(reader):
    """The points of one day and one consultation are one piece of news, told by the last of them."""
    published = seen(SynthesisPoint, reader).filter(published_at__isnull=False)
    day = TruncDate("published_at", tzinfo=get_default_timezone(), output_field=DateField())
    dated = published.annotate(day=day)
    same = dated.filter(consultation=OuterRef("consultation"), day=OuterRef("day"))
    counted = same.order_by().values("consultation").annotate(n=Count("pk")).values("n")
    last = dated.filter(pk=Subquery(same.order_by("-published_at", "-pk").values("pk")[:1]))
    return last.annotate(happened_at=F("published_at"), count=Subquery(counted)).select_related("consultation")


def tell_points(point):
    title = ngettext(
        "Un point de synthèse est publié : %(title)s", "%(n)s points de synthèse sont publiés : %(title)s", point.count
    )
    alone = point.count == 1
    return Told(
        title % {"n": point.count, "title": point.title if alone else point.consultation.title},
        point.get_absolute_url() if alone else reverse("consultations:synthesis", args=[point.consultation.slug]),
        key=f"points-{point.consultation_id}-{point.day:%Y%m%d}",
    )


# Questionnaires and votes of priorities


def questionnaires(reader):
    return _begun(Questionnaire, reader)


def _begun(model, reader):
    """Opened by its publication, or by its dates when they come after."""
    begun = model.objects.begun() if reader is None else seen(model, reader).begun()
    return begun.select_related("consultation").annotate(happened_at=Greatest("starts", "published_at"))


def last_day(ends):
    """What closes at midnight is open until the day before."""
    return ends - timedelta(seconds=1)


def tell_questionnaire(questionnaire):
    return Told(
        _("Un questionnaire est ouvert : %(title)s") % {"title": questionnaire.title},
        questionnaire.get_absolute_url(),
        _("Jusqu’au %(day)s.") % {"day": typography.day(last_day(questionnaire.ends))} if questionnaire.ends else "",
    )


def results(reader):
    shown = _begun(Questionnaire, reader).filter(results_at__isnull=False)
    return shown.annotate(happened_at=F("results_at"))


def tell_results(questionnaire):
    return Told(
        _("Les résultats d’un questionnaire sont publiés : %(title)s") % {"title": questionnaire.title},
        reverse("consultations:questionnaire-results", args=[questionnaire.consultation.slug, questionnaire.slug]),
    )


def votes(reader):
    return _begun(Prioritisation, reader)


def tell_vote(vote):
    return Told(
        _("Un vote de priorités est ouvert : %(title)s") % {"title": vote.title},
        vote.get_absolute_url(),
        _("Jusqu’au %(day)s.") % {"day": typography.day(last_day(vote.ends))} if vote.ends else "",
    )


OF_MEETING = ("consultation__", "series__", "body__")
SOURCES = [
    Source("consultation-opened", consultations, tell_consultation, followed("")),
    Source("contributing-opened", openings, tell_opening, followed("consultation__")),
    Source("contributing-closed", closings, tell_closing, followed("consultation__")),
    Source("report-published", reports, tell_report, followed("consultation__")),
    Source("meeting-announced", meetings, tell_meeting, followed(*OF_MEETING)),
    Source("meeting-cancelled", cancelled_meetings, tell_cancelled, followed(*OF_MEETING)),
    Source("minutes-published", minutes, tell_minutes, followed(*(f"meeting__{path}" for path in OF_MEETING))),
    Source("points-published", points, tell_points, followed("consultation__")),
    Source("questionnaire-opened", questionnaires, tell_questionnaire, followed("consultation__")),
    Source("results-published", results, tell_results, followed("consultation__")),
    Source("vote-opened", votes, tell_vote, followed("consultation__", "body__")),
]
