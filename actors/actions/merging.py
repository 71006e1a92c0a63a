"""Two sheets of one organisation become one; everything follows, and everything can come back."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import (
    Claim,
    Correction,
    Establishment,
    FieldReport,
    HandOver,
    ImportRow,
    InvitedFact,
    Merge,
    NetworkMembership,
    Organisation,
    OrganisationStatus,
    Representative,
)
from actors.moving import move, move_back
from actors.signals import merge_undone, organisations_merged
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

# What a sheet says, field by field; the competences of both are kept.
FIELDS = (
    "name",
    "acronym",
    "kind",
    "partner_kind",
    "is_network",
    "legal_form",
    "legal_category",
    "siren",
    "rna",
    "municipality",
    "activity",
    "description",
    "size_band",
    "is_scic",
    "esus_from",
    "esus_until",
    "website",
    "email",
    "phone",
)
# Chosen together: one has no sense without the other.
WITH = {"kind": "partner_kind", "esus_from": "esus_until"}
# A number belongs to one sheet: the one that gives it away no longer has it.
NUMBERS = ("siren", "rna")
# The rows that follow: those that a constraint may hold back one by one, in this order.
FOLLOW = [
    (Establishment, "organisation"),
    (Representative, "organisation"),
    (NetworkMembership, "network"),
    (NetworkMembership, "member"),
    (Claim, "organisation"),
    (Correction, "organisation"),
    (HandOver, "organisation"),
    (FieldReport.organisations.through, "organisation"),
    (InvitedFact, "organisation"),
    (ImportRow, "organisation"),
]
AREAS, HEADS = "policy_areas", "head_offices"


@transaction.atomic
def merge_organisations(kept, merged, *, by, take=()) -> Merge:
    """`merged` goes into `kept`; the fields named in `take` come from it, and those that `kept` leaves empty."""
    kept, merged = _lock_both(kept, merged)
    for one in (kept, merged):
        _require_whole(one)
    if merged.status == OrganisationStatus.TO_VERIFY or kept.status != OrganisationStatus.VERIFIED:
        raise Refused(_("Vérifiez d’abord les deux fiches : on ne fusionne que des fiches vérifiées."))
    merge = Merge(kept=kept, merged=merged, by=by, at=clock.now())
    merge.moved = _move_rows(kept, merged)
    for __, moved in organisations_merged.send(Organisation, kept=kept, merged=merged, by=by):
        merge.moved.update(moved or {})
    _join_fields(merge, kept, merged, take)
    merge.save()
    record(Verb.ORGANISATIONS_MERGED, kept, by=by, merge=merge.pk, merged=merged.pk)
    record(Verb.ORGANISATIONS_MERGED, merged, by=by, merge=merge.pk, kept=kept.pk)
    return merge


@transaction.atomic
def undo_merge(merge, *, by) -> Merge:
    """Each row goes back where it was, each field to what it said, unless someone changed it since."""
    kept, merged = _lock_both(merge.kept, merge.merged)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise Refused(_("Cette fusion est déjà annulée."))
    if kept.merged_into_id:
        raise Refused(_("La fiche gardée a depuis été fusionnée à son tour : annulez d’abord cette fusion-là."))
    try:
        with transaction.atomic():
            _restore(kept, merge.kept_fields)
            _restore(merged, merge.merged_fields)
    except IntegrityError as error:
        raise Refused(_("Un numéro de l’ancienne fiche est porté par une autre : corrigez-la d’abord.")) from error
    for model, field in FOLLOW:
        move_back(model, field, merge.moved, kept=kept, merged=merged)
    Establishment.objects.filter(pk__in=merge.moved.get(HEADS, []), organisation=merged).update(is_head=True)
    kept.policy_areas.remove(*merge.moved.get(AREAS, []))
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    record(Verb.MERGE_UNDONE, kept, by=by, merge=merge.pk, merged=merged.pk)
    record(Verb.MERGE_UNDONE, merged, by=by, merge=merge.pk, kept=kept.pk)
    merge_undone.send(Merge, merge=merge, by=by)
    return merge


def _lock_both(one, other):
    if one.pk == other.pk:
        raise Refused(_("C’est la même fiche : choisissez-en deux."))
    rows = {
        row.pk: row
        for row in Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    }
    return rows[one.pk], rows[other.pk]


def _require_whole(organisation) -> None:
    if organisation.merged_into_id:
        raise Refused(
            _("La fiche « %(merged)s » vient d’être fusionnée dans « %(kept)s ». Rien d’autre n’a été changé.")
            % {"merged": organisation, "kept": organisation.merged_into},
            way_out=(_("Voir la fiche gardée"), organisation.merged_into.get_absolute_url()),
        )
    if organisation.status == OrganisationStatus.REFUSED:
        raise Refused(
            _("La fiche « %(name)s » est refusée : on ne fusionne pas ce qui est refusé.") % {"name": organisation}
        )


def _move_rows(kept, merged) -> dict:
    heads = []
    if kept.establishments.filter(is_head=True).exists():
        heads = list(merged.establishments.filter(is_head=True).values_list("pk", flat=True))
        merged.establishments.update(is_head=False)
    moved = {HEADS: heads} if heads else {}
    for model, field in FOLLOW:
        rows = model.objects.filter(**{field: merged})
        if model is Representative:
            rows = _not_twice(rows, kept)
        moved.update(move(rows, field, kept))
    return moved


def _not_twice(links, kept):
    """Nobody speaks twice for one organisation: who does today keeps one link, and the other stays behind."""
    today = clock.today()
    speaking = Representative.objects.filter(organisation=kept).valid_on(today).values("person")
    return links.exclude(pk__in=links.valid_on(today).filter(person__in=speaking).values("pk"))


def _join_fields(merge, kept, merged, take) -> None:
    names = {name for name in FIELDS if name in take or fills(kept, merged, name)}
    names = (names - {*WITH.values()}) | {WITH[name] for name in names if name in WITH}
    values = {name: getattr(merged, name) for name in FIELDS if name in names}
    # What the officer chose between two, and what had been corrected on the other sheet: no import takes it back.
    by_hand = {name for name in values if name in take or name in merged.kept_by_hand}
    if by_hand - {*kept.kept_by_hand}:
        values["kept_by_hand"] = sorted({*kept.kept_by_hand} | by_hand)
    numbers = {name: None for name in NUMBERS if name in values}
    away = {"status": OrganisationStatus.ARCHIVED, "merged_into": kept, **numbers}
    merge.merged_fields = _assign(merged, away)
    merge.kept_fields = _assign(kept, values)
    own = set(kept.policy_areas.values_list("pk", flat=True))
    added = [area.pk for area in merged.policy_areas.all() if area.pk not in own]
    kept.policy_areas.add(*added)
    merge.moved[AREAS] = added


def fills(kept, merged, name) -> bool:
    """Whether the sheet that goes says what the other does not."""
    return name not in ("is_network", "is_scic") and not getattr(kept, name) and bool(getattr(merged, name))


def _assign(organisation, values: dict) -> dict:
    """Set them, and answer {field: [before, after]} as JSON keeps it."""
    changes = {}
    for name, value in values.items():
        before = _plain(organisation, name)
        setattr(organisation, name, value)
        changes[name] = [before, _plain(organisation, name)]
    if values:
        organisation.save(update_fields=[*values])
    return changes


def _restore(organisation, changes: dict) -> None:
    back = {name: before for name, (before, after) in changes.items() if _plain(organisation, name) == after}
    for name, value in back.items():
        field = Organisation._meta.get_field(name)
        setattr(organisation, field.attname, field.to_python(value) if not field.is_relation else value)
    if back:
        organisation.save(update_fields=[*back])


def _plain(organisation, name):
    value = getattr(organisation, Organisation._meta.get_field(name).attname)
    return value.isoformat() if hasattr(value, "isoformat") else value
