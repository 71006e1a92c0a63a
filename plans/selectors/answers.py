from dataclasses import dataclass
from datetime import date

from plans.models import Clause


@dataclass(frozen=True)
class Answer:
    """What a reply says: the outcome, the reason, the clauses, and the day when it is put off."""

    outcome: str
    reason: str
    clauses: tuple[Clause, ...] = ()
    postponed_to: date | None = None
