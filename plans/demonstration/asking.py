"""Three questionnaires (one over, told; two open) and two votes of priorities (one over, told by family; one open)."""

import random
import uuid

from actors.models import Kind
from consultations import actions
from consultations.models import Answerer, AskedKind, Channel
from consultations.selectors.priorities import voters_of
from plans.demonstration.corpus import Story

FAMILIES = [Kind.ASSOCIATION, Kind.COOPERATIVE, Kind.MUTUAL, Kind.FOUNDATION, Kind.COMMERCIAL]
NEEDS = ["Un local", "De la trésorerie", "Des bras", "Des compétences", "Des débouchés"]
WORDS = [
    "Nous refusons des commandes faute de place pour stocker.",
    "Trois mois d’avance à porter avant chaque versement, c’est toute notre réserve.",
    "Le bail s’arrête dans un an et personne ne sait nous dire la suite.",
    "Recruter un encadrant technique prend huit mois.",
    "On aimerait savoir ce que la collectivité achètera l’an prochain.",
    "Nos bénévoles vieillissent ; nous cherchons comment passer la main.",
    "Un seul interlocuteur nous ferait gagner deux semaines par an.",
    "La salle du bourg est fermée le soir, nous nous réunissons dans une cuisine.",
]
PLACES = ["Un atelier", "Une cuisine", "Des bureaux partagés", "Une épicerie", "Une salle du soir"]
# What each family gives most to, by the keys of the synthesis.
POINTS = ["s18", "s33", "s35", "s34", "s32", "s16", "s22", "s27", "s40", "s45"]
LEANING = {
    Kind.ASSOCIATION: ["s33", "s34", "s35", "s27"],
    Kind.COOPERATIVE: ["s18", "s32", "s16", "s35"],
    Kind.MUTUAL: ["s45", "s40", "s27"],
    Kind.FOUNDATION: ["s27", "s33"],
    Kind.COMMERCIAL: ["s32", "s18", "s16"],
    Kind.PARTNER: ["s45", "s40", "s34"],
}


def ask(story: Story) -> None:
    chance = random.Random(2027)  # noqa: S311 -- the same story each time
    speakers = [
        (story.people[key], organisation)
        for key, organisation in story.organisations.items()
        if key in story.people and organisation.is_verified
    ]
    _ask_needs(story, speakers, chance)
    _ask_purchases(story, speakers[:14], chance)
    _ask_everyone(story, chance)
    _vote(story, speakers, chance)
    _vote_again(story, speakers[1:7])


def _ask_needs(story, speakers, chance):
    """Anonymous, over, its results published."""
    with story.standing(-48, 9):
        asked = actions.prepare_questionnaire(
            by=story.officer,
            consultation=story.consultation,
            title="Ce qui vous manque pour tenir trois ans",
            introduction="Dix minutes. Les résultats nourrissent les mesures sur les locaux et les conventions.",
            answerer=Answerer.ORGANISATION,
            is_anonymous=True,
            opens_at=story.moment(-47, 9),
            closes_at=story.moment(-21, 0),
            questions=[
                _question(AskedKind.SINGLE, "Quelle est votre famille ?", [one.label for one in FAMILIES], needed=True),
                _question(AskedKind.MULTIPLE, "Que vous manque-t-il le plus ?", NEEDS, needed=True),
                {
                    **_question(AskedKind.NUMBER, "Combien de mètres carrés vous faudrait-il ?"),
                    "minimum": 0,
                    "maximum": 10_000,
                },
                {
                    **_question(AskedKind.SCALE, "Vos trois prochaines années vous paraissent-elles sûres ?"),
                    "low_label": "pas du tout",
                    "high_label": "tout à fait",
                },
                _question(AskedKind.RANKING, "Qu’est-ce qui vous aiderait d’abord ?", NEEDS[:4]),
                _question(AskedKind.LONG, "Que voudriez-vous ajouter ?"),
            ],
        )
        questions = [str(one.pk) for one in asked.questions.all()]
        third = asked.questions.get(rank=3)
        actions.revise_question(
            third, by=story.officer, condition_id=int(questions[1]), condition_option=NEEDS.index("Un local")
        )
        actions.open_questionnaire(asked, by=story.officer)
    for place, (person, organisation) in enumerate(one for one in speakers if one[1].kind != Kind.PARTNER):
        with story.standing(-46 + place % 24, 8 + place % 11, place):
            answers = _needs(questions, organisation, place, chance)
            if place % 9 == 4:
                actions.type_answers(
                    asked, by=story.officer, answers=answers, channel=Channel.PAPER, organisation=organisation
                )
            else:
                actions.answer_questionnaire(asked, answers=answers, by=person, organisation=organisation)
    with story.standing(-15, 10):
        actions.publish_results(asked, by=story.officer)


