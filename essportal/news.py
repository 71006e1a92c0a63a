"""What happened, for everyone and for each one. Apps register in `AppConfig.ready` the sources of their news.

A source reads the rows themselves, through what its reader may see at the moment of telling: nothing is copied, so that
what was hidden, withdrawn or closed since is told to nobody. Its reaches say whom a row concerns, and why.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Max, Q, QuerySet, TextChoices, Value
from django.utils.translation import gettext_lazy as _

from essportal import clock


class Topic(TextChoices):
    """Why a piece of news is someone's: each is received daily, weekly or never."""

    MINE = "mine", _("mes contributions, mes rencontres et mes demandes")
    TASKS = "tasks", _("ce qui m’attend")
    FOLLOWED = "followed", _("ce que je suis")
    ORGANISATION = "organisation", _("mes organisations")
    PROCESS = "process", _("toutes les nouvelles de la démarche")


@dataclass(frozen=True)
class Told:
    """One row in words; `key` is its own for ever, when the number of the row does not say it."""

    title: str
    url: str
    detail: str = ""
    key: str = ""


@dataclass(frozen=True)
class News:
    kind: str
    key: str
    at: datetime
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Reach:
    """The way from a row to the people it concerns: a lookup that ends on a person, and when it counts."""

    topic: str
    person: str
    when: Callable[[], Q] = Q


@dataclass(frozen=True)
class Source:
    """`rows(reader)` are those that the reader may see, each with `happened_at`; all of them for `None`."""

    kind: str
    rows: Callable[[object], QuerySet]
    tell: Callable[[object], Told]
    reaches: tuple[Reach, ...] = ()
    is_public: bool = True


@dataclass(frozen=True)
class Span:
    """After one moment, up to another."""

    since: datetime
    until: datetime

    def condition(self) -> Q:
        return Q(happened_at__gt=self.since, happened_at__lte=self.until)


_sources: dict[str, Source] = {}


def register(*sources: Source) -> None:
    _sources.update({source.kind: source for source in sources})


def latest(most: int, span: Span | None = None) -> list[News]:
    """What everyone may know of the process, newest first."""
    found = [_keys(source, AnonymousUser(), _condition(span)) for source in _public()]
    return _told(_merged(found, most), AnonymousUser())


def newest_at(span: Span) -> datetime | None:
    """When the last public piece of news of a span happened; None when nothing did."""
    keys = _merged([_keys(source, AnonymousUser(), span.condition()) for source in _public()], 1)
    return keys[0][2] if keys else None


def concerning(person, spans: dict[str, Span], most: int) -> tuple[list[News], int]:
    """What is for this person in the span of each topic, newest first, as they may see it now; and how many in all."""
    if not spans:
        return [], 0
    found = []
    recent = Q(happened_at__gt=min(span.since for span in spans.values()))
    for source in _sources.values():
        theirs = Q(pk__in=[])
        for reach in source.reaches:
            if reach.topic in spans:
                theirs |= Q(**{reach.person: person.pk}) & reach.when() & spans[reach.topic].condition()
        found.append(_keys(source, person, recent & theirs))
    keys = dict.fromkeys(_merged(found), person)
    if Topic.PROCESS in spans:
        condition = spans[Topic.PROCESS].condition()
        for key in _merged([_keys(source, AnonymousUser(), condition) for source in _public()]):
            keys.setdefault(key, AnonymousUser())
    ordered = sorted(keys, key=lambda key: (key[2], key[0], key[1]), reverse=True)[:most]
    told = [
        news
        for reader in dict.fromkeys(keys[key] for key in ordered)
        for news in _told([key for key in ordered if keys[key] is reader], reader)
    ]
    return sorted(told, key=lambda news: (news.at, news.key), reverse=True), len(keys)


def concerned(topic: str, span: Span) -> dict[int, datetime]:
    """Whom something of the span may concern, and when the newest of it happened: a few queries, however many people.

    What each may see is asked again when it is told to them.
    """
    newest: dict[int, datetime] = {}
    for source in _sources.values():
        for reach in source.reaches:
            if reach.topic != topic:
                continue
            rows = source.rows(None).filter(span.condition(), reach.when(), **{f"{reach.person}__isnull": False})
            for person, at in rows.order_by().values_list(reach.person).annotate(newest=Max("happened_at")):
                newest[person] = max(at, newest.get(person, at))
    return newest


def _public() -> Iterable[Source]:
    return [source for source in _sources.values() if source.is_public]


def _condition(span: Span | None) -> Q:
    return span.condition() if span else Q(happened_at__lte=clock.now())


def _keys(source, reader, condition) -> QuerySet:
    named = source.rows(reader).filter(condition).annotate(news_kind=Value(source.kind, CharField()))
    return named.order_by().values_list("news_kind", "pk", "happened_at").distinct()


def _merged(found: list[QuerySet], most: int | None = None) -> list[tuple[str, int, datetime]]:
    """One query for all the sources."""
    if not found:
        return []
    first, *others = found
    return list(first.union(*others).order_by("-happened_at", "-news_kind", "-pk")[:most])


def _told(keys, reader) -> list[News]:
    """In the order of the keys; one query for each source that has something to say."""
    wanted = defaultdict(list)
    for kind, pk, __ in keys:
        wanted[kind].append(pk)
    rows = {
        (kind, row.pk): row
        for kind, pks in wanted.items()
        for row in _sources[kind].rows(reader).filter(pk__in=pks).order_by()
    }
    return [_news(kind, rows[kind, pk], at) for kind, pk, at in keys if (kind, pk) in rows]


def _news(kind, row, at) -> News:
    told = _sources[kind].tell(row)
    return News(kind, told.key or f"{kind}-{row.pk}", at, told.title, told.detail, told.url)
