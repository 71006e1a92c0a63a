"""Agents of the departments, and people who have not answered yet."""

from datetime import timedelta

from actors import actions
from actors.models import Correspondent, FactKind, PostKind
from essportal import clock
from plans.demonstration.corpus import Story, at

WAITING = [
    ("claire.attente@val-de-clain.example", "Claire Attente", FactKind.MANDATE, {"title": "conseillère communautaire"}),
    ("remi.promis@val-de-clain.example", "Rémi Promis", FactKind.POST, {"kind": PostKind.ESS_TEAM}),
]


def welcome_agents(story: Story) -> None:
    """Each correspondent works in the department whose ESS they carry."""
    for fact in Correspondent.objects.select_related("person", "department").order_by("pk"):
        with clock.standing_at(at(fact.starts_on, 9)):
            actions.note_agent(
                fact.person,
                by=story.officer,
                department=fact.department,
                function="cheffe de projet" if fact.rank == "holder" else "chargée de mission",
                starts_on=fact.starts_on,
            )


def invite(story: Story) -> None:
    """Two invitations of the week wait for their answer. The administrator alone promises a post."""
    with clock.standing_at(at(story.today - timedelta(days=3), 10)):
        for email, name, sort, said in WAITING:
            by = story.people["lise_serrure"] if sort == FactKind.POST else story.officer
            actions.invite(by=by, email=email, name=name, sort=sort, starts_on=story.today, **said)
