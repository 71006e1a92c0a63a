"""The table of replies as a spreadsheet: what leaves, and what each row that comes back would change.

The column *Rédaction* carries the number of the wording that the person had before them: when another was written
since, the row is marked and nobody is overwritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Contribution
from essportal import clock
from essportal.errors import Refused
from essportal.reading.files import Source
from essportal.reading.tables import table_of
from essportal.reading.words import column, folded
from essportal.spreadsheets import FORMULA
from essportal.text import clean_line, clean_prose
from plans.models import Clause, Outcome, Plan, Reply
from plans.models.replies import NAMES_A_CLAUSE, REASON_LENGTH, with_reply
from plans.selectors.answers import Answer
from plans.selectors.outline import working_outline

COLUMNS = {
    "reference": _("Référence"),
    "title": _("Titre"),
    "text": _("Texte"),
    "signature": _("De la part de"),
    "points": _("Points de synthèse"),
    "state": _("État"),
    "outcome": _("Suite donnée"),
    "reason": _("Raison"),
    "clauses": _("Clauses"),
    "postponed_to": _("Reportée au"),
    "wording": _("Rédaction"),
}
NEEDED = ("reference", "outcome", "reason", "wording")
READ = (*NEEDED, "clauses", "postponed_to")
MOST_ROWS = 10_000


class Mark(models.TextChoices):
    """In the order in which the preview shows them."""

    WRONG = "wrong", _("à corriger")
    UNKNOWN = "unknown", _("référence inconnue")
    MEANWHILE = "meanwhile", _("changée par quelqu’un entre-temps")
    NEW = "new", _("nouvelle")
    EDITED = "edited", _("modifiée")
    SAME = "same", _("inchangée")


@dataclass
class Marked:
    """A row, what it would do, and why it cannot when it cannot."""

    line: int
    typed: dict
    mark: str
    problem: str = ""
    contribution: Contribution | None = None
    answer: Answer | None = None
    known: Reply | None = None

    @property
    def word(self) -> str:
        return Mark(self.mark).label

    @property
    def outcome_word(self) -> str:
        return Outcome(self.answer.outcome).label if self.answer else self.typed["outcome"]


def rows(plan: Plan, contributions) -> Iterator[list]:
    """The header, then one row a contribution, as the preview expects them back."""
    yield [str(name) for name in COLUMNS.values()]
    found = with_reply(contributions, plan).with_author().prefetch_related("points").order_by("reference", "pk")
    for some in _by_hundreds(found):
        replies = _replies(plan, some)
        for one in some:
            reply = replies.get(one.pk)
            wording = reply and reply.current
            yield [
                one.reference,
                one.public_title,
                "" if one.is_erased else one.public_text,
                one.signature,
                ", ".join(point.reference for point in one.points.all()),
                reply.get_status_display() if reply else gettext("sans réponse"),
                wording.get_outcome_display() if wording else "",
                wording.reason if wording else "",
                ", ".join(_cited(wording)) if wording else "",
                wording.postponed_to if wording else None,
                wording.number if wording else 0,
            ]


def _by_hundreds(found, size: int = 500) -> Iterator[list]:
    start, keys = 0, list(found.values_list("pk", flat=True))
    while some := keys[start : start + size]:
        yield list(found.filter(pk__in=some))
        start += size


def read_rows(source: Source) -> list[dict]:
    """The rows as typed, each with its line; Refused when a column that is needed is missing."""
    table = table_of(source)
    folded_names = {column(str(name)): key for key, name in COLUMNS.items()}
    present = {folded_names[name] for name in table.columns if name in folded_names}
    if missing := [str(COLUMNS[name]) for name in NEEDED if name not in present]:
        raise Refused(
            gettext("Il manque la colonne %(names)s : repartez du tableau que le portail vous a donné.")
            % {"names": ", ".join(missing)}
        )
    found = []
    for row in table.rows:
        values = {folded_names[name]: value for name, value in row.values.items() if name in folded_names}
        kept = {name: _as_typed(values.get(name, "")) for name in READ}
        if any(kept.values()):
            found.append({"line": row.line, "problem": row.problem, **kept})
        if len(found) > MOST_ROWS:
            raise Refused(gettext("Ce tableau a plus de 10 000 lignes : partagez-le."))
    return found


def _as_typed(value: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing what looks like a formula."""
    return value[1:] if value.startswith("'") and value[1:].startswith(FORMULA) else value


def marked(plan: Plan, typed: list[dict]) -> list[Marked]:
    """What each row would do to the replies as they stand now; four queries, whatever the size."""
    by_reference = {
        one.reference: one
        for one in plan.contributions().with_author().filter(reference__in={row["reference"] for row in typed})
    }
    replies = _replies(plan, by_reference.values())
    clauses = {placed.clause.reference: placed.clause for placed in working_outline(plan)}
    seen: dict[str, int] = {}
    return [_mark(row, by_reference, replies, clauses, seen) for row in typed]


