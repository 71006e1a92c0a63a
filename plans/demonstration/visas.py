"""The visas on both versions: most favourable, some with a reserve; general management overrides those of nobody."""

from actors.models import Correspondent
from actors.models.departments import Rank
from essportal import clock
from plans import actions
from plans.demonstration.corpus import Story
from plans.demonstration.writing import FIRST_FROZEN, SECOND_FROZEN
from plans.models import Visa, VisaKind, VisaState

RESERVES = {
    ("m03", "restauration"): "Le taux de 30 % suppose un poste de plus pour préparer les menus avec les producteurs.",
    ("m24", "commande"): "Le calendrier des marchés déjà passés ne permet pas de commencer avant la deuxième année.",
    ("m14", "patrimoine"): "Deux des locaux vacants demandent des travaux de sécurité avant toute occupation.",
}
NOBODY = (
    "Cette direction n’a pas encore de correspondant ESS. Son avis a été recueilli en comité de direction ; "
    "il sera confirmé dès qu’un correspondant sera nommé."
)


def answer_first(story: Story) -> None:
    _ask(story, FIRST_FROZEN - 3)
    _answer(story, FIRST_FROZEN - 2)


def answer_second(story: Story) -> None:
    _ask(story, SECOND_FROZEN - 1, 11)
    _answer(story, SECOND_FROZEN - 1)


def ask_again(story: Story) -> None:
    """On the measures that amendments moved: the departments have until the end of the delay."""
    _ask(story, -1, 19)


def _ask(story: Story, day: int, hour: int = 9) -> None:
    with story.standing(day, hour):
        actions.ask_visas(story.plan, by=story.officer)


def _answer(story: Story, day: int) -> None:
    reserves = {(story.clauses[m].pk, story.departments[d].pk): text for (m, d), text in RESERVES.items()}
    with story.standing(day, 15):
        holders = _holders()
        for visa in Visa.objects.filter(answers=None, overridden_by=None).with_answers():
            reserve = reserves.get((visa.clause_id, visa.department_id), "")
            if visa.state == VisaState.WAITING:
                kind = VisaKind.RESERVE if reserve else VisaKind.FAVOURABLE
                actions.give_visa(visa, by=holders[visa.department_id], kind=kind, text=reserve, seen=0)
            elif visa.is_missing:
                actions.override_visa(visa, by=story.people["maud_parangon"], reason=NOBODY)


def _holders() -> dict:
    links = Correspondent.objects.valid_on(clock.today()).filter(rank=Rank.HOLDER).select_related("person")
    return {link.department_id: link.person for link in links}
