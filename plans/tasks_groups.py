"""What writing groups tell later, by e-mail."""

from procrastinate.contrib.django import app

from essportal import emails
from plans.models import Proposal, WritingGroup
from plans.selectors.writing import writers


@app.task(queue="mail", retry=5)
def announce_group(group_id: int) -> None:
    """Whoever writes in it is told once, when they come in."""
    group = WritingGroup.objects.select_related("plan", "branch", "body").get(pk=group_id)
    revision = group.branch.working()
    for person in dict.fromkeys(person for person, __ in writers(group)):
        emails.send(
            f"group-{group.pk}-{person.pk}",
            person.email,
            "plans/emails/group_opened",
            {"group": group, "person": person, "branch": revision, "path": group.get_absolute_url()},
        )


@app.task(queue="mail", retry=5)
def tell_proposer(proposal_id: int) -> None:
    """Its author reads what became of it, each time, and why."""
    proposal = Proposal.objects.select_related("author", "group", "clause", "parent").get(pk=proposal_id)
    if proposal.decided_at is None or proposal.author.erased_at:
        return
    emails.send(
        f"proposal-{proposal.pk}-{proposal.status}",
        proposal.author.email,
        "plans/emails/proposal_answered",
        {"proposal": proposal, "path": proposal.get_absolute_url()},
    )
