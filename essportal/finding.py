"""One search over everything: each app registers in `AppConfig.ready` the kinds of things that it lets a reader find.

A kind gives what a reader may see (its own `visible_to`, never more) and how one thing is told; the words, the counts,
the order and the excerpts are the same for all, here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchRank, SearchVector
from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from essportal.counting import MOST, in_short
from essportal.search import FRENCH, MOST_LETTERS, matching, plain, words
from essportal.text import clean_line

# Of each kind on the page that shows them all; of one kind, on its own pages.
SHOWN, PER_PAGE = 4, 25
# Beyond, putting in order of likeness costs more than it helps: the newest come first.
RANKED = 300
LENGTH, BEFORE, LONGEST = 260, 80, 30_000
STEMS_AND_STAMP = """
    SELECT tsvector_to_array(to_tsvector(%s::regconfig, %s)), (SELECT coalesce(string_agg(id::text, ' '), '')
           FROM (SELECT id FROM essportal_journalentry ORDER BY id DESC LIMIT 20) AS last)
"""
_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"[ \t\r\n]+")
_REFERENCE = re.compile(r"[A-Za-z]{1,2}(?:-\d{1,6}){1,2}")


@dataclass(frozen=True)
class Told:
    """How one thing is told: where it is read, its title, its words, and what situates it (a date, a place…)."""

    url: str
    title: str
    text: str = ""
    reference: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """`label` names the group, `every` the link to all of them, `listed` their own list when it searches words too.

    `rows(reader)` is what this reader may see; `tell(thing, reader)` says one of them. `vector` is the indexed
    expression that is searched, when the table has no `search` column; `reference` the field that references are in.
    """

    key: str
    label: str
    every: str
    rows: Callable
    tell: Callable
    listed: str = ""
    vector: SearchVector | None = None
    reference: str = ""


_kinds: list[Kind] = []


def register(kind: Kind, *, first: bool = False) -> None:
    if all(known.key != kind.key for known in _kinds):
        _kinds.insert(0 if first else len(_kinds), kind)


@dataclass(frozen=True)
class Found:
    """One line of the results, its words marked."""

    told: Told
    title: SafeString
    excerpt: SafeString


class Finding:
    """What a reader asked for, and what answers, by kind."""

    def __init__(self, typed: str, reader):
        self.typed = clean_line(typed.replace("\0", "")[:MOST_LETTERS])
        self.reader = reader
        self.reference = self.typed.upper() if _REFERENCE.fullmatch(self.typed) else ""
        # One letter begins half of all words: it says nothing.
        self.words = [word for word in words(self.typed) if len(word) > 1]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """What the words are reduced to: what is marked in the texts is what was searched."""
        return tuple(self._read[0])

    @property
    def stamp(self) -> str:
        """The last lines of the journal: whatever anybody decides asks a kept question anew."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[list[str], str]:
        if not self.words:
            return [], ""
        with connection.cursor() as cursor:
            cursor.execute(STEMS_AND_STAMP, [FRENCH, " ".join(self.words)])
            return cursor.fetchone()

    @property
    def can_search(self) -> bool:
        return bool(self.reference or self.stems)

    @cached_property
    def groups(self) -> list["Group"]:
        """The kinds that hold something, in their order."""
        return [group for group in self._asked(_kinds) if group.keys]

    def group(self, key: str) -> "Group | None":
        return next(iter(self._asked([kind for kind in _kinds if kind.key == key])), None)

    def _asked(self, kinds: list[Kind]) -> list["Group"]:
        """One query for all the kinds. Always fresh while a thousand at most answer; beyond, what a kind holds is kept
        for a minute under the very question, as counts are (`essportal.counting`)."""
        groups = [Group(kind, self) for kind in kinds] if self.can_search else []
        kept = caches["counts"]
        for group in groups:
            group.keys = kept.get(group.question)
        asked = [group for group in groups if group.keys is None]
        for group, keys in zip(asked, _answers_to([group.holding for group in asked]), strict=True):
            group.keys = keys
            if group.is_cut:
                kept.set(group.question, keys)
        return groups


def _answers_to(questions: list[tuple[str, tuple]]) -> list[list[int]]:
    """The keys that answer to each of these queries, the newest first."""
    found: list[list[int]] = [[] for __ in questions]
    if questions:
        parts = [f"SELECT {rank}, key FROM ({sql}) AS held (key)" for rank, (sql, __) in enumerate(questions)]  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [one for __, parameters in questions for one in parameters])
            for rank, key in cursor.fetchall():
                found[rank].append(key)
    return [sorted(keys, reverse=True) for keys in found]


