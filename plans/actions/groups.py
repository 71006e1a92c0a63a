"""Writing groups: a branch entrusted between two days, drafts kept, proposals accepted under the merge or returned."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Organisation, Person
from consultations.models import Body
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference
from plans import tasks_groups
from plans.actions.clauses import Fed, Saved, add_clause, again, revise_clause
from plans.journal import Verb
from plans.models import Clause, GroupMember, Plan, Proposal, ProposalStatus, Revision, SourceKind, WritingGroup
from plans.selectors.writing import capacity_in, stands_under

# Somebody, and the organisation for which they write.
Named = tuple[Person, Organisation]


@transaction.atomic
def open_group(
    plan: Plan,
    *,
    by: Person,
    branch: Clause,
    name: str,
    purpose: str,
    opens_on: date,
    closes_on: date,
    body: Body | None = None,
    named: Iterable[Named] = (),
) -> WritingGroup:
    """Entrust a branch; whoever writes in it is told by e-mail."""
    group = WritingGroup.objects.create(
        reference=next_reference("G", clock.today().year, 3),
        plan=plan,
        branch=branch,
        name=name,
        purpose=purpose,
        body=body,
        opens_on=opens_on,
        closes_on=closes_on,
    )
    _name(group, named)
    record(Verb.GROUP_OPENED, group, by=by, branch=branch.reference)
    tasks_groups.announce_group.defer(group_id=group.pk)
    return group


@transaction.atomic
def revise_group(group: WritingGroup, *, by: Person, named: Iterable[Named], **fields) -> WritingGroup:
    """Change its dates, its name or who writes in it: who is no longer there loses access at once."""
    group = WritingGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    changed = sorted(name for name, value in fields.items() if getattr(group, name) != value)
    for name, value in fields.items():
        setattr(group, name, value)
    group.save(update_fields=list(fields))
    _name(group, named)
    record(Verb.GROUP_REVISED, group, by=by, changed=changed)
    tasks_groups.announce_group.defer(group_id=group.pk)
    return group


def _name(group: WritingGroup, named: Iterable[Named]) -> None:
    named = {(person.pk, organisation.pk) for person, organisation in named}
    for member in group.members.all():
        if (member.person_id, member.organisation_id) not in named:
            member.delete()
    GroupMember.objects.bulk_create(
        [GroupMember(group=group, person_id=person, organisation_id=organisation) for person, organisation in named],
        ignore_conflicts=True,
    )


@transaction.atomic
def keep_proposal(
    group: WritingGroup,
    *,
    by: Person,
    place: Clause,
    title: str,
    text: str,
    reason: str = "",
    base: Revision | None = None,
    kind: str = "",
) -> Proposal:
    """Keep what somebody writes, for them alone: other words for `place` written on `base`, or a clause under it."""
    if not stands_under(group, place):
        raise Refused(gettext("Cette clause n’est pas confiée à votre groupe."))
    where = {"clause": place, "parent": None} if base else {"clause": None, "parent": place}
    drafts = Proposal.objects.select_for_update(of=("self",))
    draft = drafts.filter(group=group, author=by, status=ProposalStatus.DRAFT, **where).first()
    draft = draft or Proposal(group=group, author=by, **where)
    draft.base, draft.kind = base, base.kind if base else kind
    draft.title, draft.text, draft.reason, draft.saved_at = title, text, reason, clock.now()
    draft.save()
    return draft


@transaction.atomic
def drop_proposal(proposal: Proposal, *, by: Person) -> None:
    """A draft was read by its author only: it can go."""
    _own(proposal, by, ProposalStatus.DRAFT).delete()


@transaction.atomic
def propose(proposal: Proposal, *, by: Person) -> Proposal:
    """Send a draft to the team and to the group, between the two days of the group."""
    proposal = _own(proposal, by, ProposalStatus.DRAFT)
    proposal.group.refuse_unless_open()
    proposal.status, proposal.proposed_at = ProposalStatus.PROPOSED, clock.now()
    proposal.capacity = capacity_in(proposal.group, by)
    proposal.save(update_fields=["status", "proposed_at", "capacity"])
    record(Verb.PROPOSAL_MADE, proposal, by=by, group=proposal.group.reference)
    return proposal


@transaction.atomic
def take_up_again(proposal: Proposal, *, by: Person) -> Proposal:
    """Go back to one's own words: a proposal still waiting becomes a draft; a returned one stays, a draft starts there.

    A draft begun since on the same clause would be overwritten: it is refused.
    """
    proposal = _own(proposal, by, ProposalStatus.PROPOSED, ProposalStatus.RETURNED)
    drafts = Proposal.objects.filter(group=proposal.group_id, author=by, status=ProposalStatus.DRAFT)
    if drafts.filter(clause=proposal.clause_id, parent=proposal.parent_id).exists():
        raise Refused(gettext("Vous avez déjà un brouillon à cet endroit : finissez-le, ou supprimez-le d’abord."))
    if proposal.is_waiting:
        proposal.status, proposal.proposed_at = ProposalStatus.DRAFT, None
        proposal.save(update_fields=["status", "proposed_at"])
        record(Verb.PROPOSAL_TAKEN_BACK, proposal, by=by, group=proposal.group.reference)
        return proposal
    words = {name: getattr(proposal, name) for name in ("kind", "title", "text", "reason", "base", "clause", "parent")}
    return Proposal.objects.create(group=proposal.group, author=by, saved_at=clock.now(), **words)


@transaction.atomic
def accept_proposal(
    proposal: Proposal, *, by: Person, answer: str = "", words: tuple[Revision, str, str] | None = None
) -> Saved:
    """Write it, merged with the text of the day, as a revision of its author's; on a collision nothing is written.

    `words` are the revision, the title and the text that the team kept on the collision screen.
    """
    proposal = _waiting(proposal)
    if proposal.clause is None:
        saved = Saved(_add(proposal))
    else:
        base, title, text = words or (proposal.base, proposal.title, proposal.text)
        saved = _revise(proposal, base=base, title=title, text=text)
    if saved.revision is not None:
        proposal.status, proposal.revision = ProposalStatus.ACCEPTED, saved.revision
        _decide(proposal, by=by, answer=answer)
        record(Verb.PROPOSAL_ACCEPTED, saved.revision.clause, by=by, proposal=proposal.pk)
    return saved


@transaction.atomic
def return_proposal(proposal: Proposal, *, by: Person, answer: str) -> Proposal:
    """Not as it is: the reason goes to its author, who may take it up again."""
    proposal = _waiting(proposal)
    proposal.status = ProposalStatus.RETURNED
    _decide(proposal, by=by, answer=answer)
    record(Verb.PROPOSAL_RETURNED, proposal.place, by=by, proposal=proposal.pk)
    return proposal


def _decide(proposal: Proposal, *, by: Person, answer: str) -> None:
    proposal.answer, proposal.decided_by, proposal.decided_at = answer, by, clock.now()
    proposal.save(update_fields=["status", "revision", "answer", "decided_by", "decided_at"])
    tasks_groups.tell_proposer.defer(proposal_id=proposal.pk)


def _add(proposal: Proposal) -> Revision:
    if proposal.parent.working().is_closed:
        raise Refused(gettext("La clause sous laquelle elle se rangerait a été retirée du plan."))
    clause = add_clause(
        proposal.group.plan,
        by=proposal.author,
        kind=proposal.kind,
        title=proposal.title,
        text=proposal.text,
        parent=proposal.parent,
        reason=proposal.reason,
        sources=[_credit(proposal)],
    )
    return clause.working()


def _revise(proposal: Proposal, *, base: Revision, title: str, text: str) -> Saved:
    clause = Clause.objects.select_for_update(of=("self",)).get(pk=proposal.clause_id)
    kept = again(clause.working())
    before = next((fed for fed in kept if fed.group == proposal.group), None)
    return revise_clause(
        clause,
        by=proposal.author,
        base=base,
        title=title,
        text=text,
        reason=proposal.reason,
        sources=[*(fed for fed in kept if fed != before), _credit(proposal, before)],
    )


def _credit(proposal: Proposal, before: Fed | None = None) -> Fed:
    """The group, and those for whom its members wrote: organisations and seats, never a person's name."""
    said = before.sentence if before else ""
    words = gettext("Proposition de %(who)s.") % {"who": proposal.capacity}
    if words not in said:
        said = f"{said} {words}".strip()
    return Fed(SourceKind.GROUP, group=proposal.group, sentence=said[:500])


def _lock(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk)
    proposal = found.select_related("group__plan", "clause", "parent", "base", "author").first()
    if proposal is None:
        raise Refused(gettext("Ce brouillon a été supprimé."))
    return proposal


def _own(proposal: Proposal, by: Person, *allowed: str) -> Proposal:
    proposal = _lock(proposal)
    if proposal.author_id != by.pk:
        raise Refused(gettext("Ce texte est d’une autre personne du groupe."))
    _refuse_unless(proposal, *allowed)
    return proposal


def _waiting(proposal: Proposal) -> Proposal:
    proposal = _lock(proposal)
    _refuse_unless(proposal, ProposalStatus.PROPOSED)
    return proposal


def _refuse_unless(proposal: Proposal, *allowed: str) -> None:
    if proposal.status not in allowed:
        raise Refused(
            gettext("Cette proposition est déjà au stade « %(status)s » : rien n’a changé.")
            % {"status": proposal.get_status_display()},
            way_out=(gettext("Lire la proposition"), proposal.get_absolute_url()),
        )
