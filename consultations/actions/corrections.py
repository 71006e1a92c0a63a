"""Correcting what one has just filed. Filed words never change: a correction is another contribution that takes the
place of the first, which its author and the team still read. So no edit is lost, and no seal is broken."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import Contribution, ContributionStatus, Permission, Rules
from consultations.signals import contribution_withdrawn
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

CORRECTED = ("consultation", "question", "title", "text", "organisation", "name_is_public", "municipality", "channel")


def why_not(contribution) -> str:
    """The sentence that refuses a correction, or nothing when it is possible."""
    rules = Rules.objects.of(contribution.consultation)
    if contribution.status not in (ContributionStatus.FILED, ContributionStatus.PUBLISHED) or contribution.is_erased:
        return _("Cette contribution est %(status)s.") % {"status": contribution.get_status_display()}
    if contribution.is_masked:
        return _("L’équipe en a masqué un passage : une correction le montrerait de nouveau.")
    if clock.now() >= rules.may_correct_until(contribution):
        return _("Le délai pour corriger cette contribution est passé.")
    if not contribution.consultation.permits(Permission.CONTRIBUTE):
        return _("Les contributions sont fermées : plus personne ne corrige la sienne.")
    if contribution.endorsements.exists() or contribution.gatherings.exists() or _is_discussed(contribution):
        return _("D’autres l’ont déjà lue, soutenue ou discutée telle qu’elle est.")
    return ""


@transaction.atomic
def start_correction(contribution, *, by) -> Contribution:
    """A draft with the same words and files; asked twice, it is the same draft."""
    first = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if first.author_id != by.pk:
        raise Refused(_("Ce texte appartient à quelqu’un d’autre."))
    if known := Contribution.objects.filter(replaces=first).first():
        return known
    require_correctable(first)
    words = {name: getattr(first, name) for name in CORRECTED}
    draft = Contribution.objects.create(author=by, created_at=clock.now(), replaces=first, **words)
    draft.policy_areas.set(first.policy_areas.all())
    for file in first.attachments.all():
        with file.file.open("rb") as stored:
            content = ContentFile(stored.read(), name=file.file.name.rsplit("/", 1)[-1])
        known = {name: getattr(file, name) for name in ("name", "content_type", "size", "sha256")}
        draft.attachments.create(file=content, **known)
    return draft


@transaction.atomic
def file_apart(draft, *, by) -> Contribution:
    """The delay is over: what was written as a correction stays a draft, to be filed beside the first."""
    draft = Contribution.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.author_id != by.pk or draft.status != ContributionStatus.DRAFT:
        raise Refused(_("Ce texte n’est pas un de vos brouillons."))
    draft.replaces = None
    draft.save(update_fields=["replaces"])
    return draft


def require_correctable(first) -> None:
    if reason := why_not(first):
        raise Refused(
            _("%(reason)s Vous pouvez en déposer une autre, ou retirer celle-ci.") % {"reason": reason},
            way_out=(_("Voir la contribution"), first.get_absolute_url()),
        )


def take_the_place_of(first, contribution, *, by) -> None:
    """In the transaction that files the correction; `first` is already locked."""
    require_correctable(first)
    first.move_to(ContributionStatus.WITHDRAWN)
    first.withdrawn_at = clock.now()
    first.save(update_fields=["status", "withdrawn_at"])
    record(Verb.CONTRIBUTION_CORRECTED, first, by=by, by_contribution=contribution.pk)
    contribution_withdrawn.send(Contribution, contribution=first, by=by)


def _is_discussed(contribution) -> bool:
    discussion = getattr(contribution, "discussion", None)
    return discussion is not None and discussion.comments.exists()
