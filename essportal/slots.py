"""Named places in a page, filled by apps above without being imported by those below.

An app above calls `register` in `AppConfig.ready` with a function `(objects, reader) -> {pk: context}` and the fragment
that draws one context. It is called once a page for all the objects of a list, so a slot never costs a query per row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string

from essportal.fragments import drawn


@dataclass(frozen=True)
class Filler:
    gather: Callable
    template: str
    is_plain: bool


_fillers: dict[str, list[Filler]] = {}


def register(name: str, gather: Callable, template: str, *, plain: bool = False) -> None:
    """`plain`: the fragment says nothing but what was gathered, so that a list draws it once for each thing it says."""
    filler = Filler(gather, template, plain)
    if filler not in _fillers.setdefault(name, []):
        _fillers[name].append(filler)


# What one may choose by, besides: the name of the slot → (reader) → [(value, words, condition on the objects), …].
_choices: dict[str, Callable] = {}


def register_choices(name: str, gather: Callable) -> None:
    _choices[name] = gather


def choices(name: str, reader) -> list[tuple]:
    """How the app above sorts the objects of a list, each into one; nothing when there is no such app."""
    return _choices[name](reader) if name in _choices else []


def word(name: str, thing) -> str:
    """What a filled slot says in one word, for a file."""
    contexts = (thing._slots.get((name, filler.template)) for filler in _fillers.get(name, []))
    return next((context["word"] for context in contexts if context and "word" in context), "")


def fill(name: str, objects: Iterable, reader) -> None:
    """Gather once for a whole list, and leave each object its share; `render` finds it there."""
    objects = list(objects)
    for filler in _fillers.get(name, []):
        contexts = filler.gather(objects, reader) if objects else {}
        for thing in objects:
            thing.__dict__.setdefault("_slots", {})[name, filler.template] = contexts.get(thing.pk)


def render(name: str, thing, request, known: dict | None = None) -> list[str]:
    """The fragments of a slot for one object, gathered now when `fill` was not called before.

    A fragment sees what every page knows, what was gathered for it, and its object. `known` is the first of these, when
    the page has it at hand: twenty-five fragments do not ask for it twenty-five times.
    """
    fragments = []
    for filler in _fillers.get(name, []):
        if (name, filler.template) not in thing.__dict__.get("_slots", {}):
            fill(name, [thing], request.user)
        context = thing._slots[name, filler.template]
        if context is not None:
            own = {**context, "object": thing}
            if filler.is_plain:
                fragments.append(drawn(filler.template, **context))
            elif known is None:
                fragments.append(render_to_string(filler.template, own, request))
            else:
                fragments.append(render_to_string(filler.template, {**known, **own}))
    return fragments
