"""Contributions that say nearly the same thing: measured by PostgreSQL's trigrams, in a task, pair by pair."""

from collections import defaultdict

from django.db import connection
from django.db.models import Q

from consultations.models import Contribution, Likeness

# Share of common trigrams from which two short texts are shown together; people then judge.
NEAR = 0.35
MOST = 12

_PAIRS = """
INSERT INTO consultations_likeness (one_id, other_id, score)
SELECT least(mine.id, near.id), greatest(mine.id, near.id), similarity(mine.text, near.text)
FROM consultations_contribution mine
JOIN consultations_contribution near
  ON near.consultation_id = mine.consultation_id AND near.id <> mine.id AND near.status = 'published'
 AND near.text <> '' AND similarity(mine.text, near.text) >= %s
WHERE mine.status = 'published' AND mine.text <> '' AND {which}
ON CONFLICT (one_id, other_id) DO UPDATE SET score = excluded.score
"""


def compare(contribution_id: int) -> None:
    """Measure one against all those of its consultation."""
    _measure("mine.id = %s", contribution_id)


def compare_all(consultation_id: int) -> None:
    """Measure each pair once: for a consultation whose texts came before the portal measured them."""
    _measure("mine.consultation_id = %s AND mine.id < near.id", consultation_id)


def _measure(which, value):
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.format(which=which), [NEAR, value])


def near_to(contribution) -> list[tuple[int, float]]:
    """The ids of those near to this one, the nearest first, with how near."""
    pairs = Likeness.objects.filter(Q(one=contribution) | Q(other=contribution)).order_by("-score", "pk")
    return [
        (other if one == contribution.pk else one, score)
        for one, other, score in pairs.values_list("one", "other", "score")[:MOST]
    ]


def gathered_by_nearness(ids: list[int], consultation) -> list[list[int]]:
    """The same ids, in their order, but those near to one another together: each stands with its first."""
    near = defaultdict(set)
    wanted = set(ids)
    published = Contribution.objects.published().filter(consultation=consultation)
    for one, other in Likeness.objects.filter(one__in=published).values_list("one", "other"):
        if one in wanted and other in wanted:
            near[one].add(other)
            near[other].add(one)
    groups, placed = [], set()
    for first in ids:
        if first in placed:
            continue
        group = [first, *(pk for pk in ids if pk in near[first] and pk not in placed)] if near[first] else [first]
        placed.update(group)
        groups.append(group)
    return groups
