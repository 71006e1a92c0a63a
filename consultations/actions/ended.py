"""What was voted or answered, then read, never opens again: neither by its own dates nor by those of a window."""

from django.utils.translation import gettext as _

from consultations.models import Prioritisation, Questionnaire
from essportal.errors import Refused

DATES = {"opens_at", "closes_at"}


def seal_ended(consultation, permission) -> None:
    """Before a window changes: those that followed it keep the moment at which they ended."""
    for model in (Prioritisation, Questionnaire):
        if model.objects.none().permission == permission:
            for one in model.objects.filter(consultation=consultation, opens_at=None).known():
                one.closed_at = one.ends
                one.save(update_fields=["closed_at"])


def require_not_known(thing, changed) -> None:
    if DATES & set(changed) and type(thing).objects.filter(pk=thing.pk).known().exists():
        raise Refused(_("C’est fini et les résultats sont connus : ses dates ne changent plus. Préparez-en un autre."))