def _needs(questions, organisation, place, chance):
    family, missing, surface, sure, first, more = questions
    chosen = sorted(chance.sample(range(5), chance.choice([1, 2, 2, 3])))
    order = chance.sample(range(4), 4)
    if 1 in chosen:  # who lacks money puts it first
        order = [1, *(one for one in order if one != 1)]
    answers = {
        family: FAMILIES.index(organisation.kind),
        missing: chosen,
        sure: min(5, max(1, round(chance.gauss(2.6, 1)))),
        first: order,
    }
    if 0 in chosen:
        answers[surface] = str(chance.choice([40, 60, 80, 120, 120, 200, 350, 800]))
    if place % 5 == 2:
        answers[more] = WORDS[place // 5 % len(WORDS)]
    return answers


def _ask_purchases(story, speakers, chance):
    """Signed, open: the team reads it while answers come."""
    with story.standing(-9, 9):
        asked = actions.prepare_questionnaire(
            by=story.officer,
            consultation=story.consultation,
            title="Vendre aux collectivités",
            introduction="Pour préparer la rencontre de mai entre acheteurs publics et organisations.",
            opens_at=story.moment(-8, 9),
            closes_at=story.moment(22, 0),
            questions=[
                _question(AskedKind.SINGLE, "Avez-vous déjà répondu à un marché public ?", ["Oui", "Non"], needed=True),
                {
                    **_question(AskedKind.SINGLE, "L’avez-vous obtenu ?", ["Oui", "Une partie", "Non"]),
                    "only_if": (1, 0),
                },
                _question(
                    AskedKind.MULTIPLE,
                    "Qu’est-ce qui vous arrête ?",
                    ["Les pièces demandées", "La taille des lots", "Les délais de paiement", "Ne pas être prévenu"],
                ),
                _question(AskedKind.SHORT, "Que pourriez-vous vendre dès cette année ?"),
            ],
        )
        first, second, third, fourth = (str(one.pk) for one in asked.questions.all())
        actions.open_questionnaire(asked, by=story.officer)
    for place, (person, organisation) in enumerate(speakers[1:]):
        with story.standing(-7 + place % 6, 9 + place % 8, place):
            answers = {first: place % 2, third: sorted(chance.sample(range(4), 2))}
            answers |= {second: place % 3} if not place % 2 else {}
            answers |= {fourth: organisation.activity[:200].capitalize()} if organisation.activity else {}
            actions.answer_questionnaire(asked, answers=answers, by=person, organisation=organisation)


def _ask_everyone(story, chance):
    """Without account, by the code on the posters of the town halls."""
    with story.standing(-6, 9):
        asked = actions.prepare_questionnaire(
            by=story.officer,
            consultation=story.consultation,
            title="Un lieu ouvert dans votre bourg",
            introduction="Deux minutes, sans compte et sans nom.",
            answerer=Answerer.ANYONE,
            is_anonymous=True,
            opens_at=story.moment(-5, 8),
            closes_at=story.moment(25, 0),
            questions=[
                _question(AskedKind.MULTIPLE, "Qu’y feriez-vous ?", PLACES, needed=True),
                _question(AskedKind.SINGLE, "À quelle distance iriez-vous ?", ["À pied", "À vélo", "En voiture"]),
                _question(AskedKind.LONG, "Où le verriez-vous ?"),
            ],
        )
        first, second, __ = (str(one.pk) for one in asked.questions.all())
        actions.open_questionnaire(asked, by=story.officer)
    for place in range(17):
        with story.standing(-4 + place % 4, 9 + place % 9):
            answers = {first: sorted(chance.sample(range(5), 2)), second: place % 3}
            actions.answer_questionnaire(asked, answers=answers, key=uuid.uuid4())


def _question(kind, title, options=(), *, needed=False):
    return {"kind": kind, "title": title, "options": list(options), "is_required": needed}


def _vote(story, speakers, chance):
    """Secret, over, read by family."""
    with story.standing(-14, 9):
        vote = actions.prepare_prioritisation(
            by=story.officer,
            consultation=story.consultation,
            title="Par quoi commencer en 2027",
            introduction="Dix points de synthèse, tous retenus : le vote dit lesquels passent d’abord.",
            opens_at=story.moment(-13, 8),
            closes_at=story.moment(-3, 0),
            points=[story.points[key] for key in POINTS],
        )
        actions.open_prioritisation(vote, by=story.officer)
    choices = dict(vote.choices.values_list("point_id", "pk"))
    for place, (person, organisation) in enumerate(speakers[:52]):
        with story.standing(-12 + place % 8, 8 + place % 12, place):
            voter = voters_of(person, vote)[0]
            liked = [*LEANING[organisation.kind], *chance.sample(POINTS, 3)]
            shares = dict.fromkeys(choices.values(), 0)
            for __ in range(vote.points_each):
                shares[choices[story.points[chance.choice(liked)].pk]] += 1
            actions.give_ballot(vote, voter, by=person, shares=shares)


def _vote_again(story, speakers):
    """Open, for those who come to try."""
    with story.standing(-3, 10):
        vote = actions.prepare_prioritisation(
            by=story.officer,
            consultation=story.consultation,
            title="Les désaccords à trancher d’abord",
            introduction="La synthèse garde des désaccords. Lesquels faut-il débattre avant l’été ?",
            points_each=5,
            opens_at=story.moment(-2, 8),
            closes_at=story.moment(18, 0),
            points=[story.points[key] for key in ("s04", "s07", "s31", "s36", "s39")],
        )
        actions.open_prioritisation(vote, by=story.officer)
    choices = list(vote.choices.values_list("pk", flat=True))
    for place, (person, __) in enumerate(speakers):
        with story.standing(-1, 9 + place):
            shares = {choices[place % 5]: 3, choices[(place + 2) % 5]: 2}
            actions.give_ballot(vote, voters_of(person, vote)[0], by=person, shares=shares)