def _mark(row, by_reference, replies, clauses, seen) -> Marked:
    reference = clean_line(row["reference"]).upper()
    found = Marked(row["line"], row, Mark.WRONG, contribution=by_reference.get(reference))
    if row["problem"]:
        found.problem = row["problem"]
    elif found.contribution is None:
        found.mark = Mark.UNKNOWN
    elif reference in seen:
        found.problem = gettext("Cette contribution est déjà à la ligne %(line)s.") % {"line": seen[reference]}
    else:
        seen[reference] = row["line"]
        found.known = replies.get(found.contribution.pk)
        _compare(found, clauses)
    return found


def _compare(found: Marked, clauses: dict[str, Clause]) -> None:
    current = found.known.current if found.known else None
    row = found.typed
    if current is None and not (row["outcome"] or row["reason"]):
        found.mark = Mark.SAME
        return
    try:
        found.answer = _answer(row, clauses, current)
    except ValueError as wrong:
        found.problem = str(wrong)
        return
    if current and _content(found.answer) == _wording_content(current):
        found.mark = Mark.SAME
    elif str(current.number if current else 0) != (clean_line(row["wording"]) or "0"):
        found.mark = Mark.MEANWHILE
    else:
        found.mark = Mark.EDITED if current else Mark.NEW


def _answer(row: dict, clauses: dict[str, Clause], current) -> Answer:
    outcome = _outcome(row["outcome"])
    reason = clean_prose(row["reason"])
    if not reason:
        raise ValueError(gettext("La raison manque."))
    if len(reason) > REASON_LENGTH:
        raise ValueError(gettext("La raison a plus de %(most)s signes.") % {"most": REASON_LENGTH})
    postponed_to = _day(row["postponed_to"]) if outcome == Outcome.POSTPONED else None
    kept = {clause.reference: clause for clause in current.clauses.all()} if current else {}
    named = [one.upper() for one in re.split(r"[\s,;]+", row["clauses"]) if one]
    if unknown := [one for one in named if one not in clauses and one not in kept]:
        raise ValueError(gettext("Le plan n’a pas de clause %(names)s.") % {"names": ", ".join(unknown)})
    if outcome in NAMES_A_CLAUSE and not named:
        raise ValueError(gettext("Nommez au moins une clause du plan qui la reprend."))
    found = {one: clauses.get(one) or kept[one] for one in named}
    answer = Answer(outcome, reason, tuple(found.values()), postponed_to)
    is_new = current is None or _content(answer) != _wording_content(current)
    if is_new and (gone := [one for one in found if one not in clauses]):
        raise ValueError(gettext("La clause %(names)s a été retirée du plan.") % {"names": ", ".join(gone)})
    if is_new and postponed_to and postponed_to <= clock.today():
        raise ValueError(gettext("Le jour où la contribution reviendra est passé."))
    return answer


def _outcome(typed: str) -> str:
    known = {folded(name): value for value, label in Outcome.choices for name in (value, str(label))}
    if not typed:
        raise ValueError(gettext("La suite donnée manque."))
    if folded(typed) not in known:
        choices = ", ".join(str(label) for label in Outcome.labels)
        raise ValueError(
            gettext("« %(typed)s » n’est pas une suite. Écrivez l’une de celles-ci : %(choices)s.")
            % {"typed": typed[:60], "choices": choices}
        )
    return known[folded(typed)]


def _day(typed: str) -> date:
    if not typed:
        raise ValueError(gettext("Dites à quelle date la contribution est reportée."))
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed.strip(), shape).date()
        except ValueError:
            continue
    raise ValueError(gettext("« %(typed)s » n’est pas une date : écrivez 31/12/2027.") % {"typed": typed[:30]})


def _content(answer: Answer) -> tuple:
    clauses = frozenset(clause.reference for clause in answer.clauses)
    return answer.outcome, answer.reason, clauses, answer.postponed_to


def _wording_content(wording) -> tuple:
    return wording.outcome, clean_prose(wording.reason), frozenset(_cited(wording)), wording.postponed_to


def _cited(wording) -> list[str]:
    return [clause.reference for clause in wording.clauses.all()]


def _replies(plan: Plan, contributions) -> dict[int, Reply]:
    known = Reply.objects.filter(plan=plan, contribution__in=contributions, current__isnull=False)
    return {
        reply.contribution_id: reply
        for reply in known.select_related("current__author").prefetch_related("current__clauses")
    }
