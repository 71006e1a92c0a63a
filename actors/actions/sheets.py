"""The sheet of an organisation: written, corrected by hand, archived, brought back."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import Correction, CorrectionStatus, Establishment, Municipality, Organisation, OrganisationStatus
from actors.signals import organisation_archived
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.text import slug

# Words that stand where a slug would in an address of the directory.
TAKEN = {"inscrire", "nouvelle", "imports", "fiches", "demandes", "carte", "export", "reseaux"}
# What tells one organisation from another: a representative asks, the team decides.
IDENTITY = ("name", "acronym", "kind", "partner_kind", "legal_form", "municipality", "siren", "rna")
PUBLIC = ("activity", "description", "size_band", "website", "email", "phone")


def free_slug(name: str) -> str:
    """An address that no sheet ever had."""
    base = slug(name, 100)
    base = f"{base}-1" if base in TAKEN else base
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def release_numbers(fields: dict, *, but=None) -> None:
    """A number held by a refused sheet is free again: it was perhaps typed by someone who was not of the house."""
    for name in ("siren", "rna"):
        if fields.get(name):
            refused = Organisation.objects.filter(status=OrganisationStatus.REFUSED, **{name: fields[name]})
            refused.exclude(pk=but.pk if but else None).update(**{name: None})


def release_siret(siret: str | None, *, but=None) -> None:
    """The same of an establishment."""
    refused = Establishment.objects.filter(siret=siret or None, organisation__status=OrganisationStatus.REFUSED)
    refused.exclude(organisation=but).update(siret=None)


def locked(organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


@contextmanager
def one_of_a_number():
    """Two people may give the same number at the same moment: the second is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(
            _("Une autre fiche vient de recevoir ce numéro. Rien n’a été changé : relisez, puis recommencez.")
        ) from error


@transaction.atomic
def write_sheet(*, by, policy_areas=(), **fields) -> Organisation:
    """The team writes a sheet at its desk: it is in the directory at once."""
    release_numbers(fields)
    with one_of_a_number():
        organisation = Organisation.objects.create(
            slug=free_slug(fields["name"]), status=OrganisationStatus.VERIFIED, **fields
        )
    organisation.policy_areas.set(policy_areas)
    record(Verb.ORGANISATION_ADDED, organisation, by=by)
    return organisation


@transaction.atomic
def edit_sheet(organisation, *, by, policy_areas=None, **fields) -> Organisation:
    """Change what is said of it. The fields that someone corrected here are kept by hand: no import takes them back."""
    organisation = locked(organisation)
    _require_in_use(organisation)
    return change(organisation, by=by, policy_areas=policy_areas, **fields)


def _require_in_use(organisation) -> None:
    if organisation.merged_into_id or organisation.status == OrganisationStatus.ARCHIVED:
        raise Refused(_("Cette fiche est archivée : rétablissez-la avant de la modifier."))


def change(organisation, *, by, policy_areas=None, **fields) -> Organisation:
    """The row is already locked."""
    changed = sorted(name for name, value in fields.items() if getattr(organisation, name) != value)
    if policy_areas is not None and set(policy_areas) != set(organisation.policy_areas.all()):
        organisation.policy_areas.set(policy_areas)
        changed.append("policy_areas")
    if not changed:
        return organisation
    release_numbers(fields, but=organisation)
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.kept_by_hand = sorted({*organisation.kept_by_hand, *changed})
    with one_of_a_number():
        organisation.save(update_fields=[*fields, "kept_by_hand"])
    record(Verb.ORGANISATION_EDITED, organisation, by=by, fields=changed)
    return organisation


@transaction.atomic
def archive_organisation(organisation, *, by) -> Organisation:
    """It leaves the directory; what it said stays signed with its name."""
    organisation = locked(organisation)
    if (
        organisation.status == OrganisationStatus.TO_VERIFY
        and organisation.claims.open().filter(registers=True).exists()
    ):
        raise Refused(_("Quelqu’un a inscrit cette organisation : répondez d’abord à sa demande, avec la raison."))
    organisation.move_to(OrganisationStatus.ARCHIVED)
    organisation.save(update_fields=["status"])
    record(Verb.ORGANISATION_ARCHIVED, organisation, by=by)
    organisation_archived.send(Organisation, organisation=organisation, by=by)
    return organisation


