"""An organisation comes by itself: someone writes its sheet, or says that a sheet is theirs; the team checks."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import tasks
from actors.actions.sheets import change, free_slug, locked, one_of_a_number, release_numbers, release_siret
from actors.journal import Verb
from actors.models import (
    Claim,
    ClaimStatus,
    Establishment,
    HandOver,
    Organisation,
    OrganisationStatus,
    Person,
    Representative,
    SheetDraft,
)
from actors.signals import claim_settled, organisation_refused, organisation_verified
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

# More than one person can speak for; fewer than a machine would send.
MOST_OPEN = 5


def keep_sheet_draft(person, typed: dict) -> SheetDraft:
    """As typed, half empty perhaps; one a person, so that the newest words are the ones found again."""
    draft, __ = SheetDraft.objects.update_or_create(person=person, defaults={"typed": typed, "saved_at": clock.now()})
    return draft


def drop_sheet_draft(person) -> None:
    SheetDraft.objects.filter(person=person).delete()


@transaction.atomic
def register_organisation(*, by, function: str = "", note: str = "", siret: str | None = None, **fields) -> Claim:
    """A sheet to verify, and the person its representative meanwhile: nothing is public before the check.

    The draft is the lock: the same form sent twice finds it gone, and gives back what the first made.
    """
    _lock_person(by)
    draft = SheetDraft.objects.filter(person=by)
    if not draft.exists():
        if done := by.claims.filter(registers=True).first():
            return done
        raise Refused(_("Votre fiche est vide : écrivez d’abord le nom de votre organisation."))
    _require_few(by)
    release_numbers(fields)
    with one_of_a_number():
        organisation = Organisation.objects.create(slug=free_slug(fields["name"]), **fields)
    release_siret(siret)
    if siret and not Establishment.objects.filter(siret=siret).exists():
        organisation.establishments.create(siret=siret, municipality=organisation.municipality, is_head=True)
    claim = Claim.objects.create(person=by, organisation=organisation, registers=True, function=function, note=note)
    Representative.objects.create(person=by, organisation=organisation, function=function, starts_on=clock.today())
    draft.delete()
    record(Verb.ORGANISATION_REGISTERED, organisation, by=by)
    tasks.tell_claim_is_received.defer(claim_id=claim.pk)
    return claim


@transaction.atomic
def claim_organisation(organisation, *, by, function: str = "", note: str = "") -> Claim:
    """ "I speak for it": nothing is theirs before the team says so. Asking twice is asking once."""
    _lock_person(by)
    organisation = locked(organisation)
    if organisation.status != OrganisationStatus.VERIFIED:
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    if organisation.representatives.valid_on(clock.today()).filter(person=by).exists():
        raise Refused(_("Vous représentez déjà cette organisation."))
    if waiting := organisation.claims.open().filter(person=by).first():
        return waiting
    _require_few(by)
    claim = Claim.objects.create(person=by, organisation=organisation, function=function, note=note)
    record(Verb.CLAIM_FILED, organisation, by=by, claim=claim.pk)
    tasks.tell_claim_is_received.defer(claim_id=claim.pk)
    return claim


@transaction.atomic
def ask_for_more(claim, *, by, question: str) -> Claim:
    organisation, claim = _lock(claim)
    _require_words(question)
    claim.move_to(ClaimStatus.ASKED)
    _answer(claim, question)
    record(Verb.CLAIM_ASKED, organisation, by=by, claim=claim.pk)
    return claim


@transaction.atomic
def answer_claim(claim, *, by, function: str, note: str, siret: str | None = None, **fields) -> Claim:
    """The person completes: the sheet that came with the claim too, as long as nobody has verified it."""
    organisation, claim = _lock(claim)
    if claim.person_id != by.pk:
        raise Refused(_("Cette demande est celle de quelqu’un d’autre."))
    if claim.status != ClaimStatus.WAITING:
        claim.move_to(ClaimStatus.WAITING)
    claim.function, claim.note = function, note
    claim.save(update_fields=["status", "function", "note"])
    if claim.registers and fields:
        change(organisation, by=by, **fields)
        # Nobody here had checked these words: an import may still correct them.
        Organisation.objects.filter(pk=organisation.pk).update(kept_by_hand=[])
        organisation.representatives.filter(person=by).update(function=function)
        release_siret(siret, but=organisation)
        if siret and not Establishment.objects.filter(siret=siret).exists():
            organisation.establishments.update_or_create(is_head=True, defaults={"siret": siret})
    record(Verb.CLAIM_ANSWERED, organisation, by=by, claim=claim.pk)
    return claim


@transaction.atomic
def accept_claim(claim, *, by) -> Claim:
    """They speak for it from today; a sheet that came with the claim enters the directory."""
    organisation, claim = _lock(claim)
    if organisation.status not in (OrganisationStatus.TO_VERIFY, OrganisationStatus.VERIFIED):
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    claim.move_to(ClaimStatus.ACCEPTED)
    _answer(claim, "")
    if claim.registers and organisation.status == OrganisationStatus.TO_VERIFY:
        _verify(organisation, by=by)
    else:
        _represent(claim)
    record(Verb.CLAIM_ACCEPTED, organisation, by=by, claim=claim.pk)
    claim_settled.send(Claim, claim=claim, accepted=True, by=by)
    return claim


@transaction.atomic
def refuse_claim(claim, *, by, reason: str) -> Claim:
    """What they said in its name becomes theirs alone; a sheet that came with the claim is refused with it."""
    organisation, claim = _lock(claim)
    _require_words(reason)
    claim.move_to(ClaimStatus.REFUSED)
    _answer(claim, reason)
    record(Verb.CLAIM_REFUSED, organisation, by=by, claim=claim.pk)
    if claim.registers and organisation.status == OrganisationStatus.TO_VERIFY:
        _refuse(organisation, by=by)
    claim_settled.send(Claim, claim=claim, accepted=False, by=by)
    return claim


@transaction.atomic
def withdraw_claim(claim, *, by) -> Claim:
    """The person changes their mind: the sheet that nobody verified goes with the claim."""
    organisation, claim = _lock(claim)
    if claim.person_id != by.pk:
        raise Refused(_("Cette demande est celle de quelqu’un d’autre."))
    claim.move_to(ClaimStatus.WITHDRAWN)
    _answer(claim, claim.reason)
    record(Verb.CLAIM_WITHDRAWN, organisation, by=by, claim=claim.pk)
    if claim.registers and organisation.status == OrganisationStatus.TO_VERIFY:
        _refuse(organisation, by=by)
    claim_settled.send(Claim, claim=claim, accepted=False, by=by)
    return claim


@transaction.atomic
def verify_organisation(organisation, *, by) -> Organisation:
    """A sheet that nobody claims: an import left it to check, or the team changes its mind about a refusal."""
    organisation = locked(organisation)
    if claim := organisation.claims.open().filter(registers=True).first():
        accept_claim(claim, by=by)
        return locked(organisation)
    return _verify(organisation, by=by)


@transaction.atomic
def refuse_organisation(organisation, *, by) -> Organisation:
    organisation = locked(organisation)
    if organisation.claims.open().filter(registers=True).exists():
        raise Refused(_("Quelqu’un a inscrit cette organisation : répondez à sa demande, avec la raison."))
    return _refuse(organisation, by=by)


def drop_claims_of(person, *, email: str) -> None:
    """Someone leaves for good: what they asked is withdrawn, the words about them go, the trace stays."""
    drop_sheet_draft(person)
    for claim in person.claims.open():
        withdraw_claim(claim, by=person)
    person.claims.update(note="", function="")
    person.claims.exclude(reason="").update(reason="—")
    HandOver.objects.filter(email=email.lower()).delete()


def _verify(organisation, *, by) -> Organisation:
    awaited = organisation.status == OrganisationStatus.TO_VERIFY
    organisation.move_to(OrganisationStatus.VERIFIED)
    organisation.save(update_fields=["status"])
    record(Verb.ORGANISATION_VERIFIED, organisation, by=by)
    if awaited:
        organisation_verified.send(Organisation, organisation=organisation, by=by)
    return organisation


def _refuse(organisation, *, by) -> Organisation:
    """Who said they represented it never did: the row goes, the claim and the journal keep the trace."""
    organisation.move_to(OrganisationStatus.REFUSED)
    organisation.save(update_fields=["status"])
    organisation.representatives.all().delete()
    record(Verb.ORGANISATION_REFUSED, organisation, by=by)
    organisation_refused.send(Organisation, organisation=organisation, by=by)
    return organisation


def _represent(claim) -> None:
    today = clock.today()
    held = Representative.objects.filter(person=claim.person_id, organisation=claim.organisation_id)
    if held.valid_on(today).exists():
        # Ending today perhaps: it goes on.
        held.valid_on(today).update(ends_on=None, function=claim.function)
        return
    Representative.objects.create(
        person=claim.person, organisation=claim.organisation, function=claim.function, starts_on=today
    )


def _lock(claim):
    """The sheet first, then the claim: everyone takes them in this order, so that nobody waits for ever."""
    organisation = locked(claim.organisation)
    claim = Claim.objects.select_for_update(of=("self",)).select_related("person").get(pk=claim.pk)
    claim.organisation = organisation
    return organisation, claim


def _lock_person(person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)


def _answer(claim, words: str) -> None:
    claim.reason, claim.answered_at = words, clock.now()
    claim.save(update_fields=["status", "reason", "answered_at"])


def _require_words(words: str) -> None:
    if not words.strip():
        raise Refused(_("Écrivez une phrase : la personne la lira."))


def _require_few(person) -> None:
    if person.claims.open().count() >= MOST_OPEN:
        raise Refused(
            ngettext(
                "Vous avez déjà %(n)s demande en attente. L’équipe doit d’abord y répondre.",
                "Vous avez déjà %(n)s demandes en attente. L’équipe doit d’abord y répondre.",
                MOST_OPEN,
            )
            % {"n": MOST_OPEN}
        )
