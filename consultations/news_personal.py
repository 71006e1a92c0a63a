"""What happens to what someone wrote, follows or has to do: told to them alone, refusals included."""

from django.db.models import Count, DateField, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.news import represented
from consultations.models import (
    Comment,
    Contribution,
    CorrectionStatus,
    Decision,
    Gathering,
    Meeting,
    MeetingDocument,
    MeetingStatus,
    MinutesCorrection,
    Objection,
    RegistrationStatus,
    Ruling,
    RulingKind,
    SynthesisPoint,
    Verdict,
)
from consultations.news import followed, seen
from essportal import clock, typography
from essportal.news import Reach, Source, Told, Topic


def publications(reader):
    """Read by the team first; what is public at once was told by its receipt."""
    later = seen(Contribution, reader).published().filter(published_at__gt=F("filed_at"))
    return later.annotate(happened_at=F("published_at"))


def tell_publication(contribution):
    return Told(
        _("Votre contribution %(reference)s est publiée") % {"reference": contribution.reference},
        contribution.get_absolute_url(),
        contribution.public_title,
    )


def rulings(reader):
    standing = Ruling.objects.standing().filter(contribution__in=seen(Contribution, reader))
    return standing.select_related("contribution").annotate(happened_at=F("decided_at"))


def tell_ruling(ruling):
    reference = ruling.contribution.reference
    if ruling.kind == RulingKind.SET_ASIDE:
        title = _("Votre contribution %(reference)s n’est pas publiée") % {"reference": reference}
    else:
        title = _("Un passage de votre contribution %(reference)s est masqué") % {"reference": reference}
    why = _("Le motif : %(motive)s.") % {"motive": ruling.motive_in_short}
    appeal = _("Vous pouvez le contester.")
    return Told(
        title, reverse("consultations:appeal", args=[reference, ruling.pk]), _said(why, ruling.sentence, appeal)
    )


def appeals(reader):
    answered = Ruling.objects.filter(answered_at__isnull=False, contribution__in=seen(Contribution, reader))
    return answered.select_related("contribution").annotate(happened_at=F("answered_at"))


def tell_appeal(ruling):
    reference = {"reference": ruling.contribution.reference}
    if ruling.verdict == Verdict.OVERTURNED:
        title = _("Votre recours est entendu pour %(reference)s") % reference
    else:
        title = _("Votre recours n’est pas retenu pour %(reference)s") % reference
    return Told(title, ruling.contribution.get_absolute_url(), ruling.answer)


def hidden_comments(reader):
    hidden = Comment.objects.filter(hidden_at__isnull=False).filter(_of_discussion(reader))
    return hidden.select_related("discussion__contribution", "discussion__point").annotate(happened_at=F("hidden_at"))


def tell_hidden(comment):
    subject = comment.discussion.subject
    why = _("Le motif : %(motive)s.") % {"motive": comment.motive_in_short}
    words = _("Vous aviez écrit : %(text)s") % {"text": comment.text}
    return Told(
        _("Votre message sur %(reference)s est masqué") % {"reference": subject.reference},
        f"{subject.get_absolute_url()}#discussion",
        _said(why, comment.hidden_sentence, words),
    )


def messages(reader):
    """What was said of one thing in one day is one piece of news, told by the last message."""
    shown = Comment.objects.filter(_of_discussion(reader), hidden_at=None, withdrawn_at=None)
    dated = shown.annotate(day=TruncDate("at", tzinfo=get_default_timezone(), output_field=DateField()))
    same = dated.filter(discussion=OuterRef("discussion"), day=OuterRef("day"))
    counted = same.order_by().values("discussion").annotate(n=Count("pk")).values("n")
    last = dated.filter(pk=Subquery(same.order_by("-at", "-pk").values("pk")[:1]))
    last = last.annotate(happened_at=F("at"), count=Subquery(counted))
    return last.select_related("discussion__contribution", "discussion__point")


def tell_messages(comment):
    subject = comment.discussion.subject
    title = ngettext("Un message sur %(reference)s", "%(n)s messages sur %(reference)s", comment.count)
    return Told(
        title % {"n": comment.count, "reference": subject.reference},
        f"{subject.get_absolute_url()}#discussion",
        str(subject),
    )


def _of_discussion(reader) -> Q:
    """Where the thing discussed may be read."""
    return Q(discussion__contribution__in=seen(Contribution, reader).published()) | Q(
        discussion__point__in=seen(SynthesisPoint, reader)
    )


def objections(reader):
    answered = seen(Objection, reader).filter(answered_at__isnull=False).select_related("point")
    return answered.annotate(happened_at=F("answered_at"))


