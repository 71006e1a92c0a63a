"""A writing group with a proposal and a draft, and the visas of two departments, one of them the correspondent's."""

from datetime import timedelta

from essportal import clock
from plans import actions
from plans.models import Visa
from tests.factories import DepartmentFactory, clause_from


def build(plan, clause, people):
    officer, member = people["officer"], people["member"]
    group = actions.open_group(
        plan,
        by=officer,
        branch=clause,
        name="Les réseaux",
        purpose="Écrire cette mesure.",
        opens_on=clock.today(),
        closes_on=clock.today() + timedelta(days=30),
        named=[(member, member.representations[0].organisation)],
    )
    words = {"by": member, "place": clause, "base": clause.working(), "title": "T", "reason": "Pour."}
    proposal = actions.propose(actions.keep_proposal(group, text="Un autre texte.", **words), by=member)
    draft = actions.keep_proposal(group, text="Rien encore.", **words)
    theirs, others = people["correspondent"].departments[0], DepartmentFactory()
    named = [{"id": one.pk, "name": one.name} for one in (theirs, others)]
    clause_from(plan, by=officer, title="Une mesure partagée", sheet={"departments": named})
    actions.ask_visas(plan, by=officer)
    return {
        "writing_group": group.reference,
        "writing_proposal": proposal.pk,
        "writing_draft": draft.pk,
        "visa_theirs": Visa.objects.get(department=theirs).pk,
        "visa_of_others": Visa.objects.get(department=others).pk,
    }
