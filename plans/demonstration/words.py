"""What the consultation made people answer each other: supports, a discussion, a message hidden, a passage masked."""

import uuid

from consultations import actions
from consultations.models import CharterReason, Ruling, RulingKind
from plans.demonstration.corpus import Story

SUPPORTED = 12
SAID = [
    ("Nous le vivons aussi : le bailleur refuse tout bail de plus de trois ans.", None),
    ("Et l’assurance ? La nôtre a doublé quand nous avons partagé le local.", None),
    ("Nous avons négocié un contrat à quatre associations. Nous vous passons le modèle.", 1),
    ("Nous regardons avec la direction du patrimoine ce qu’un bail type peut prévoir.", 0),
]
RUDE = "Encore une idée de ceux qui ne paient jamais leur loyer."


def support(story: Story) -> None:
    """The first contributions of organisations, each supported by one to four of the others."""
    speakers = [(key, story.people[key]) for key in story.organisations if key in story.people]
    known = list(story.contributions.values())[:SUPPORTED]
    for rank, contribution in enumerate(known):
        for place in range(1 + rank % 4):
            key, person = speakers[(rank * 3 + place) % len(speakers)]
            if contribution.organisation_id != story.organisations[key].pk:
                with story.standing(-40 + rank, 10 + place):
                    actions.endorse(contribution, by=person, organisation=story.organisations[key])


def discuss(story: Story) -> None:
    contribution = story.contributions["c003"]
    speakers = [key for key in story.organisations if key in story.people]
    first = []
    for rank, (text, parent) in enumerate(SAID):
        team = parent == 0
        key = speakers[rank]
        with story.standing(-30 + rank, 11):
            comment = actions.say(
                contribution,
                by=story.officer if team else story.people[key],
                organisation=None if team else story.organisations[key],
                text=text,
                key=uuid.uuid4(),
                parent=None if parent is None else first[parent],
            )
        first.append(comment)
    with story.standing(-20, 18):
        key = speakers[len(SAID)]
        by, organisation = story.people[key], story.organisations[key]
        rude = actions.say(contribution, by=by, organisation=organisation, text=RUDE, key=uuid.uuid4())
    with story.standing(-20, 19):
        sentence = "Dites votre désaccord sans viser personne."
        actions.hide_comment(rude, by=story.officer, motive=CharterReason.INSULT, sentence=sentence)


def moderate(story: Story) -> None:
    """A neighbour's name is masked; the author of what was set aside yesterday contests it."""
    with story.standing(-10, 10):
        actions.mask_passage(
            story.contributions["c038"],
            by=story.officer,
            passage="monsieur Paul, 91 ans",
            motive=CharterReason.PERSONAL_DATA,
            sentence="On y reconnaît quelqu’un qui n’a rien demandé ; le reste se lit tel quel.",
        )
    ruling = Ruling.objects.standing().filter(kind=RulingKind.SET_ASIDE).select_related("contribution__author").last()
    with story.standing(-1, 23, 30):
        actions.appeal(ruling, by=ruling.contribution.author, text="Ce camion vide l’atelier de ses clients.")


def tell(story: Story) -> None:
    support(story)
    discuss(story)
    moderate(story)