class Group:
    """What one kind holds: the keys of those that answer, the newest first, one more than are counted at most."""

    def __init__(self, kind: Kind, finding: Finding):
        self.kind, self.finding = kind, finding
        self.keys: list[int] | None = None

    @property
    def label(self) -> str:
        return _(self.kind.label)

    @property
    def every(self) -> str:
        return _(self.kind.every)

    @cached_property
    def holding(self) -> tuple[str, tuple]:
        rows = self._rows().order_by("-pk").values_list("pk", flat=True)[: MOST + 1]
        try:
            return rows.query.sql_with_params()
        except EmptyResultSet:  # Django sees that nothing can answer
            return "SELECT 0 WHERE FALSE", ()

    @property
    def question(self) -> str:
        """What was asked, by whom (the query says what may be seen), and when."""
        sql, parameters = self.holding
        return f"found:{hash((sql, str(parameters), self.finding.stamp))}"

    def _rows(self) -> QuerySet:
        rows, finding = self.kind.rows(self.finding.reader), self.finding
        if finding.reference:
            field = self.kind.reference
            return rows.filter(**{field: finding.reference}) if field else rows.none()
        if self.kind.vector is None:
            return rows.filter(search=matching(finding.words))
        return rows.annotate(held=self.kind.vector).filter(held=matching(finding.words))

    @property
    def count(self) -> str:
        return in_short(len(self.keys))

    @property
    def is_cut(self) -> bool:
        return len(self.keys) > MOST

    @property
    def has_more(self) -> bool:
        return len(self.keys) > SHOWN

    @property
    def address(self) -> str:
        """Where all of them are: the kind's own list, with the words; else a page of the search."""
        asked = {"q": self.finding.typed}
        if self.kind.listed and not self.finding.reference:
            return f"{reverse(self.kind.listed)}?{urlencode(asked)}"
        return f"{reverse('finding')}?{urlencode({**asked, 'nature': self.kind.key})}"

    @cached_property
    def ordered(self) -> list[int]:
        """In order of likeness (a word of the title counts more), as long as they are few enough for it to be read."""
        keys = self.keys
        if self.finding.reference or len(keys) < 2:
            return keys[:MOST]
        kept, key = caches["counts"], f"{self.question}:ordered"
        ordered = kept.get(key) if self.is_cut else None
        if ordered is None:
            ordered = self._ranked(keys)
            if self.is_cut:
                kept.set(key, ordered)
        return ordered

    def _ranked(self, keys: list[int]) -> list[int]:
        first, rest = keys[:RANKED], keys[RANKED:MOST]
        held = F("search") if self.kind.vector is None else self.kind.vector
        rank = SearchRank(held, matching(self.finding.words))
        rows = self.kind.rows(self.finding.reader).filter(pk__in=first)
        ranked = rows.annotate(likeness=rank).order_by("-likeness", "-pk").values_list("pk", flat=True)
        return [*ranked, *rest]

    @property
    def first(self) -> list[Found]:
        return self.told(self.ordered[:SHOWN])

    def told(self, keys: list[int]) -> list[Found]:
        """In the order of these keys; what went away meanwhile is left out."""
        rows = self.kind.rows(self.finding.reader).in_bulk(keys)
        return [self._found(rows[key]) for key in keys if key in rows]

    def _found(self, thing) -> Found:
        told, stems = self.kind.tell(thing, self.finding.reader), self.finding.stems
        return Found(told, marked(told.title, stems), marked(excerpt(told.text, stems), stems))


def excerpt(text: str, stems: tuple[str, ...]) -> str:
    """Around the first word that was looked for; the beginning when it is only in the title."""
    line = _BLANKS.sub(" ", text[:LONGEST]).strip()
    at = next((found.start() for found in _WORD.finditer(line) if _answers(found[0], stems)), 0)
    start = max(0, at - BEFORE)
    start = line.find(" ", start) + 1 if start else 0
    end = len(line) if len(line) <= start + LENGTH else line.rfind(" ", start, start + LENGTH)
    end = end if end > start else start + LENGTH
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"


def marked(text: str, stems: tuple[str, ...]) -> SafeString:
    """The words that were looked for in `<mark>`, everything else escaped."""
    pieces, reached = [], 0
    for found in _WORD.finditer(text):
        if _answers(found[0], stems):
            pieces += [(text[reached : found.start()], found[0])]
            reached = found.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[reached:])


def _answers(word: str, stems: tuple[str, ...]) -> bool:
    return plain(word).startswith(stems) if stems else False
