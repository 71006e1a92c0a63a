"""Second step: what the preview promised is written, in one transaction; each row is judged again just before."""

from collections.abc import Iterator

from django.db import connection, transaction

from actors.imports.matching import Matcher, Verdict
from actors.imports.progress import telling
from actors.imports.sheets import Sheet, a_day_of
from actors.journal import Verb
from actors.models import (
    Decision,
    Establishment,
    Import,
    ImportRow,
    ImportStatus,
    Organisation,
    OrganisationStatus,
    Outcome,
)
from actors.slugs import free_slug
from essportal import clock
from essportal.journal import record

AT_ONCE = 1_000
DAYS = ("esus_from", "esus_until")
WRITTEN = (Outcome.NEW, Outcome.CHANGED, Outcome.SAME)


def write(import_id: int) -> Import:
    """Write an import that someone launched; run twice, it writes once."""
    with telling(import_id) as say, transaction.atomic():
        one = Import.objects.select_for_update().get(pk=import_id)
        if one.status != ImportStatus.WRITING:
            return one
        writer = _Writer(one)
        total, done = one.rows.to_write().count(), 0
        for rows in _batches(one):
            writer.write(rows)
            done += len(rows)
            say(done, total)
        one.move_to(ImportStatus.DONE)
        one.added += writer.added
        one.changed += writer.changed
        one.done_at = clock.now()
        one.save(update_fields=["status", "added", "changed", "done_at"])
        record(Verb.ORGANISATIONS_IMPORTED, one, by=one.by, added=writer.added, changed=writer.changed)
        return one


def _batches(one) -> Iterator[list[ImportRow]]:
    last = 0
    while rows := list(one.rows.to_write().filter(pk__gt=last).select_related("organisation")[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


class _Writer:
    def __init__(self, one):
        self.one = one
        self.matcher = Matcher(one.register, lock=True)
        self.slugs = set(Organisation.objects.values_list("slug", flat=True))
        self.added = self.changed = 0

    def write(self, rows):
        pairs = [(row, verdict) for row, verdict in self._verdicts(rows)]
        _release_numbers([row for row, verdict in pairs if verdict.outcome in (Outcome.NEW, Outcome.CHANGED)])
        self._add([row for row, verdict in pairs if verdict.outcome == Outcome.NEW])
        self._change([verdict for __, verdict in pairs if verdict.outcome == Outcome.CHANGED])
        _mark_written([row for row, verdict in pairs if verdict.outcome in WRITTEN])
        for row, verdict in pairs:
            if verdict.outcome not in WRITTEN:
                row.outcome, row.decision, row.problems = verdict.outcome, "", verdict.problems
                row.save(update_fields=["outcome", "decision", "problems"])

    def _verdicts(self, rows) -> list[tuple[ImportRow, Verdict]]:
        """In the order of the file, since a row may resemble one before it."""
        plain = [row for row in rows if row.outcome != Outcome.DOUBLE]
        judged = zip(plain, self.matcher.judge([_sheet(row) for row in plain]), strict=True)
        decided = [(row, self.matcher.judge_decided(_sheet(row), _chosen(row))) for row in rows if row.decision]
        return [*judged, *decided]

    def _add(self, rows):
        """The register's facts, given by the team: a verified sheet, that its representatives may claim."""
        made = Organisation.objects.bulk_create(
            Organisation(
                slug=free_slug(row.name, self.slugs),
                status=OrganisationStatus.VERIFIED,
                register=self.one.register,
                added_at=clock.now(),
                **_values(row.data["fields"]),
            )
            for row in rows
        )
        for row, organisation in zip(rows, made, strict=True):
            row.organisation = organisation
        taken = _known_sirets(place["siret"] for row in rows for place in row.data["places"])
        Establishment.objects.bulk_create(
            Establishment(organisation=row.organisation, **place)
            for row in rows
            for place in _one_head(row.data["places"])
            if place["siret"] not in taken
        )
        self.added += len(made)

    def _change(self, verdicts):
        for verdict in verdicts:
            organisation = verdict.organisation
            if verdict.fields:
                for name, value in _values(verdict.fields).items():
                    setattr(organisation, name, value)
                organisation.save(update_fields=[name.removesuffix("_id") for name in verdict.fields])
            for siret, values in verdict.places.items():
                Establishment.objects.filter(siret=siret).update(**values)
            has_head = bool(verdict.new_places) and organisation.establishments.filter(is_head=True).exists()
            Establishment.objects.bulk_create(
                Establishment(organisation=organisation, **place)
                for place in _one_head(verdict.new_places, has_head=has_head)
            )
        self.changed += len(verdicts)


def _release_numbers(rows):
    """What a refused sheet holds was perhaps typed by someone who was not of the house: the register knows better."""
    refused = Organisation.objects.filter(status=OrganisationStatus.REFUSED)
    for name in ("siren", "rna"):
        numbers = {row.data["fields"].get(name) for row in rows} - {None, ""}
        refused.filter(**{f"{name}__in": numbers}).update(**{name: None})
    sirets = {place["siret"] for row in rows for place in row.data["places"]}
    Establishment.objects.filter(organisation__in=refused, siret__in=sirets).update(siret=None)


def _mark_written(rows):
    """In one statement: `bulk_update` would spell out a case for each row.

    No join: PostgreSQL has not counted these young rows yet, and would loop over all of them for each one.
    """
    ids = [row.pk for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actors_importrow SET written = true, organisation_id = "
            "(%s::bigint[])[array_position(%s::bigint[], id)] WHERE id = ANY(%s::bigint[])",
            [[row.organisation_id for row in rows], ids, ids],
        )


def _sheet(row) -> Sheet:
    return Sheet(line=row.line, fields=row.data["fields"], places=row.data["places"])


def _chosen(row):
    return row.organisation if row.decision == Decision.IT_IS else None


def _values(fields) -> dict:
    values = {name: value for name, value in fields.items() if name != "hidden"}
    return {name: a_day_of(value) if name in DAYS else value for name, value in values.items()}


def _known_sirets(sirets) -> set[str]:
    return set(Establishment.objects.filter(siret__in=set(sirets)).values_list("siret", flat=True))


def _one_head(places, *, has_head=False):
    for place in places:
        is_head = place.get("is_head", False) and not has_head
        has_head = has_head or is_head
        yield {**place, "is_head": is_head}
