"""What people do with their own words: keep a draft, file it, withdraw it, have it erased."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.actions import note_consent
from actors.models import Organisation
from consultations import tasks
from consultations.actions.corrections import take_the_place_of
from consultations.actions.follows import follow_own
from consultations.actions.moderation import publish_at_once
from consultations.fingerprints import fingerprint, new_salt
from consultations.journal import Verb
from consultations.models import Consultation, Contribution, ContributionStatus, Permission, RulingKind
from consultations.selectors.speaking import may_speak_for
from consultations.signals import contribution_withdrawn
from consultations.wordings import SIGNATURE
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference

# What filing adds to a draft.
FILED = ["status", "filed_at", "reference", "function", "salt", "fingerprint"]


@transaction.atomic
def save_draft(*, by, consultation, key, policy_areas=None, **fields) -> Contribution:
    """Keep what `by` writes; `key` is drawn with the empty form, so that a form sent twice makes one draft."""
    draft, created = Contribution.objects.get_or_create(
        key=key,
        defaults={"consultation": consultation, "author": by, "created_at": clock.now(), **fields},
    )
    if not created:
        draft = _lock_draft(draft, by)
        for name, value in {"consultation": consultation, **fields}.items():
            setattr(draft, name, value)
        draft.save(update_fields=["consultation", *fields])
    if policy_areas is not None:
        draft.policy_areas.set(policy_areas)
    return draft


@transaction.atomic
def drop_draft(draft, *, by) -> None:
    draft = _lock_draft(draft, by)
    names = list(draft.attachments.values_list("file", flat=True))
    draft.delete()
    if names:
        tasks.delete_files.defer(names=names)


@transaction.atomic
def file_contribution(draft, *, by) -> Contribution:
    """From here its words never change. Filing again what is already filed gives back the same contribution."""
    signature = _lock_organisation(draft)
    contribution, replaced = _lock_own(draft, by), _lock_replaced(draft)
    if contribution.status != ContributionStatus.DRAFT:
        return contribution
    if contribution.organisation_id != signature:
        raise Refused(
            _("Le nom sous lequel vous parlez vient de changer. Relisez votre brouillon avant de le déposer.")
        )
    _require_open(contribution.consultation)
    _require_complete(contribution)
    now = clock.now()
    contribution.move_to(ContributionStatus.FILED)
    contribution.filed_at = now
    contribution.reference = next_reference("C", timezone.localdate(now).year, 4)
    contribution.function = _function(contribution)
    contribution.salt = new_salt()
    contribution.fingerprint = fingerprint(contribution.text, contribution.salt)
    contribution.save(update_fields=FILED)
    if replaced:
        take_the_place_of(replaced, contribution, by=by)
    if contribution.name_is_public:
        note_consent(by, by=by, given=True, words=SIGNATURE, about=contribution.reference)
    record(Verb.CONTRIBUTION_FILED, contribution, by=by)
    publish_at_once(contribution)
    follow_own(contribution)
    tasks.send_receipt.defer(contribution_id=contribution.pk)
    return contribution


@transaction.atomic
def withdraw_contribution(contribution, *, by) -> Contribution:
    """Hidden from everyone but its author and the team; the trace stays, and what it fed is looked at again."""
    contribution = _lock(contribution)
    contribution.move_to(ContributionStatus.WITHDRAWN)
    contribution.withdrawn_at = clock.now()
    contribution.save(update_fields=["status", "withdrawn_at"])
    record(Verb.CONTRIBUTION_WITHDRAWN, contribution, by=by)
    contribution_withdrawn.send(Contribution, contribution=contribution, by=by)
    return contribution


@transaction.atomic
def erase_contribution(contribution, *, by) -> Contribution:
    """Drop the words, the salt and the files; reference and fingerprint stay, so that every seal still verifies."""
    contribution = _lock(contribution)
    if contribution.status == ContributionStatus.DRAFT:
        raise Refused(_("Un brouillon se supprime, il ne s’efface pas."))
    if contribution.is_erased:
        raise Refused(_("Cette contribution est déjà effacée."))
    contribution.title = _("Contribution effacée")
    contribution.text = contribution.salt = contribution.on_behalf_of = ""
    contribution.masked_title = contribution.masked_text = None
    contribution.name_is_public = False
    contribution.save(
        update_fields=["title", "text", "salt", "masked_title", "masked_text", "on_behalf_of", "name_is_public"]
    )
    names = list(contribution.attachments.values_list("file", flat=True))
    contribution.attachments.all().delete()
    contribution.rulings.standing().filter(kind=RulingKind.MASKED).update(lifted_at=clock.now())
    gone = _("Effacé")
    contribution.rulings.filter(appealed_at__isnull=False).update(appeal=gone)
    contribution.rulings.filter(answered_at__isnull=False).update(answer=gone)
    record(Verb.CONTRIBUTION_ERASED, contribution, by=by)
    if names:
        tasks.delete_files.defer(names=names)
    return contribution


def _lock_organisation(draft) -> int | None:
    """Before the text, as those who check or merge organisations do: the one refused meanwhile signs nothing."""
    if draft.organisation_id is None:
        return None
    found = Organisation.objects.select_for_update(of=("self",)).filter(pk=draft.organisation_id).first()
    return found.pk if found else None


def _lock(contribution, *beside):
    locked = Contribution.objects.select_for_update(of=("self",))
    return (locked.select_related(*beside) if beside else locked).get(pk=contribution.pk)


def _lock_replaced(draft):
    """After the draft, which nobody else locks: what it corrects waits for no one."""
    return _lock(draft.replaces) if draft.replaces_id else None


def _lock_own(draft, by):
    contribution = _lock(draft, "consultation__rules", "author")
    if contribution.author_id != by.pk:
        raise Refused(_("Ce texte appartient à quelqu’un d’autre."))
    return contribution


def _lock_draft(draft, by):
    draft = _lock_own(draft, by)
    if draft.status != ContributionStatus.DRAFT:
        raise Refused(
            _("Cette contribution est déjà déposée sous la référence %(reference)s : son texte ne change plus.")
            % {"reference": draft.reference},
            way_out=(_("Voir la contribution"), draft.get_absolute_url()),
        )
    return draft


def _function(contribution) -> str:
    """The function held that day in the organisation it speaks for: it is part of the signature from now on."""
    if contribution.organisation_id is None:
        return ""
    held = (
        link.function
        for link in contribution.author.representations
        if link.organisation_id == contribution.organisation_id
    )
    return next(held, "")


def _require_complete(contribution) -> None:
    if not contribution.title.strip() or not contribution.text.strip():
        raise Refused(_("Écrivez un titre et un texte avant de déposer votre contribution."))
    signed = contribution.organisation_id
    if signed and not may_speak_for(contribution.author).filter(pk=signed).exists():
        raise Refused(
            _("Vous ne représentez pas %(organisation)s aujourd’hui. Choisissez en quel nom vous parlez.")
            % {"organisation": contribution.organisation}
        )


def _require_open(consultation: Consultation) -> None:
    if not consultation.published_at or not consultation.permits(Permission.CONTRIBUTE):
        raise Refused(
            _("Cette concertation ne reçoit pas de contributions en ce moment. Votre texte reste dans vos brouillons."),
            way_out=(_("Voir le calendrier de la concertation"), consultation.get_absolute_url()),
        )