def tell_objection(objection):
    said = {"reference": objection.point.reference, "outcome": objection.get_outcome_display()}
    return Told(
        _("Votre objection sur %(reference)s est %(outcome)s") % said,
        objection.point.get_absolute_url(),
        objection.answer,
    )


def minutes_corrections(reader):
    """To whoever proposed it, as long as their name is kept."""
    settled = seen(MinutesCorrection, reader).filter(settled_at__isnull=False, proposed_by__isnull=False)
    return settled.select_related("minutes__meeting").annotate(happened_at=F("settled_at"))


def tell_minutes_correction(correction):
    meeting = {"meeting": correction.minutes.meeting}
    if correction.status == CorrectionStatus.ACCEPTED:
        title = _("Votre correction au compte rendu est reprise : %(meeting)s") % meeting
    else:
        title = _("Votre correction au compte rendu n’est pas reprise : %(meeting)s") % meeting
    words = _("Vous aviez écrit : %(text)s") % {"text": correction.text}
    return Told(title, correction.minutes.get_absolute_url(), _said(correction.reason, words))


def gatherings(reader):
    published = Gathering.objects.filter(
        point__published_at__isnull=False,
        point__in=seen(SynthesisPoint, reader),
        contribution__in=seen(Contribution, reader).published(),
    )
    return published.select_related("point", "contribution").annotate(happened_at=F("point__published_at"))


def tell_gathering(gathering):
    return Told(
        _("%(reference)s est dans la synthèse : %(title)s")
        % {"reference": gathering.contribution.reference, "title": gathering.point.title},
        gathering.point.get_absolute_url(),
    )


def documents(reader):
    """For those who expect the meeting and have an account; the others get it by e-mail."""
    expected = seen(Meeting, reader).filter(status__in=[MeetingStatus.ANNOUNCED, MeetingStatus.HELD])
    sent = MeetingDocument.objects.filter(meeting__in=expected).select_related("meeting")
    return sent.annotate(happened_at=F("sent_at"))


def tell_document(document):
    return Told(
        _("Un document pour : %(title)s") % {"title": document.meeting.title},
        document.meeting.get_absolute_url(),
        document.title,
    )


def decisions(reader):
    """To do by someone, from the day it was decided."""
    return seen(Decision, reader).open().select_related("meeting").annotate(happened_at=F("taken_at"))


def tell_decision(decision):
    due = _("Pour le %(day)s.") % {"day": typography.day(decision.due_on)} if decision.due_on else ""
    return Told(
        _("À faire après %(meeting)s") % {"meeting": decision.meeting},
        decision.get_absolute_url(),
        _said(decision.text, due),
    )


def correspondents() -> Q:
    day, link = clock.today(), "owner_department__correspondents__"
    return Q(**{f"{link}starts_on__lte": day}) & (
        Q(**{f"{link}ends_on__isnull": True}) | Q(**{f"{link}ends_on__gte": day})
    )


def standing() -> Q:
    return Q(meeting__registrations__status__in=[RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING])


def _said(*words: str) -> str:
    return " ".join(filter(None, words))


def _mine(person: str) -> Reach:
    return Reach(Topic.MINE, person)


OWNED = (
    Reach(Topic.TASKS, "owner"),
    Reach(Topic.TASKS, "owner_department__correspondents__person", correspondents),
    Reach(Topic.TASKS, represented("owner_organisation__").person, represented("owner_organisation__").when),
)
EXPECTED = (
    Reach(Topic.MINE, "meeting__registrations__person", standing),
    _mine("meeting__invitations__person"),
)
DISCUSSED = (*followed("discussion__contribution__"), _mine("parent__author"))
SOURCES = [
    Source("contribution-published", publications, tell_publication, (_mine("author"),), is_public=False),
    Source("contribution-ruled", rulings, tell_ruling, (_mine("contribution__author"),), is_public=False),
    Source("appeal-answered", appeals, tell_appeal, (_mine("contribution__author"),), is_public=False),
    Source("comment-hidden", hidden_comments, tell_hidden, (_mine("author"),), is_public=False),
    Source("messages", messages, tell_messages, DISCUSSED, is_public=False),
    Source("objection-answered", objections, tell_objection, (_mine("author"),), is_public=False),
    Source(
        "minutes-corrected",
        minutes_corrections,
        tell_minutes_correction,
        (_mine("proposed_by"),),
        is_public=False,
    ),
    Source("contribution-gathered", gatherings, tell_gathering, followed("contribution__"), is_public=False),
    Source("document-sent", documents, tell_document, EXPECTED, is_public=False),
    Source("decision-entrusted", decisions, tell_decision, OWNED, is_public=False),
]
