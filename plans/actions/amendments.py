"""An amendment's life: written, filed, co-signed, advised on, decided by somebody named, or withdrawn by its author."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference
from plans import tasks
from plans.actions.clauses import Fed, again, lock, revise_clause
from plans.actions.reviews import capacity_of, in_review, speaks_as
from plans.journal import Verb
from plans.models import (
    Amendment,
    AmendmentStatus,
    Clause,
    Cosignature,
    Pin,
    ReviewInvitation,
    Rewording,
    SourceKind,
    Version,
)
from plans.selectors.amending import Carried, carry, newest_of, wanted

# The title and the text decided for a clause.
Words = tuple[str, str]


@transaction.atomic
def reword(
    version: Version, clause: Clause, *, by: Person, title: str, text: str, target: Amendment | None = None
) -> Amendment:
    """Ask for other words for a clause, in the draft that this person has for this version; it is made if need be."""
    version = in_review(version)
    pin = Pin.objects.select_related("revision").get(version=version, clause=clause)
    if target is not None:
        _refuse_decided(target)
    draft, __ = Amendment.objects.get_or_create(
        version=version,
        author=by,
        target=target,
        status=AmendmentStatus.DRAFT,
        defaults={"created_at": clock.now()},
    )
    base = _asked(target, clause) or (pin.revision.title, pin.revision.text)
    if (title, text) == base:
        draft.rewordings.filter(clause=clause).delete()
    else:
        Rewording.objects.update_or_create(
            amendment=draft, clause=clause, defaults={"revision": pin.revision, "title": title, "text": text}
        )
    return draft


@transaction.atomic
def drop_rewording(amendment: Amendment, clause: Clause, *, by: Person) -> None:
    amendment = _own_draft(amendment, by)
    amendment.rewordings.filter(clause=clause).delete()


@transaction.atomic
def drop_amendment(amendment: Amendment, *, by: Person) -> None:
    """A draft was read by its author only: it can go."""
    _own_draft(amendment, by).delete()


@transaction.atomic
def file_amendment(
    amendment: Amendment, *, by: Person, reasons: str, invitation: ReviewInvitation | None = None
) -> Amendment:
    """From now on its words never change. Refused when nothing is asked for, or when the review is closed.

    `invitation` says for which organisation or body they speak; nothing: for themselves, as an official.
    """
    in_review(amendment.version)
    amendment = _own_draft(amendment, by)
    if not amendment.rewordings.exists():
        raise Refused(gettext("Cet amendement ne change encore rien : réécrivez au moins une clause."))
    if amendment.target:
        _refuse_decided(amendment.target)
    amendment.move_to(AmendmentStatus.FILED)
    amendment.filed_at = clock.now()
    amendment.reference = next_reference("A", timezone.localtime(amendment.filed_at).year, 4)
    amendment.reasons, amendment.invitation = reasons, invitation
    amendment.capacity = invitation.capacity if invitation else capacity_of(by)
    amendment.save()
    record(Verb.AMENDMENT_FILED, amendment, by=by, version=amendment.version.number)
    return amendment


@transaction.atomic
def cosign(amendment: Amendment, *, by: Person) -> None:
    """Put one's name to somebody else's amendment, while nothing is decided."""
    amendment = _lock(amendment)
    _refuse_decided(amendment)
    if amendment.author_id == by.pk:
        raise Refused(gettext("Cet amendement est le vôtre : il porte déjà votre nom."))
    __, is_new = Cosignature.objects.get_or_create(
        amendment=amendment,
        person=by,
        defaults={"capacity": speaks_as(by, amendment.version), "signed_at": clock.now()},
    )
    if is_new:
        record(Verb.AMENDMENT_COSIGNED, amendment, by=by)


@transaction.atomic
def take_signature_back(amendment: Amendment, *, by: Person) -> None:
    amendment = _lock(amendment)
    _refuse_decided(amendment)
    if amendment.cosignatures.filter(person=by).delete()[0]:
        record(Verb.SIGNATURE_TAKEN_BACK, amendment, by=by)


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, by: Person, reason: str) -> Amendment:
    """Its author takes it back; its words stay readable where it was filed."""
    amendment = _lock(amendment)
    amendment.move_to(AmendmentStatus.WITHDRAWN)
    amendment.decision, amendment.decided_at = reason, clock.now()
    amendment.save(update_fields=["status", "decision", "decided_at"])
    record(Verb.AMENDMENT_WITHDRAWN, amendment, by=by)
    return amendment


@transaction.atomic
def advise(amendment: Amendment, *, by: Person, advice: str, advice_text: str) -> Amendment:
    """The team's recommendation: it decides nothing."""
    amendment = _lock(amendment)
    _refuse_decided(amendment)
    amendment.advice, amendment.advice_text = advice, advice_text
    amendment.save(update_fields=["advice", "advice_text"])
    record(Verb.AMENDMENT_ADVISED, amendment, by=by, advice=advice)
    return amendment


