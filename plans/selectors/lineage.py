"""Where a clause comes from and where it went: split from another, joined into another."""

from plans.models import Clause, Plan


def heir(clause: Clause, *, until=None) -> Clause | None:
    """The clause that a joined one lives in today, or lived in at the moment `until`; None for one that was not."""
    found, seen = clause, {clause.pk}
    while found.joined_into_id and found.joined_into_id not in seen and (until is None or found.joined_at <= until):
        seen.add(found.joined_into_id)
        found = found.joined_into
    return found if found.pk != clause.pk else None


def kin(clause: Clause) -> list[int]:
    """The clause and those that were joined into it: their remarks and disagreements are its own."""
    found, waiting = [clause.pk], [clause.pk]
    while waiting:
        waiting = list(
            Clause.objects.filter(joined_into__in=waiting).exclude(pk__in=found).values_list("pk", flat=True)
        )
        found += waiting
    return found


def heirs(plan: Plan, until=None) -> dict[int, int]:
    """Each joined clause of a plan → where its words are; `until` looks at it as it was at that moment."""
    joined = Clause.objects.filter(plan=plan, joined_into__isnull=False)
    if until is not None:
        joined = joined.filter(joined_at__lte=until)
    into = dict(joined.values_list("pk", "joined_into"))
    return {key: _end(key, into) for key in into}


def _end(key: int, into: dict[int, int]) -> int:
    seen = set()
    while key in into and key not in seen:
        seen.add(key)
        key = into[key]
    return key
