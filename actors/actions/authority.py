"""The authority's own settings: its names, its look, its legal notices, its territory."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.france import Commune
from actors.journal import Verb
from actors.models import LocalAuthority, Logo, Municipality, Person
from actors.pictures import Picture
from actors.territory import known_outlines
from essportal.errors import Refused
from essportal.journal import record

MOST_NAMED = 5


@transaction.atomic
def revise_authority(*, by: Person, **fields) -> LocalAuthority:
    authority = _locked()
    changed = sorted(name for name, value in fields.items() if getattr(authority, name) != value)
    for name in changed:
        setattr(authority, name, fields[name])
    if changed:
        authority.save(update_fields=changed)
        record(Verb.AUTHORITY_REVISED, authority, by=by, changed=changed)
    return authority


@transaction.atomic
def change_logo(picture: Picture | None, *, by: Person) -> LocalAuthority:
    """Put a picture that the portal drew again in the place of the one before; None takes the logo away."""
    authority = _locked()
    before = authority.logo
    authority.logo = _kept(picture) if picture else None
    if authority.logo == before:
        return authority
    authority.save(update_fields=["logo"])
    if before:
        before.delete()
    record(Verb.LOGO_CHANGED, authority, by=by)
    return authority


def _kept(picture: Picture) -> Logo:
    digest = hashlib.sha256(picture.content).hexdigest()
    logo, __ = Logo.objects.get_or_create(
        fingerprint=digest, defaults={"content": picture.content, "content_type": picture.content_type}
    )
    return logo


@transaction.atomic
def take_communes(communes: Iterable[Commune], *, by: Person) -> int:
    """Add communes of France to the territory; how many were not there yet."""
    held = set(Municipality.objects.values_list("code", flat=True))
    outlines = known_outlines()
    added = [
        Municipality(
            code=commune.code,
            name=commune.name,
            postal_code=commune.postal_codes[0] if commune.postal_codes else "",
            population=commune.population,
            outline=outlines.get(commune.code, ""),
        )
        for commune in communes
        if commune.code not in held
    ]
    Municipality.objects.bulk_create(added, ignore_conflicts=True)
    if added:
        record(Verb.COMMUNES_TAKEN, _subject(by), by=by, codes=[commune.code for commune in added])
    return len(added)


@transaction.atomic
def leave_communes(codes: Iterable[str], *, by: Person) -> int:
    """Take communes out of the territory, unless something of the portal stands there."""
    leaving = list(Municipality.objects.select_for_update().filter(code__in=list(codes)))
    held = [commune for commune in leaving if not _left(commune)]
    if held:
        raise Refused(_refusal(held))
    if leaving:
        record(Verb.COMMUNES_LEFT, _subject(by), by=by, codes=[commune.code for commune in leaving])
    return len(leaving)


def _left(commune) -> bool:
    code = commune.pk
    try:
        with transaction.atomic():
            commune.delete()
    except ProtectedError:
        commune.pk = code
        return False
    return True


def _refusal(held) -> str:
    names = [commune.name for commune in held[:MOST_NAMED]]
    if len(held) > MOST_NAMED:
        names.append(_("d’autres"))
    return ngettext(
        "%(names)s reste dans le territoire : le siège, une organisation, une rencontre ou une contribution s’y "
        "trouve.",
        "%(names)s restent dans le territoire : le siège, une organisation, une rencontre ou une contribution s’y "
        "trouve.",
        len(held),
    ) % {"names": get_text_list(names, _("et"))}


def _locked() -> LocalAuthority:
    authority = LocalAuthority.objects.select_for_update().first()
    if authority is None:
        raise Refused(_("Nommez d’abord la collectivité : ses autres réglages viennent ensuite."))
    return authority


def _subject(by: Person):
    """A territory may be chosen before the authority is named: then the journal hangs the line on who chose."""
    return LocalAuthority.objects.first() or by
