"""How one searches a long list: words, and choices that add up. An unknown choice is left aside rather than refused."""

import django_filters
from django import forms
from django.utils.functional import cached_property

from essportal.search import words
from essportal.text import clean_line


class Words(django_filters.CharFilter):
    pass


class Ticks(django_filters.MultipleChoiceFilter):
    def __init__(self, **options):
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)


class Choice(django_filters.ChoiceFilter):
    pass


class FacetFilter(django_filters.FilterSet):
    """The choices are declared as django-filter wants them; each list says in `conditions` what they ask for.

    All of them narrow at once, in `narrowed`, since a facet is counted as if nothing were chosen in it. `names` holds
    the choices that are rows (communes, networks…): each a list of things with a `key`, a `slug` and a `name`.
    """

    def __init__(self, data, queryset, *, names: dict):
        # Not django-filter's own, which copies every filter and makes a form at each request: only what they declare
        # is used here, and it never changes.
        self.data, self.queryset, self.filters = data, queryset, self.base_filters
        self.names = {facet: list({one.slug: one.name for one in named}.items()) for facet, named in names.items()}
        self.slugs = {(facet, one.key): one.slug for facet, named in names.items() for one in named}

    def choices(self, name) -> list[tuple[str, str]]:
        return self.names.get(name) or self.filters[name].extra.get("choices", [])

    def label(self, name):
        return self.filters[name].label

    @cached_property
    def chosen(self) -> dict:
        """What was understood of the address; nothing of what was not."""
        return {name: value for name, declared in self.filters.items() if (value := self._understood(name, declared))}

    def _understood(self, name, declared):
        if name not in self.data:
            return None
        if isinstance(declared, Words):
            return clean_line(self.data[name])
        typed = self.data.getlist(name) if isinstance(declared, Ticks) else [self.data[name]]
        known = dict(self.choices(name))
        if not all(one in known for one in typed):
            return None
        return typed if isinstance(declared, Ticks) else typed[0]

    @cached_property
    def words(self) -> list[str]:
        return words(self.chosen.get("q", ""))

    @property
    def is_active(self) -> bool:
        return bool(self.chosen.keys() - {"tri"})

    @property
    def ticked(self) -> list[str]:
        return [name for name, declared in self.filters.items() if isinstance(declared, Ticks)]

    @property
    def selected(self) -> list[str]:
        """The lists of choices, but for the order."""
        return [name for name, declared in self.filters.items() if isinstance(declared, Choice) and name != "tri"]

    def holding(self, typed: list[str]):
        """Those that hold these words, whatever else was chosen."""
        raise NotImplementedError

    @property
    def conditions(self) -> dict:
        """What each facet asks for, as `Q`, for those that ask for something."""
        raise NotImplementedError

    def narrowed(self, typed: list[str]):
        """Those that answer to everything that was asked."""
        return self.holding(typed).filter(*self.conditions.values())
