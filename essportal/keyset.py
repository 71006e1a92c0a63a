"""Pages by key: the next page starts after the last row shown, whatever came in between; each costs the same.

The address holds the number of that row and nothing else (`?apres=1234`): a number that is unknown, too large or not a
number shows the first page.
"""

from dataclasses import dataclass

from django.db.models import Q

AFTER, BEFORE = "apres", "avant"
BIGGEST = 2**63 - 1


@dataclass(frozen=True)
class KeyPage:
    objects: list
    previous: int | None
    next: int | None

    @property
    def has_other_pages(self):
        return bool(self.previous or self.next)


def page_of(queryset, keys: list[str], data, *, size: int, among=None) -> KeyPage:
    """`keys` order the rows and end with "pk"; "-" turns one around. A row of `among` may stand for a place too."""
    anchors = queryset if among is None else among
    if (at := _place(anchors, keys, data.get(AFTER))) is not None:
        rows = list(queryset.filter(_beyond(keys, at)).order_by(*keys)[: size + 1])
        if rows:
            return _page(rows[:size], earlier=True, later=len(rows) > size)
    elif (at := _place(anchors, keys, data.get(BEFORE))) is not None:
        back = [_turned(key) for key in keys]
        rows = list(queryset.filter(_beyond(back, at)).order_by(*back)[: size + 1])
        if len(rows) >= size:
            return _page(rows[:size][::-1], earlier=len(rows) > size, later=True)
    rows = list(queryset.order_by(*keys)[: size + 1])
    return _page(rows[:size], earlier=False, later=len(rows) > size)


def page_among(queryset, order: list[int], data, *, size: int) -> KeyPage:
    """The same along numbers whose order is known; a row that may not be seen any more leaves its page shorter."""
    places = {str(number): rank for rank, number in enumerate(order)}
    start = 0
    if (after := places.get(data.get(AFTER, ""))) is not None:
        start = after + 1 if after + 1 < len(order) else 0
    elif (before := places.get(data.get(BEFORE, ""))) is not None:
        start = max(0, before - size)
    numbers = order[start : start + size]
    found = {row.pk: row for row in queryset.filter(pk__in=numbers).order_by()}
    rows = [found[number] for number in numbers if number in found]
    return _page(rows, earlier=start > 0, later=start + size < len(order))


def _page(rows, *, earlier, later):
    return KeyPage(rows, rows[0].pk if rows and earlier else None, rows[-1].pk if rows and later else None)


def _place(anchors, keys, typed):
    """The values by which that row is sorted; None when there is no such row to be seen."""
    if not typed or len(typed) > 19 or not (typed.isascii() and typed.isdecimal()) or int(typed) > BIGGEST:
        return None
    return anchors.filter(pk=int(typed)).values(*(key.removeprefix("-") for key in keys)).first()


def _turned(key):
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(keys, at) -> Q:
    """The rows that come after: greater by the first key, or equal by it and greater by the next…"""
    beyond, equal = Q(), Q()
    for key in keys:
        name = key.removeprefix("-")
        beyond |= equal & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": at[name]})
        equal &= Q(**{name: at[name]})
    first = keys[0].removeprefix("-")
    # Said again for the index, which does not see it in the alternatives.
    return Q(**{f"{first}__{'lte' if keys[0].startswith('-') else 'gte'}": at[first]}) & beyond
