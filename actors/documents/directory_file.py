"""What a file of the directory contains: the public sheet, without the addresses that one could write to in bulk."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from actors.models import Kind, NetworkMembership
from essportal import clock

AT_ONCE = 1000


def directory_rows(organisations, address) -> Iterator[list]:
    """Read by the thousand, so that a long list weighs no more than a short one. `address` makes a link whole."""
    yield [
        _("Nom"),
        _("Sigle"),
        _("Famille"),
        _("Sorte de partenaire"),
        _("Forme juridique"),
        _("Tête de réseau"),
        _("Code commune"),
        _("Commune"),
        _("Activité"),
        _("Description"),
        _("Compétences"),
        _("Réseaux"),
        _("Effectif"),
        _("SCIC"),
        _("Agréée ESUS depuis"),
        _("Agréée ESUS jusqu’au"),
        _("SIREN"),
        _("RNA"),
        _("Site"),
        _("Fiche"),
    ]
    running = NetworkMembership.objects.valid_on(clock.today()).select_related("network").order_by("starts_on", "pk")
    sheets = (
        organisations.select_related("municipality")
        .defer("search")
        .prefetch_related("policy_areas", Prefetch("network_memberships", running, to_attr="running"))
    )
    for sheet in sheets.iterator(chunk_size=AT_ONCE):
        yield _row(sheet, address)


def _row(sheet, address) -> list:
    return [
        sheet.name,
        sheet.acronym,
        sheet.get_kind_display(),
        sheet.get_partner_kind_display() if sheet.kind == Kind.PARTNER else "",
        sheet.legal_form,
        _yes(sheet.is_network),
        sheet.municipality.code if sheet.municipality else "",
        sheet.municipality.name if sheet.municipality else "",
        sheet.activity,
        sheet.description,
        ", ".join(area.name for area in sheet.policy_areas.all()),
        ", ".join(link.network.name for link in sheet.running),
        sheet.get_size_band_display(),
        _yes(sheet.is_scic),
        sheet.esus_from,
        sheet.esus_until,
        sheet.siren,
        sheet.rna,
        sheet.website,
        address(sheet.get_absolute_url()),
    ]


def _yes(value: bool) -> str:
    return _("oui") if value else _("non")
