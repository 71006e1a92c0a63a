"""Naming one organisation among thousands, without a list of thousands of lines."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.identifiers import siren
from actors.models import Organisation, OrganisationStatus
from essportal.fields import LineField

MOST_NAMED = 6


class OrganisationField(LineField):
    """Its name, or a part of it that no other bears, its acronym, its SIREN, or the end of its page's address."""

    default_error_messages = {
        "unknown": _("Aucune organisation ne porte ce nom. Vérifiez dans l’annuaire, ou ajoutez-la d’abord."),
        "several": _("Plusieurs y répondent : %(names)s. Recopiez celle qu’il faut."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Organisation"))
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", _("Son nom, même en partie, son sigle ou son SIREN."))
        super().__init__(**kwargs)

    def clean(self, value):
        words = super().clean(value)
        words = words.rpartition("|")[2].strip()  # a whole proposal, copied back
        if words in self.empty_values:
            return None
        alive = Organisation.objects.exclude(status__in=[OrganisationStatus.ARCHIVED, OrganisationStatus.REFUSED])
        exact = Q(name__unaccent__iexact=words) | Q(slug=words) | Q(siren=_siren(words)) | Q(acronym__iexact=words)
        found = list(alive.filter(exact)[:MOST_NAMED]) or list(
            alive.filter(name__unaccent__icontains=words)[:MOST_NAMED]
        )
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            names = " ; ".join(_told_apart(sheet, found) for sheet in found)
            raise ValidationError(self.error_messages["several"], code="several", params={"names": names})
        return found[0]


def _told_apart(sheet, others) -> str:
    """Its name, and what its page's address ends with when another bears the same."""
    alone = sum(1 for other in others if other.name == sheet.name) == 1
    return sheet.name if alone else f"{sheet.name} | {sheet.slug}"


def _siren(words: str) -> str:
    try:
        return siren(words)
    except ValueError:
        return "-"
