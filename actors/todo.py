"""What the team has to check in the directory, and what waits for someone who speaks for an organisation."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import policies
from actors.models import Claim, ClaimStatus, Correction, FieldReport, Organisation
from essportal.todo import Group, Item


def waiting(person) -> int:
    """Sheets to verify, claims of the others, corrections: what the desk shows first."""
    return to_verify().count() + claims().count() + Correction.objects.waiting().count()


def to_verify():
    """Without those whose person was asked something and has not answered."""
    asked = Claim.objects.filter(registers=True, status=ClaimStatus.ASKED).values("organisation")
    return Organisation.objects.to_verify().exclude(pk__in=asked)


def claims():
    return Claim.objects.filter(registers=False, status=ClaimStatus.WAITING)


def items(person) -> list[Item]:
    if not policies.can_run_directory(person):
        return []
    found = [_sheets(), _claims(), _corrections(), _reports()]
    return [item for item in found if item]


def _sheets():
    count = to_verify().count()
    title = ngettext("Vérifier %(n)s fiche de l’annuaire", "Vérifier %(n)s fiches de l’annuaire", count)
    return _item(count, title, _("Leurs contributions attendent d’être publiées."), _("à vérifier"), _("Vérifier"), "")


def _claims():
    count = claims().count()
    title = ngettext(
        "Répondre à %(n)s personne qui dit représenter une organisation",
        "Répondre à %(n)s personnes qui disent représenter une organisation",
        count,
    )
    detail = _("Elles ne peuvent pas tenir la fiche avant votre réponse.")
    return _item(count, title, detail, _("en attente"), _("Répondre"), "?etat=demandes")


def _corrections():
    count = Correction.objects.waiting().count()
    title = ngettext("Relire %(n)s correction de fiche", "Relire %(n)s corrections de fiche", count)
    return _item(
        count, title, _("Demandées par leurs représentants."), _("en attente"), _("Relire"), "?etat=corrections"
    )


def _item(count, title, detail, word, action, query) -> Item | None:
    if not count:
        return None
    return Item(Group.THIS_WEEK, title % {"n": count}, detail, word, reverse("actors:work-directory") + query, action)


def _reports():
    waiting = FieldReport.objects.waiting().order_by("filed_at")
    count = waiting.count()
    if not count:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("%(n)s remontée à traiter", "%(n)s remontées à traiter", count) % {"n": count},
        ", ".join(waiting.values_list("reference", flat=True)[:3]),
        _("reçue"),
        reverse("actors:reports") + "?etat=received",
        _("Répondre"),
    )
