"""The shared diagnosis: counted in the registry, completed by a file, commented, then published for good."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import Breakdown, Diagnosis, Figure, Kind, Municipality, Organisation, Person, SizeBand
from actors.selectors.figures import NUMBERS
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def open_diagnosis(*, by: Person, **fields) -> Diagnosis:
    """Open an edition and count the registry as it stands. `fields` are those of Diagnosis."""
    diagnosis = Diagnosis.objects.create(**fields)
    _count(diagnosis)
    record(Verb.DIAGNOSIS_OPENED, diagnosis, by=by)
    return diagnosis


@transaction.atomic
def revise_diagnosis(diagnosis: Diagnosis, *, by: Person, comments: dict[str, str], **fields) -> Diagnosis:
    """`comments` are by breakdown; an empty one takes the comment away."""
    diagnosis = _open(diagnosis)
    for name, value in fields.items():
        setattr(diagnosis, name, value)
    diagnosis.save(update_fields=list(fields))
    for breakdown, text in comments.items():
        if text:
            diagnosis.comments.update_or_create(breakdown=breakdown, defaults={"text": text, "written_by": by})
        else:
            diagnosis.comments.filter(breakdown=breakdown).delete()
    record(Verb.DIAGNOSIS_REVISED, diagnosis, by=by)
    return diagnosis


@transaction.atomic
def count_registry(diagnosis: Diagnosis, *, by: Person) -> Diagnosis:
    """Count the directory again: what it held before is replaced, the figures of the file stay."""
    diagnosis = _open(diagnosis)
    diagnosis.figures.update(organisations=None)
    _count(diagnosis)
    _drop_empty(diagnosis)
    record(Verb.DIAGNOSIS_REVISED, diagnosis, by=by)
    return diagnosis


@transaction.atomic
def bring_figures(diagnosis: Diagnosis, *, by: Person, rows: Iterable[dict]) -> int:
    """Replace the figures of the file by these rows (see `actors.figures.read`); what the registry counted stays."""
    diagnosis = _open(diagnosis)
    diagnosis.figures.update(**dict.fromkeys(NUMBERS))
    rows = list(rows)
    for rank, row in enumerate(rows):
        key = {"breakdown": row["breakdown"], "label": row["label"]}
        numbers = {name: row[name] for name in NUMBERS}
        diagnosis.figures.update_or_create(
            **key,
            defaults=numbers,
            create_defaults={"rank": 1_000 + rank, "municipality": row.get("municipality"), **numbers},
        )
    _drop_empty(diagnosis)
    record(Verb.DIAGNOSIS_REVISED, diagnosis, by=by)
    return len(rows)


@transaction.atomic
def publish_diagnosis(diagnosis: Diagnosis, *, by: Person) -> Diagnosis:
    diagnosis = _open(diagnosis)
    if not diagnosis.figures.exclude(organisations=None, establishments=None, jobs=None).exists():
        raise Refused(_("Ce diagnostic ne compte rien encore : comptez l’annuaire ou apportez un fichier de chiffres."))
    diagnosis.published_at = clock.now()
    diagnosis.save(update_fields=["published_at"])
    record(Verb.DIAGNOSIS_PUBLISHED, diagnosis, by=by)
    return diagnosis


@transaction.atomic
def drop_diagnosis(diagnosis: Diagnosis, *, by: Person) -> None:
    """Only a draft is dropped: a published edition stays."""
    diagnosis = _open(diagnosis)
    record(Verb.DIAGNOSIS_DROPPED, diagnosis, by=by)
    diagnosis.delete()


def _open(diagnosis: Diagnosis) -> Diagnosis:
    diagnosis = Diagnosis.objects.select_for_update().get(pk=diagnosis.pk)
    if diagnosis.is_published:
        raise Refused(_("Ce diagnostic est publié : il ne change plus. Ouvrez une nouvelle édition."))
    return diagnosis


def _count(diagnosis: Diagnosis) -> None:
    """Partners and networks are never counted among the organisations of the ESS."""
    counted = Organisation.objects.verified().filter(is_network=False).exclude(kind=Kind.PARTNER)
    lines = [(Breakdown.WHOLE, str(Breakdown.WHOLE.label), None, counted.count())]
    lines += [(Breakdown.FAMILY, label, None, number) for label, number in _by(counted, "kind", Kind)]
    lines += [(Breakdown.SIZE, label, None, number) for label, number in _by(counted, "size_band", SizeBand)]
    inside = Count("organisation", filter=Q(organisation__in=counted))
    for commune in Municipality.objects.annotate(number=inside).filter(number__gt=0):
        lines.append((Breakdown.MUNICIPALITY, commune.name, commune, commune.number))
    for rank, (breakdown, label, commune, number) in enumerate(lines):
        diagnosis.figures.update_or_create(
            breakdown=breakdown,
            label=label,
            defaults={"organisations": number},
            create_defaults={"organisations": number, "rank": rank, "municipality": commune},
        )
    Diagnosis.objects.filter(pk=diagnosis.pk).update(counted_at=clock.now())


def _by(counted, name: str, choices):
    """In the order of the choices; those that hold nothing are left aside."""
    held = dict(counted.order_by().values_list(name).annotate(Count("pk")))
    return [(str(choice.label), held[choice.value]) for choice in choices if held.get(choice.value)]


def _drop_empty(diagnosis: Diagnosis) -> None:
    Figure.objects.filter(diagnosis=diagnosis, organisations=None, **dict.fromkeys(NUMBERS)).delete()
