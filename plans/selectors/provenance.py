"""Where a plan comes from, and the other way round: the clauses that a point, a meeting or an organisation fed."""

from collections import defaultdict

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Func, Q, TextField
from django.db.models.functions import Cast

from consultations.models import Contribution, Meeting, SynthesisPoint
from plans.models import Amendment, Pin, Role, Source, SourceKind, Version

FEEDING = [Role.ORIGIN, Role.SUPPORT, Role.NUANCE]


def legible(reader) -> Q:
    """The sources whose origin this reader may read now."""
    return (
        Q(kind=SourceKind.AUTHORITY)
        | Q(contribution__in=Contribution.objects.published())
        | Q(point__in=SynthesisPoint.objects.visible_to(reader))
        | Q(meeting__in=Meeting.objects.visible_to(reader))
        | Q(amendment__in=Amendment.objects.visible_to(reader))
    )


def stamp(version: Version, reader, *, since: Version | None = None) -> str:
    """Which sources of a version this reader may read, in one word: its text never changes, this does.

    With `since`, those of the passages that are not the same in that other version.
    """
    held = Pin.objects.filter(version=version)
    if since is not None:
        held = held.exclude(revision__in=Pin.objects.filter(version=since).values("revision"))
    told = Source.objects.filter(legible(reader), revision__in=held.values("revision"))
    keys = StringAgg(Cast("pk", TextField()), ",", order_by="pk")
    return told.aggregate(said=Func(keys, function="MD5", output_field=TextField()))["said"] or ""


def fed_by_points(points, reader):
    return _fed("point", points, reader)


def fed_by_meetings(meetings, reader):
    """What was said there and kept as such, and the contributions gathered there."""
    return _merged(_fed("meeting", meetings, reader), _fed("contribution__meeting", meetings, reader, only=True))


def fed_by_organisations(organisations, reader):
    return _fed("contribution__organisation", organisations, reader, only=True)


def _fed(path: str, things, reader, *, only: bool = False) -> dict[int, dict]:
    """By thing, the clauses that it fed in the latest version that this reader may read; three queries."""
    versions = Version.objects.visible_to(reader).select_related("plan").order_by("plan_id", "-number")
    latest = {version.pk: version for version in versions.distinct("plan_id")}
    held = Source.objects.filter(**{f"{path}__in": things}, role__in=FEEDING, revision__pins__version__in=latest)
    if only:
        held = held.filter(contribution__in=Contribution.objects.published())
    found = set(held.values_list(path, "revision__pins"))
    pins = Pin.objects.filter(pk__in={pin for __, pin in found}).select_related("clause", "revision")
    places = {pin.pk: pin for pin in pins}
    fed: dict[int, dict] = defaultdict(lambda: defaultdict(list))
    for thing, key in found:
        fed[thing][latest[places[key].version_id]].append(places[key])
    return {thing: _newest(by_version) for thing, by_version in fed.items()}


def _newest(by_version: dict) -> dict:
    version = max(by_version, key=lambda version: (version.plan.starts_on, version.number))
    return {"version": version, "pins": sorted(by_version[version], key=lambda pin: pin.position)}


def _merged(one: dict, other: dict) -> dict:
    merged = {}
    for key in {*one, *other}:
        parts = [side[key] for side in (one, other) if key in side]
        pins = {pin.pk: pin for part in parts for pin in part["pins"] if pin.version_id == parts[0]["version"].pk}
        merged[key] = {**parts[0], "pins": sorted(pins.values(), key=lambda pin: pin.position)}
    return merged


def sources_below(pin: Pin):
    """The revisions whose sources a passage shows: its own, and those of all that stands under a section."""
    if pin.revision.kind != "section":
        return [pin.revision_id]
    below: dict[int, list] = defaultdict(list)
    held = Pin.objects.filter(version=pin.version_id).order_by("position")
    for clause, revision, parent in held.values_list("clause", "revision", "revision__parent"):
        below[parent].append((clause, revision))
    found, left = [pin.revision_id], [pin.clause_id]
    while left:
        for clause, revision in below.pop(left.pop(), []):
            found.append(revision)
            left.append(clause)
    return found
