"""The frame of a consultation: what is asked, what is open, until when, and what is promised."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions import frames
from consultations.bases import require_read
from consultations.journal import Verb
from consultations.models import Consultation, Contribution, ContributionStatus, Question, Window
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

FRAME = ("title", "question", "open_points", "closed_points", "who_decides", "commitments", "contact", "objection_days")


@transaction.atomic
def open_consultation(*, by, slug, title, windows=(), questions=(), **frame) -> Consultation:
    """`windows` are (permission, opens_at, closes_at), `questions` are (title, help). Nobody sees it yet."""
    consultation = Consultation.objects.create(slug=slug, title=title, **frame)
    _set_windows(consultation, windows)
    _set_questions(consultation, questions)
    record(Verb.CONSULTATION_OPENED, consultation, by=by)
    return consultation


@transaction.atomic
def revise_consultation(consultation, *, by, questions=None, reason="", base=None, **frame) -> Consultation:
    """Change the frame or its questions; what is not given stays. Once published, what changed and why is kept."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    require_read(base, frame_words(consultation))
    changes = [
        {"what": name, "before": str(getattr(consultation, name)), "after": str(value)} for name, value in frame.items()
    ]
    for name, value in frame.items():
        setattr(consultation, name, value)
    if frame:
        consultation.save(update_fields=list(frame))
    if questions is not None:
        before = _questions_said(consultation)
        _set_questions(consultation, questions)
        changes.append({"what": "questions", "before": before, "after": _questions_said(consultation)})
    frames.note(consultation, by=by, reason=reason, changes=changes)
    record(Verb.CONSULTATION_REVISED, consultation, by=by, changed=sorted(frame))
    return consultation


@transaction.atomic
def publish_consultation(consultation, *, by) -> Consultation:
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if consultation.published_at:
        raise Refused(_("Le cadre de cette concertation est déjà publié."))
    consultation.published_at = clock.now()
    consultation.save(update_fields=["published_at"])
    record(Verb.CONSULTATION_PUBLISHED, consultation, by=by)
    return consultation


def frame_words(consultation) -> dict:
    """What one reads of it where it is written."""
    return {**{name: getattr(consultation, name) for name in FRAME}, "questions": _questions_said(consultation)}


def _questions_said(consultation) -> str:
    found = consultation.questions.order_by("rank").values_list("title", "help")
    return "\n".join(" | ".join(filter(None, question)) for question in found)


def _set_windows(consultation, windows):
    Window.objects.bulk_create(
        Window(consultation=consultation, permission=permission, opens_at=opens_at, closes_at=closes_at)
        for permission, opens_at, closes_at in windows
    )


def _set_questions(consultation, questions):
    """A question keeps its row, since contributions answer it: known by its words wherever it goes, else by its place
    among those that are left. So what was said never answers another question than the one it was said about."""
    known = list(consultation.questions.order_by("rank"))
    said = {question.title: question for question in reversed(known)}
    kept = [said.pop(title, None) for title, __ in questions]
    left = [question for question in known if question not in kept]
    for place, found in enumerate(kept):
        if found is None and left:
            kept[place] = left.pop(0)
    _drop_questions(left)
    for rank, ((title, help_text), question) in enumerate(zip(questions, kept, strict=True), start=1):
        question = question or Question(consultation=consultation)
        question.rank, question.title, question.help = rank, title, help_text
        question.save()


def _drop_questions(questions):
    """Only those that nobody answered; a draft that did is left with its words."""
    said = Contribution.objects.filter(question__in=questions)
    if answered := said.exclude(status=ContributionStatus.DRAFT).values_list("question__title", flat=True).distinct():
        raise Refused(
            _("Des contributions répondent à une question que vous retirez. Gardez-la dans la liste."),
            items=sorted(answered),
        )
    said.update(question=None)
    Question.objects.filter(pk__in=[question.pk for question in questions]).delete()
