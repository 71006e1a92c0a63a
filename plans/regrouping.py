"""Clauses that one clause became, or that became one: known by their words, and only where their identities agree."""

from collections.abc import Mapping
from dataclasses import dataclass

from plans.drafting import Unit, compare
from plans.models import Pin


@dataclass(frozen=True)
class Regrouped:
    """`one` is the clause that keeps its identity; `others` came out of it (split), or went into it (joined)."""

    fate: str
    one: int
    others: tuple[int, ...]


def regrouped(old: Mapping[int, Pin], new: Mapping[int, Pin]) -> list[Regrouped]:
    """Of the clauses that differ between two versions. Nothing is split or joined where none came and none went."""
    if old.keys() == new.keys():
        return []
    before, after = _in_order(old), _in_order(new)
    found, i, j = [], 0, 0
    for step in compare([Unit(pin.revision.text) for pin in before], [Unit(pin.revision.text) for pin in after]):
        were = [pin.clause_id for pin in before[i : i + len(step.before)]]
        are = [pin.clause_id for pin in after[j : j + len(step.after)]]
        i, j = i + len(step.before), j + len(step.after)
        if step.fate == "split" and were[0] in are:
            found.append(Regrouped("split", were[0], tuple(key for key in are if key not in old)))
        elif step.fate == "join" and are[0] in were:
            found.append(Regrouped("join", are[0], tuple(key for key in were if key not in new)))
    return [one for one in found if one.others]


def _in_order(pins: Mapping[int, Pin]) -> list[Pin]:
    return sorted((pin for pin in pins.values() if pin.revision.text), key=lambda pin: pin.position)
