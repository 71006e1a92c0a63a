"""Rows that change hands when two sheets become one, and come back when that is undone."""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction


def move(rows: models.QuerySet, field: str, to) -> dict[str, list[int]]:
    """Each row now points to `to`. One that `to` already has (same person, same day…) stays where it is."""
    moved = [row.pk for row in rows.order_by("pk") if _moved(row, field, to)]
    return {name_of(rows.model, field): moved} if moved else {}


def move_all(rows: models.QuerySet, field: str, to) -> dict[str, list[int]]:
    """For rows that nothing forbids to move: one query, however many."""
    moved = sorted(rows.values_list("pk", flat=True))
    rows.model._base_manager.filter(pk__in=moved).update(**{field: to})
    return {name_of(rows.model, field): moved} if moved else {}


def move_back(model: type[models.Model], field: str, moved: dict[str, list[int]], *, kept, merged) -> None:
    """Those that moved and have stayed since: what was given to someone else meanwhile is left alone."""
    ids: Iterable[int] = moved.get(name_of(model, field), [])
    for row in model._base_manager.filter(pk__in=ids, **{field: kept}).order_by("pk"):
        _moved(row, field, merged)


def name_of(model: type[models.Model], field: str) -> str:
    return f"{model._meta.label_lower}.{field}"


def _moved(row, field: str, to) -> bool:
    setattr(row, field, to)
    try:
        with transaction.atomic():
            row.save(update_fields=[field])
    except IntegrityError:
        return False
    return True
