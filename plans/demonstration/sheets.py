"""Measure sheets in the shape that `plans.forms.sheet` keeps: names are written as text."""

from plans.demonstration.corpus import Story

LEVERS = {
    "animation": "animation",
    "formation": "compétences",
    "subvention": "subvention",
    "commande_publique": "marché",
    "foncier": "locaux",
    "sieg": "convention",
    "aides_entreprises": "subvention",
}


def sheet_of(story: Story, item: dict, *, budget: list | None = None) -> dict:
    return {
        "plain": story.mend(item["plain"]),
        "constat": story.mend(item["constat"]),
        "expected": story.mend(item["expected"]),
        "lead": _lead(story, item["lead"]),
        "departments": [_named(story.departments[key]) for key in item["departments"]],
        "partners": [_named(story.organisations[key]) for key in item["partners"]],
        "publics": item["publics"],
        "levers": list(dict.fromkeys(LEVERS[lever] for lever in item["levers"])),
        "policy_areas": [_named(story.areas[key]) for key in item["policy_areas"]],
        "start": item["start"],
        "end": item["end"],
        "budget": [
            {"year": line["year"], "funder": line["funder"], "planned": line["planned"]}
            for line in (budget or item["budget"])
        ],
        "indicators": [
            {
                "name": line["name"],
                "unit": line["unit"],
                "baseline": figure(line["baseline"]),
                "target": figure(line["target"]),
                "periodicity": line["periodicity"],
            }
            for line in item["indicators"]
        ],
    }


def previous_sheet(story: Story, item: dict) -> dict:
    return {
        "lead": _lead(story, item["lead"]),
        "budget": [
            {"year": line["year"], "funder": "Communauté urbaine du Val de Clain", "planned": line["planned"]}
            for line in item["budget"]
        ],
        "indicators": [
            {
                "name": line["name"],
                "unit": line["unit"],
                "baseline": figure(line["baseline"]),
                "target": figure(line["target_2026"]),
                "periodicity": "annuel",
            }
            for line in item["indicators"]
        ],
    }


def figure(value) -> str:
    """As typed in the sheet: text, with a French comma."""
    return "" if value is None else str(value).replace(".", ",")


def _lead(story, key):
    return {"kind": "department", **_named(story.departments[key])} if key else None


def _named(thing) -> dict:
    return {"id": thing.pk, "name": thing.name}