@transaction.atomic
def decide(
    amendments: Iterable[Amendment],
    *,
    by: Person,
    outcome: str,
    decider: str,
    decision: str,
    words: Mapping[int, Words] | None = None,
) -> list[Amendment]:
    """Record what `decider` decided, the same for amendments that ask for the same words or are answered together.

    Accepting writes a revision of each clause, which cites every one of them. `words` are the title and the text
    decided for each clause when they are not those asked for: an amendment accepted with a modification.
    """
    locked = [_lock(amendment) for amendment in amendments]
    for amendment in locked:
        amendment.move_to(outcome)
    # Written while they are still to decide: what they ask for is carried over to the text of the day.
    if outcome != AmendmentStatus.REFUSED and locked[0].target_id is None:
        _write(locked, by=by, words=words or {}, is_modified=outcome == AmendmentStatus.ACCEPTED_MODIFIED)
    for amendment in locked:
        amendment.decider, amendment.decision, amendment.decided_at = decider, decision, clock.now()
        amendment.save(update_fields=["status", "decider", "decision", "decided_at"])
        record(Verb.AMENDMENT_DECIDED, amendment, by=by, outcome=outcome)
        tasks.tell_amender_of_decision.defer(amendment_id=amendment.pk)
    return locked


def _write(amendments: list[Amendment], *, by: Person, words: Mapping[int, Words], is_modified: bool) -> None:
    """One revision for each clause, whoever asked for it."""
    by_clause: dict[int, list[Amendment]] = {}
    for amendment in amendments:
        for clause in wanted(amendment):
            by_clause.setdefault(clause, []).append(amendment)
    lock(working.clause_id for working in newest_of(by_clause).values())
    newest = newest_of(by_clause)
    for key, asking in by_clause.items():
        working = newest[key]
        if working.is_closed:
            raise Refused(
                gettext("La clause %(clause)s a été retirée du plan : l’amendement est sans objet.")
                % {"clause": working.clause}
            )
        title, text = words.get(key) or _merged(asking[0], key, working, is_modified)
        sources = [fed for fed in again(working) if fed.amendment not in asking]
        saved = revise_clause(
            working.clause,
            by=by,
            base=working,
            title=title,
            text=text,
            sources=[*sources, *(Fed(SourceKind.AMENDMENT, amendment=amendment) for amendment in asking)],
            reason=gettext("Amendement %(references)s.") % {"references": ", ".join(map(str, asking))},
        )
        if saved.revision is None:  # two clauses of the amendment were joined, and its words on them collide
            raise _collides(asking[0])


def _merged(amendment: Amendment, clause: int, working, is_modified: bool) -> Words:
    if is_modified:
        raise Refused(gettext("Écrivez le texte décidé de chaque clause, ou acceptez l’amendement tel quel."))
    title, text = wanted(amendment)[clause]
    rewording = amendment.rewordings.filter(clause=clause).select_related("revision", "amendment").first()
    if rewording is None:
        return title, text
    rewording.title, rewording.text = title, text
    carried: Carried = carry(rewording, working)
    if not carried.can_be_taken:
        raise _collides(amendment)
    return carried.heading.text, carried.words.text


def _collides(amendment: Amendment) -> Refused:
    return Refused(
        gettext("Le texte a bougé et %(amendment)s entre en collision avec lui : écrivez le texte qui les réunit.")
        % {"amendment": amendment}
    )


def _asked(target: Amendment | None, clause: Clause) -> Words | None:
    """The words of the amendment that is being amended."""
    if target is None:
        return None
    rewording = target.rewordings.filter(clause=clause).first()
    return (rewording.title, rewording.text) if rewording else None


def _lock(amendment: Amendment) -> Amendment:
    return Amendment.objects.select_for_update(of=("self",)).select_related("version", "target").get(pk=amendment.pk)


def _own_draft(amendment: Amendment, by: Person) -> Amendment:
    amendment = _lock(amendment)
    if amendment.author_id != by.pk or amendment.status != AmendmentStatus.DRAFT:
        raise Refused(gettext("Cet amendement est déjà déposé : ses mots ne changent plus."))
    return amendment


def _refuse_decided(amendment: Amendment) -> None:
    if not amendment.is_pending:
        raise Refused(
            gettext("L’amendement %(reference)s est %(status)s.")
            % {"reference": amendment, "status": amendment.get_status_display()}
        )
