"""What one asks of a questionnaire: which questions are put, who answered, what it says together."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from actors.models import Kind
from consultations.models import Answerer, AskedKind, AskedQuestion, Questionnaire, Stage
from consultations.models.questionnaires import CONDITIONAL_ON
from consultations.small_numbers import LEAST, gathered, masked
from consultations.spread import Spread, spread
from essportal.text import french_order
from essportal.typography import NBSP, number

COUNTED = (AskedKind.SINGLE, AskedKind.MULTIPLE, AskedKind.SCALE)
TEXTS = (AskedKind.SHORT, AskedKind.LONG)


def is_put(question: AskedQuestion, answers: dict) -> bool:
    """Whether it is put to someone who gave these answers to what comes before."""
    if question.condition_id is None:
        return True
    given = answers.get(str(question.condition_id))
    return question.condition_option in (given if isinstance(given, list) else [given])


def may_depend(question, condition, option) -> bool:
    return (
        condition.questionnaire_id == question.questionnaire_id
        and condition.rank < question.rank
        and condition.kind in CONDITIONAL_ON
        and option < len(condition.options)
    )


def may_be_counted(questionnaire) -> bool:
    """Anonymous answers are never told while they come, nor when they are fewer than five."""
    if not questionnaire.is_anonymous:
        return True
    return questionnaire.stage == Stage.CLOSED and questionnaire.sheets.count() >= LEAST


def may_read_results(user, questionnaire) -> bool:
    """Everybody once published; the team before, as far as anonymity lets them."""
    if questionnaire.results_at:
        return True
    is_team = user.is_authenticated and user.is_ess_team
    return is_team and questionnaire.published_at is not None and may_be_counted(questionnaire)


@dataclass(frozen=True)
class Line:
    """One option: how many gave it, their share, the length of its bar; of a ranking, its mean rank."""

    label: str
    count: int
    share: str
    length: int
    mean: str = ""


@dataclass(frozen=True)
class Result:
    question: AskedQuestion
    answered: int
    lines: list[Line] = field(default_factory=list)
    spread: Spread | None = None
    box: dict | None = None
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cross:
    """One question told by group; a count is None where it is masked."""

    question: AskedQuestion
    labels: list[str]
    rows: list[tuple[str, int | None, list[int | None]]]
    total: list[int]


def results(questionnaire: Questionnaire) -> list[Result]:
    """Two queries, whatever the number of answers."""
    sheets = list(questionnaire.sheets.values_list("answers", flat=True))
    return [_result(question, sheets) for question in questionnaire.questions.all()]


def labels_of(question: AskedQuestion) -> list[str]:
    if question.kind == AskedKind.SCALE:
        names = {question.lowest: question.low_label, question.highest: question.high_label}
        steps = range(question.lowest, question.highest + 1)
        return [f"{step} ({names[step]})" if names.get(step) else str(step) for step in steps]
    return question.options


def places_of(question: AskedQuestion, value) -> list[int]:
    """Which labels an answer gives."""
    if question.kind == AskedKind.SCALE:
        return [value - question.lowest]
    return value if isinstance(value, list) else [value]


def said_by(question: AskedQuestion, value):
    """One answer in words; None where there is none."""
    if value is None or question.kind in TEXTS or question.kind == AskedKind.NUMBER:
        return value
    labels = labels_of(question)
    separator = " > " if question.kind == AskedKind.RANKING else " ; "
    return separator.join(labels[place] for place in places_of(question, value))


def _result(question, sheets) -> Result:
    given = [sheet[str(question.pk)] for sheet in sheets if str(question.pk) in sheet]
    if question.kind in TEXTS:
        return Result(question, len(given), texts=sorted(given, key=french_order))
    if question.kind == AskedKind.NUMBER:
        told = spread(given)
        return Result(
            question, len(given), spread=told, box=told.on(told.most or 1) if told and told.least >= 0 else None
        )
    if question.kind == AskedKind.RANKING:
        return Result(question, len(given), lines=_ranks(question, given))
    counts = Counter(place for value in given for place in places_of(question, value))
    lines = [
        Line(label, counts[place], share(counts[place], len(given)), _length(counts[place], len(given)))
        for place, label in enumerate(labels_of(question))
    ]
    told = spread(given) if question.kind == AskedKind.SCALE else None
    return Result(question, len(given), lines=lines, spread=told)


def _ranks(question, given) -> list[Line]:
    """The best placed first: the bar is as long as the mean rank is good."""
    first = Counter(order[0] for order in given)
    size, lines = len(question.options), []
    for place, label in enumerate(question.options):
        mean = sum(order.index(place) + 1 for order in given) / len(given) if given else 0
        length = round(100 * (size - mean + 1) / size) if given else 0
        lines.append((mean, Line(label, first[place], share(first[place], len(given)), length, number(mean, 1))))
    return [line for __, line in sorted(lines, key=lambda pair: pair[0])]


def share(part: int, whole: int) -> str:
    return f"{number(100 * part / whole, 0)}{NBSP}%" if whole else ""


def _length(part: int, whole: int) -> int:
    return max(1, round(100 * part / whole)) if part and whole else 0


FAMILY = "famille"


def groupings(questionnaire) -> list[tuple[str, str]]:
    """What the results may be told by: the family of those who signed, or a question of one choice."""
    found = [(str(one.rank), one.title) for one in questionnaire.questions.all() if one.kind == AskedKind.SINGLE]
    if questionnaire.answerer == Answerer.ORGANISATION and not questionnaire.is_anonymous:
        found.insert(0, (FAMILY, _("famille d’organisation")))
    return found


def crossed(questionnaire, by: str) -> tuple[list[Cross], list[str]]:
    """Each counted question by group, and the groups told together; small counts are masked, by subtraction too."""
    questions = list(questionnaire.questions.all())
    sheets = list(questionnaire.sheets.values_list("answers", "organisation__kind"))
    asked = next((one for one in questions if str(one.rank) == by), None)
    groups: dict[str, list[dict]] = {}
    for answers, kind in sheets:
        groups.setdefault(_group(asked, answers, kind), []).append(answers)
    alone, together = gathered({name: len(inside) for name, inside in groups.items()})
    if not alone:
        return [], together
    rows = [(name, groups[name]) for name in alone]
    if together:
        rows.append((_("autres réponses, ensemble"), [answers for name in together for answers in groups[name]]))
    told = [one for one in questions if one.kind in COUNTED and one != asked]
    return [_cross(question, rows) for question in told], together


def _group(asked, answers, kind) -> str:
    if asked is None:
        return Kind(kind).label if kind else _("sans famille")
    place = answers.get(str(asked.pk))
    return _("sans réponse") if place is None else asked.options[place]


def _cross(question, rows) -> Cross:
    labels = labels_of(question)
    table, sizes = [], []
    for __, inside in rows:
        given = [answers[str(question.pk)] for answers in inside if str(question.pk) in answers]
        counts = Counter(place for value in given for place in places_of(question, value))
        table.append([counts[place] for place in range(len(labels))])
        sizes.append(len(given))
    told = [size for (size,) in masked([[size] for size in sizes])]
    shown = [(name, size, counts) for (name, __), size, counts in zip(rows, told, masked(table), strict=True)]
    return Cross(question, labels, shown, [sum(column) for column in zip(*table, strict=True)])


def table_of(told: list[Result], with_texts: bool):
    """The rows of a file: one per option; the texts only for the team."""
    yield [_("numéro"), _("question"), _("réponse"), _("nombre"), _("sur"), _("rang moyen"), _("médiane")]
    for one in told:
        start = [one.question.rank, one.question.title]
        for line in one.lines:
            yield [*start, line.label, line.count, one.answered, line.mean, ""]
        if one.spread and not one.lines:
            yield [*start, _("nombre"), one.spread.count, one.answered, "", one.spread.middle]
        for text in one.texts if with_texts else ():
            yield [*start, text, 1, one.answered, "", ""]
