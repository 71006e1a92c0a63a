"""A questionnaire's life: prepared, opened, closed, published. Its questions stay once somebody answered."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from consultations.actions.asked import free_slug, locked, require_not_known
from consultations.journal import Verb
from consultations.models import AskedQuestion, Consultation, Permission, Questionnaire, Stage
from consultations.selectors import questionnaires
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

RULES = ("answerer", "is_anonymous")


@transaction.atomic
def prepare_questionnaire(*, by, consultation, title, questions=(), **fields) -> Questionnaire:
    """`questions` are dicts of the fields of a question; a condition is (number of an earlier question, option)."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    made = Questionnaire.objects.create(
        consultation=consultation, title=title, slug=free_slug(consultation.questionnaires, title), **fields
    )
    record(Verb.QUESTIONNAIRE_PREPARED, made, by=by)
    asked = []
    for question in questions:
        number, option = question.pop("only_if", (None, None))
        condition = asked[number - 1] if number else None
        asked.append(add_question(made, by=by, condition=condition, condition_option=option, **question))
    return made


@transaction.atomic
def revise_questionnaire(questionnaire, *, by, **fields) -> Questionnaire:
    """Words and dates may change until the end; who answers, and the promise of anonymity, until the first answer."""
    questionnaire = locked(questionnaire)
    changed = [name for name, value in fields.items() if getattr(questionnaire, name) != value]
    if set(changed) & set(RULES) and questionnaire.sheets.exists():
        raise _answered()
    require_not_known(questionnaire, changed)
    for name in changed:
        setattr(questionnaire, name, fields[name])
    if questionnaire.published_at:
        _require_dates(questionnaire)
    questionnaire.save(update_fields=changed)
    record(Verb.QUESTIONNAIRE_REVISED, questionnaire, by=by, changed=sorted(changed))
    return questionnaire


@transaction.atomic
def add_question(questionnaire, *, by, **fields) -> AskedQuestion:
    questionnaire = _lock_unanswered(questionnaire)
    last = questionnaire.questions.order_by("rank").last()
    made = AskedQuestion.objects.create(questionnaire=questionnaire, rank=last.rank + 1 if last else 1, **fields)
    _check_conditions(questionnaire)
    record(Verb.QUESTIONNAIRE_REVISED, questionnaire, by=by, question=made.pk)
    return made


@transaction.atomic
def revise_question(question, *, by, **fields) -> AskedQuestion:
    questionnaire = _lock_unanswered(question.questionnaire)
    question = questionnaire.questions.get(pk=question.pk)
    for name, value in fields.items():
        setattr(question, name, value)
    question.save()
    _check_conditions(questionnaire)
    record(Verb.QUESTIONNAIRE_REVISED, questionnaire, by=by, question=question.pk)
    return question


@transaction.atomic
def move_question(question, *, by, up: bool) -> None:
    """One place up or down; a question never goes before the one it depends on."""
    questionnaire = _lock_unanswered(question.questionnaire)
    question = questionnaire.questions.get(pk=question.pk)
    others = questionnaire.questions.filter(rank__lt=question.rank) if up else None
    others = others if up else questionnaire.questions.filter(rank__gt=question.rank)
    other = others.order_by("-rank" if up else "rank").first()
    if other is None:
        return
    question.rank, other.rank = other.rank, question.rank
    AskedQuestion.objects.bulk_update([question, other], ["rank"])
    _check_conditions(questionnaire)
    record(Verb.QUESTIONNAIRE_REVISED, questionnaire, by=by, question=question.pk)


@transaction.atomic
def drop_question(question, *, by) -> None:
    questionnaire = _lock_unanswered(question.questionnaire)
    question = questionnaire.questions.get(pk=question.pk)
    depending = list(question.depending.all())
    if depending:
        raise Refused(_("D’autres questions dépendent de celle-ci. Changez d’abord leur condition."), items=depending)
    question.delete()
    questionnaire.questions.filter(rank__gt=question.rank).update(rank=F("rank") - 1)
    record(Verb.QUESTIONNAIRE_REVISED, questionnaire, by=by)


