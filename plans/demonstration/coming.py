"""What waits at the desk of the directory: two registrations, a claim, a correction, a hand-over."""

from actors import actions
from actors.models import Kind
from plans.demonstration.corpus import Story
from plans.demonstration.people import signed_up

WAITING = [
    {
        "person": "Ombeline Prototype",
        "function": "présidente",
        "note": "Nos statuts sont déposés en préfecture ; je peux vous les envoyer.",
        "sheet": {
            "name": "Les Ruches du Clain",
            "kind": Kind.ASSOCIATION,
            "activity": "Ruchers partagés et ateliers pour les écoles",
        },
        "commune": "86194",
    },
    {
        "person": "Félix Gabarit",
        "function": "gérant",
        "note": "",
        "sheet": {
            "name": "La Remise à neuf, menuiserie",
            "kind": Kind.COOPERATIVE,
            "activity": "Portes et fenêtres de réemploi",
        },
        "commune": "",
    },
]
QUESTION = "Êtes-vous un atelier de La Remise à Neuf, ou une coopérative distincte ?"


def knock_at_the_door(story: Story) -> None:
    for place, item in enumerate(WAITING):
        with story.standing(-2 + place, 15):
            claim = _register(story, item)
    with story.standing(-1, 17):
        actions.ask_for_more(claim, by=story.officer, question=QUESTION)
    first, second, third = list(story.organisations.values())[1:4]
    with story.standing(-1, 9):
        actions.claim_organisation(
            first,
            by=signed_up("Capucine Épreuve"),
            function="trésorière",
            note="Je remplace la personne qui vous écrivait jusqu’ici.",
        )
    with story.standing(-1, 10):
        speaks = second.representatives.select_related("person").first().person
        actions.ask_correction(
            second, by=speaks, fields={"acronym": "".join(w[0] for w in second.name.split()).upper()}
        )
    with story.standing(-1, 11):
        speaks = third.representatives.select_related("person").first().person
        actions.offer_hand_over(third, by=speaks, email="releve@habitants.example", function="coordinatrice")


def _register(story, item):
    person = signed_up(item["person"])
    sheet = {**item["sheet"], "municipality": story.communes.get(item["commune"])}
    actions.keep_sheet_draft(person, {"name": sheet["name"]})
    return actions.register_organisation(by=person, function=item["function"], note=item["note"], **sheet)
