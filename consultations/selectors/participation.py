"""Who took part in a consultation and who is missing, beside what the registry holds. The same queries whatever the
numbers; what comes out is made of words and numbers only, so that a bilan can keep it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.models import Kind, NetworkMembership, Organisation, SizeBand
from consultations.models import Comment, Contribution, Endorsement, Meeting, MeetingStatus, Registration
from consultations.small_numbers import masked_counts, small
from essportal import clock
from essportal.typography import NBSP, number

# A group heard at less than half its share of the registry is said to be little heard.
LITTLE = 0.5


@dataclass
class Row:
    """`registry` counts organisations; `took_part` those that contributed, supported, spoke or came; None: not told."""

    label: str
    key: str
    registry: int
    took_part: int | None
    contributions: int | None
    registry_share: str = ""
    share: str = ""
    registry_length: int = 0
    length: int = 0
    state: str = ""


@dataclass
class Table:
    key: str
    title: str
    rows: list[Row]
    total: Row | None


def figures(consultation, *, whole: bool = False) -> dict:
    """`whole` is for the team: every number as it is. Else those under five are kept."""
    said = Contribution.objects.published().filter(consultation=consultation)
    came = Registration.objects.filter(
        meeting__in=Meeting.objects.filter(consultation=consultation, is_public=True, status=MeetingStatus.HELD),
        attended=True,
    )
    per_organisation = dict(
        said.exclude(organisation=None).order_by().values_list("organisation").annotate(n=Count("pk"))
    )
    present = _named(came) | _named(Endorsement.objects.filter(contribution__in=said)) | _spoke(consultation)
    registry = Organisation.objects.verified().exclude(kind=Kind.PARTNER).filter(is_network=False)
    took = {
        one.pk: one
        for one in registry.filter(pk__in={*per_organisation, *present}).select_related("municipality").order_by("pk")
    }
    counted = _Counted(registry, took, per_organisation, whole)
    return {
        "counted_at": clock.now().isoformat(),
        "summary": _summary(consultation, said, came, took, whole),
        "tables": [asdict(table) for table in counted.tables()],
    }


def _named(deeds) -> set[int]:
    return set(deeds.exclude(organisation=None).order_by().values_list("organisation", flat=True))


def _spoke(consultation) -> set[int]:
    """Whose message about a contribution or a point is read by everyone."""
    about = Q(discussion__contribution__in=consultation.contributions.published())
    about |= Q(discussion__point__in=consultation.points.filter(published_at__isnull=False))
    return _named(Comment.objects.filter(about, hidden_at=None, withdrawn_at=None))


def _summary(consultation, said, came, took, whole):
    numbers = said.order_by().aggregate(
        contributions=Count("pk"),
        alone=Count("pk", filter=Q(organisation=None, department=None, author__isnull=False)),
        at_tables=Count("pk", filter=Q(workshop__isnull=False)),
    )
    people = {"attended": came.count(), "organisations": len(took)}
    meetings = Meeting.objects.filter(consultation=consultation, is_public=True, status=MeetingStatus.HELD)
    told = people if whole else {name: small(count) for name, count in people.items()}
    return {**numbers, **told, "meetings": meetings.count()}


class _Counted:
    def __init__(self, registry, took, contributions, whole):
        self.registry, self.took, self.contributions, self.whole = registry, took, contributions, whole

    def tables(self) -> list[Table]:
        return [
            self._table("family", _("Par famille"), "kind", dict(Kind.choices).get, lambda one: one.kind),
            self._table(
                "size",
                _("Par taille"),
                "size_band",
                lambda band: dict(SizeBand.choices).get(band) or str(SizeBand.UNKNOWN.label),
                lambda one: one.size_band or SizeBand.UNKNOWN.value,
            ),
            self._table(
                "commune",
                _("Par commune"),
                "municipality__name",
                lambda name: name or _("commune non renseignée"),
                lambda one: one.municipality.name if one.municipality else "",
            ),
            self._networks(),
        ]

    def _table(self, key, title, column, said: Callable, of: Callable) -> Table:
        held: Counter = Counter()
        for value, count in self.registry.order_by().values_list(column).annotate(n=Count("pk")):
            held[value or (SizeBand.UNKNOWN.value if key == "size" else "")] += count
        part, words = Counter(), Counter()
        for pk, one in self.took.items():
            part[of(one)] += 1
            words[of(one)] += self.contributions.get(pk, 0)
        order = list(SizeBand.values) if key == "size" else []
        values = sorted(held, key=lambda v: (order.index(v) if v in order else 0, -held[v] if not order else 0, v))
        rows = [Row(capfirst(str(said(value))), value, held[value], part[value], words[value]) for value in values]
        return self._told(Table(key, title, rows, _total(rows)))

    def _networks(self) -> Table:
        """An organisation may belong to several networks, hence no total."""
        held, part, words, names = Counter(), Counter(), Counter(), {}
        running = NetworkMembership.objects.valid_on(clock.today()).filter(member__in=self.registry)
        counts = (
            running.order_by().values_list("network__slug", "network__name").annotate(n=Count("member", distinct=True))
        )
        for slug, name, count in counts:
            held[slug], names[slug] = count, name
        pairs = running.filter(member__in=list(self.took)).order_by().values_list("network__slug", "member").distinct()
        for slug, member in pairs:
            part[slug] += 1
            words[slug] += self.contributions.get(member, 0)
        order = sorted(held, key=lambda slug: (-held[slug], names[slug]))
        rows = [Row(names[slug], slug, held[slug], part[slug], words[slug]) for slug in order]
        return self._told(Table("network", _("Par réseau"), rows, None))

    def _told(self, table) -> Table:
        rows, total = table.rows, table.total
        registry = sum(row.registry for row in rows) if total else self.registry.count()
        everyone = len(self.took)
        if not self.whole:
            kept, most = (), [row.registry for row in rows]
            for name, limits in (("took_part", most), ("contributions", None)):
                counts = [getattr(row, name) for row in rows]
                told = masked_counts(counts, limits, kept=kept, total_is_told=total is not None)
                kept = [rank for rank, count in enumerate(told) if count is None]
                for row, count in zip(rows, told, strict=True):
                    setattr(row, name, count)
                if total:
                    setattr(total, name, small(getattr(total, name)))
        for row in rows:
            _draw(row, registry, everyone if self.whole else small(everyone))
        return table


def _total(rows) -> Row:
    sums = [sum(getattr(row, name) for row in rows) for name in ("registry", "took_part", "contributions")]
    return Row(_("Ensemble"), "", *sums)


def _draw(row, registry, everyone):
    """The two shares and the length of their bars; nothing about a number that is not told."""
    share = row.registry / registry if registry else 0
    row.registry_share, row.registry_length = _percent(share), round(100 * share)
    if row.took_part is None or not everyone:
        return
    theirs = row.took_part / everyone
    row.share, row.length = _percent(theirs), round(100 * theirs)
    if row.registry and not row.took_part:
        row.state = _("absent")
    elif theirs < LITTLE * share:
        row.state = _("peu entendu")


def _percent(share: float) -> str:
    return f"{number(100 * share, 1)}{NBSP}%"


def rows_of(told: dict) -> list[list]:
    """The same figures as the lines of a file."""
    heading = [_("Répartition"), _("Libellé"), _("Organisations de l’annuaire"), _("Part de l’annuaire")]
    heading += [_("Ont pris part"), _("Part de celles qui ont pris part"), _("Contributions")]
    lines = []
    for table in told["tables"]:
        for row in [*table["rows"], *([table["total"]] if table["total"] else [])]:
            counts = [_("moins de 5, ou masqué") if row[name] is None else row[name] for name in COUNTS]
            shares = [row["registry_share"], row["share"]]
            lines.append([table["title"], row["label"], row["registry"], shares[0], counts[0], shares[1], counts[1]])
    return [heading, *lines]


COUNTS = ("took_part", "contributions")