@transaction.atomic
def open_questionnaire(questionnaire, *, by) -> Questionnaire:
    """From its opening moment on, people may answer."""
    questionnaire = locked(questionnaire)
    if questionnaire.published_at:
        raise Refused(_("Ce questionnaire est déjà ouvert."))
    if not questionnaire.questions.exists():
        raise Refused(_("Ce questionnaire n’a pas encore de question. Ajoutez-en une avant de l’ouvrir."))
    _require_dates(questionnaire)
    questionnaire.published_at = clock.now()
    questionnaire.save(update_fields=["published_at"])
    record(Verb.QUESTIONNAIRE_OPENED, questionnaire, by=by)
    return questionnaire


@transaction.atomic
def close_questionnaire(questionnaire, *, by) -> Questionnaire:
    """Before its date. What was answered stays, nothing more comes in."""
    questionnaire = locked(questionnaire)
    if questionnaire.stage not in (Stage.OPEN, Stage.COMING):
        raise Refused(_("Ce questionnaire n’est pas ouvert."))
    questionnaire.closed_at = clock.now()
    questionnaire.save(update_fields=["closed_at"])
    record(Verb.QUESTIONNAIRE_CLOSED, questionnaire, by=by)
    return questionnaire


@transaction.atomic
def publish_results(questionnaire, *, by) -> Questionnaire:
    questionnaire = locked(questionnaire)
    if questionnaire.stage != Stage.CLOSED:
        raise Refused(_("Fermez d’abord le questionnaire : ses résultats changeraient encore."))
    if questionnaire.results_at:
        raise Refused(_("Ces résultats sont déjà publiés."))
    if not questionnaires.may_be_counted(questionnaire):
        raise Refused(
            _("Moins de cinq réponses anonymes : en montrer les résultats dirait ce que des personnes ont répondu.")
        )
    questionnaire.results_at = clock.now()
    questionnaire.save(update_fields=["results_at"])
    record(Verb.QUESTIONNAIRE_RESULTS_PUBLISHED, questionnaire, by=by)
    return questionnaire


@transaction.atomic
def drop_questionnaire(questionnaire, *, by) -> None:
    """A draft that nobody ever saw."""
    questionnaire = locked(questionnaire)
    if questionnaire.published_at or questionnaire.sheets.exists():
        raise Refused(_("Ce questionnaire a été ouvert : il reste. Vous pouvez le fermer."))
    record(Verb.QUESTIONNAIRE_DROPPED, questionnaire, by=by)
    questionnaire.questions.all().delete()
    questionnaire.delete()


def _lock_unanswered(questionnaire) -> Questionnaire:
    questionnaire = locked(questionnaire)
    if questionnaire.sheets.exists():
        raise _answered()
    return questionnaire


def _answered() -> Refused:
    return Refused(
        _("Quelqu’un a déjà répondu : les questions et les règles ne changent plus. Préparez un autre questionnaire.")
    )


def _require_dates(questionnaire) -> None:
    windows = questionnaire.consultation.windows.filter(permission=Permission.ANSWER)
    if questionnaire.opens_at is None and not windows.exists():
        raise Refused(_("Donnez ses dates à ce questionnaire : sa concertation n’en prévoit pas pour lui."))


def _check_conditions(questionnaire) -> None:
    """A condition looks at an earlier choice: the database says it too, at the end of the transaction."""
    for asked in questionnaire.questions.select_related("condition"):
        if asked.condition and not questionnaires.may_depend(asked, asked.condition, asked.condition_option):
            raise Refused(
                _("« %(question)s » dépend d’une réponse : elle doit venir après la question qui la demande.")
                % {"question": asked.title}
            )
