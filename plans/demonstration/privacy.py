"""Pages that the team changed, requests that the DPO received, files that left: what these desks show."""

from datetime import timedelta

from actors import actions
from essportal import clock, exports
from plans.demonstration.corpus import Story, at

HOSTING = "\n\n".join(
    [
        "## Publication",
        "Sous la responsabilité de la présidente de la Communauté urbaine du Val de Clain.",
        "## Hébergement",
        "Par la régie informatique du Val de Clain, hôtel communautaire, Poitiers.",
        "## Contributions",
        "Elles sont relues avant d’être publiées. Chacun répond de ce qu’il écrit ; un propos illicite se signale à "
        "l’équipe, qui l’écarte ou en masque le passage en disant pourquoi.",
        "## Réemploi",
        "Le plan, ses versions et ses données publiques se réemploient sous **Licence Ouverte 2.0** (Etalab), en "
        "citant la source et la date. Communes : découpage administratif d’Etalab. Contours : IGN, Admin Express 2018.",
    ]
)


def tell(story: Story) -> None:
    _pages(story)
    _requests(story)
    _exports(story)


def _pages(story):
    text = HOSTING.replace("régie informatique", "direction du numérique")
    with _days_ago(story, 60):
        actions.write_page("mentions-legales", by=story.officer, base=0, text=HOSTING, note="L’hébergeur manquait.")
    with _days_ago(story, 41):
        actions.write_page("mentions-legales", by=story.officer, base=1, text=text, note="La régie a changé de nom.")
    with _days_ago(story, 35):
        actions.write_page(
            "mot-tiers-lieu",
            by=story.officer,
            base=0,
            title="Tiers-lieu",
            text="Un lieu que plusieurs structures et des habitants partagent pour travailler, apprendre ou réparer.",
        )
    with _days_ago(story, 30):
        actions.write_page(
            "registre-comptes",
            by=story.people["tom_discret"],
            base=0,
            text="Hébergé en France, sauvegardé chaque nuit.",
        )


def _requests(story):
    """One answered in time, one whose month is nearly over, one that came this week."""
    dpo = story.people["tom_discret"]
    people = _speakers(story)
    with _days_ago(story, 75):
        answered = actions.ask_dpo(people[0], kind="access", text="Je voudrais savoir ce que le portail garde de moi.")
    with _days_ago(story, 62):
        answered = actions.answer_data_request(
            answered, by=dpo, answer="Tout est dans Mon espace, Mes données : téléchargez le fichier pour lire."
        )
    with _days_ago(story, 60):
        actions.close_data_request(answered, by=dpo, note="Fichier indiqué.")
    with _days_ago(story, 26):
        actions.ask_dpo(
            people[1],
            kind="rectification",
            text="Ma fonction a changé : je ne suis plus trésorière depuis l’été. Pouvez-vous corriger ?",
        )
    with _days_ago(story, 3):
        actions.ask_dpo(
            people[2], kind="objection", text="Je ne veux plus que mon nom serve dans les bilans de participation."
        )


def _exports(story):
    secretary = story.people["ines_registre"]
    with _days_ago(story, 20):
        exports.note(story.officer, "Version 2, PDF")
    with _days_ago(story, 6):
        exports.note(secretary, "Mes données, HTML", rows=0)


def _speakers(story):
    keys = sorted(key for key, person in story.people.items() if person.representative_set.exists())
    return [story.people[key] for key in keys[:3]]


def _days_ago(story, days):
    return clock.standing_at(at(story.today - timedelta(days=days)))
