"""The frame of a consultation: what is asked, what is open, until when, and what is promised."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions import frames
from consultations.journal import Verb
from consultations.models import Consultation, Contribution, Question, Window
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def open_consultation(*, by, slug, title, windows=(), questions=(), **frame) -> Consultation:
    """`windows` are (permission, opens_at, closes_at), `questions` are (title, help). Nobody sees it yet."""
    consultation = Consultation.objects.create(slug=slug, title=title, **frame)
    _set_windows(consultation, windows)
    _set_questions(consultation, questions)
    record(Verb.CONSULTATION_OPENED, consultation, by=by)
    return consultation


@transaction.atomic
def revise_consultation(consultation, *, by, questions=None, reason="", **frame) -> Consultation:
    """Change the frame or its questions; what is not given stays. Once published, what changed and why is kept."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
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


def _questions_said(consultation) -> str:
    found = consultation.questions.order_by("rank").values_list("title", "help")
    return "\n".join(" | ".join(filter(None, question)) for question in found)


def _set_windows(consultation, windows):
    Window.objects.bulk_create(
        Window(consultation=consultation, permission=permission, opens_at=opens_at, closes_at=closes_at)
        for permission, opens_at, closes_at in windows
    )


def _set_questions(consultation, questions):
    """A question keeps its row, since contributions answer it: the list is followed rank by rank."""
    answered = Contribution.objects.filter(question__consultation=consultation, question__rank__gt=len(questions))
    if answered.exists():
        raise Refused(_("Des contributions répondent à une question que vous retirez. Gardez-la dans la liste."))
    consultation.questions.filter(rank__gt=len(questions)).delete()
    for rank, (title, help_text) in enumerate(questions, start=1):
        Question.objects.update_or_create(
            consultation=consultation, rank=rank, defaults={"title": title, "help": help_text}
        )