@transaction.atomic
def restore_organisation(organisation, *, by) -> Organisation:
    organisation = locked(organisation)
    if organisation.merged_into_id:
        raise Refused(_("Cette fiche a été fusionnée : annulez la fusion pour la retrouver."))
    if organisation.status != OrganisationStatus.ARCHIVED:
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    organisation.move_to(OrganisationStatus.VERIFIED)
    organisation.save(update_fields=["status"])
    record(Verb.ORGANISATION_RESTORED, organisation, by=by)
    return organisation


@transaction.atomic
def save_establishment(organisation, *, by, establishment=None, **fields) -> Establishment:
    """One head office at most: naming another moves the title."""
    organisation = locked(organisation)
    _require_in_use(organisation)
    if fields.get("is_head"):
        others = organisation.establishments.filter(is_head=True)
        others.exclude(pk=establishment.pk if establishment else None).update(is_head=False)
    release_siret(fields.get("siret"), but=organisation)
    establishment = establishment or Establishment(organisation=organisation)
    for name, value in fields.items():
        setattr(establishment, name, value)
    with one_of_a_number():
        establishment.save()
    record(Verb.ESTABLISHMENT_SAVED, organisation, by=by, establishment=establishment.pk)
    return establishment


@transaction.atomic
def remove_establishment(establishment, *, by) -> None:
    """For one typed by mistake: one that closed is said to be closed."""
    organisation = locked(establishment.organisation)
    _require_in_use(organisation)
    number = establishment.siret or ""
    Establishment.objects.filter(pk=establishment.pk).delete()
    record(Verb.ESTABLISHMENT_REMOVED, organisation, by=by, siret=number)


@transaction.atomic
def ask_correction(organisation, *, by, fields: dict) -> Correction:
    """The last thing asked replaces what was still waiting."""
    organisation = locked(organisation)
    correction = organisation.corrections.waiting().first() or Correction(organisation=organisation)
    correction.person, correction.fields, correction.filed_at = by, fields, clock.now()
    correction.save()
    record(Verb.CORRECTION_ASKED, organisation, by=by, fields=sorted(fields))
    return correction


@transaction.atomic
def settle_correction(correction, *, by, accepted: bool, reason: str = "") -> Correction:
    organisation = locked(correction.organisation)
    correction = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if correction.status != CorrectionStatus.WAITING:
        raise Refused(_("Cette correction est déjà %(status)s.") % {"status": correction.get_status_display()})
    if not accepted and not reason.strip():
        raise Refused(_("Dites pourquoi : la personne le lira."))
    if accepted:
        _apply(organisation, correction.fields, by=by)
    correction.status = CorrectionStatus.ACCEPTED if accepted else CorrectionStatus.REFUSED
    correction.reason, correction.answered_at = reason, clock.now()
    correction.save(update_fields=["status", "reason", "answered_at"])
    record(Verb.CORRECTION_ACCEPTED if accepted else Verb.CORRECTION_REFUSED, organisation, by=by)
    return correction


def _apply(organisation, fields, *, by) -> None:
    if organisation.status != OrganisationStatus.VERIFIED:
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    for name in ("siren", "rna"):
        if fields.get(name):
            holder = Organisation.objects.filter(**{name: fields[name]}).exclude(pk=organisation.pk)
            if holder.exclude(status=OrganisationStatus.REFUSED).exists():
                raise Refused(_("Une autre fiche porte ce numéro. Fusionnez-les, ou refusez la correction."))
    values = dict(fields)
    if "municipality" in values:
        values["municipality"] = Municipality.objects.filter(pk=values["municipality"]).first()
        if fields["municipality"] and values["municipality"] is None:
            raise Refused(_("La commune demandée n’est plus du territoire : refusez cette correction."))
    change(organisation, by=by, **values)
