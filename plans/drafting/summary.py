"""What changed between two plans, clause by clause: a clause is known by its key, never by its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.drafting.hunks import hunks
from plans.drafting.units import normalise


@dataclass(frozen=True)
class Entry:
    key: str
    label: str
    kind: str
    title: str
    text: str
    parent: str | None
    amount: int = 0
    split_from: str | None = None  # the key of the clause it was cut from
    joined_into: str | None = None  # the key of the clause that its words went to


class Amount(NamedTuple):
    key: str
    before: int
    after: int


@dataclass(frozen=True)
class Summary:
    """Keys, in reading order: of the newer plan, except for what was removed."""

    added: list[str]
    removed: list[str]
    moved: list[str]
    rewritten: list[str]
    retitled: list[str]
    amounts: list[Amount]
    kinds: dict[str, str] = field(repr=False)
    split: dict[str, str] = field(default_factory=dict)  # new clause → the one it was cut from
    joined: dict[str, str] = field(default_factory=dict)  # clause that went → the one that holds its words

    @property
    def is_empty(self) -> bool:
        told = (self.added, self.removed, self.moved, self.rewritten, self.retitled, self.amounts)
        return not any((*told, self.split, self.joined))

    def of_kind(self, kind: str) -> "Summary":
        """The same, for the clauses of one kind."""

        def of(keys: list[str]) -> list[str]:
            return [key for key in keys if self.kinds[key] == kind]

        return Summary(
            added=of(self.added),
            removed=of(self.removed),
            moved=of(self.moved),
            rewritten=of(self.rewritten),
            retitled=of(self.retitled),
            amounts=[amount for amount in self.amounts if self.kinds[amount.key] == kind],
            kinds=self.kinds,
            split={key: self.split[key] for key in of([*self.split])},
            joined={key: self.joined[key] for key in of([*self.joined])},
        )


def summary(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Summary:
    """Both mappings are in reading order. A clause that only got another number did not change."""
    common = [key for key in after if key in before]
    moved = _moved(before, after)
    split = {key: entry.split_from for key, entry in after.items() if key not in before and entry.split_from in before}
    joined = {
        key: entry.joined_into for key, entry in before.items() if key not in after and entry.joined_into in after
    }

    def changed(what: Callable[[Entry], object]) -> list[str]:
        return [key for key in common if what(before[key]) != what(after[key])]

    return Summary(
        added=[key for key in after if key not in before and key not in split],
        removed=[key for key in before if key not in after and key not in joined],
        moved=[key for key in common if key in moved],
        rewritten=changed(lambda entry: normalise(entry.text)),
        retitled=changed(lambda entry: normalise(entry.title)),
        amounts=[Amount(key, before[key].amount, after[key].amount) for key in changed(lambda entry: entry.amount)],
        kinds={key: entry.kind for side in (before, after) for key, entry in side.items()},
        split=split,
        joined=joined,
    )


def _moved(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> set[str]:
    """Another parent, or another order among the clauses that stayed under the same one."""
    moved = {key for key, entry in after.items() if key in before and before[key].parent != entry.parent}
    old, new = _families(before, after, moved), _families(after, before, moved)
    for parent, keys in old.items():
        for hunk in hunks(keys, new[parent]):
            moved.update(keys[hunk.start : hunk.end])
    return moved


def _families(side: Mapping[str, Entry], other: Mapping[str, Entry], moved: set[str]) -> dict[str | None, list[str]]:
    families: dict[str | None, list[str]] = {}
    for key, entry in side.items():
        if key in other and key not in moved:
            families.setdefault(entry.parent, []).append(key)
    return families
