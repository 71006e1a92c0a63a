"""What the book says, from the sealed document: words and figures ready to be set, and nothing to be interpreted."""

import re
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _

from essportal import typography
from essportal.pdf import blocks, drawn
from plans.models import Outcome, Role, SourceKind, Version
from plans.sealing import document

DEEPEST = 4
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def book(version: Version, authority: str) -> dict:
    sealed = document(version)
    labels = {clause["reference"]: clause["label"] for clause in sealed["clauses"]}
    said = {
        "authority": authority,
        "title": version.title,
        "number": version.number,
        "date": typography.day(version.frozen_at),
        "note": version.note,
        "seal": version.seal,
        "short_seal": version.short_seal,
        "clauses": _clauses(sealed["clauses"]),
        "replies": [_reply(reply, labels) for reply in sealed["replies"]],
    }
    return drawn(said)


def _clauses(clauses: list[dict]) -> list[dict]:
    """A heading is never more than one level below the one before: a screen reader walks them."""
    found, above = [], 0
    for clause in clauses:
        level = min(clause["depth"], above + 1, DEEPEST)
        above = level if clause["title"] else above
        found.append(
            {
                **{name: clause[name] for name in ("reference", "label", "title")},
                "level": level,
                "blocks": blocks(clause["text"]),
                "facts": facts(clause["sheet"]),
                "budget": budget(clause["sheet"]),
                "origins": [_origin(source) for source in clause["sources"]],
            }
        )
    return found


def _reply(reply: dict, labels: dict[str, str]) -> dict:
    outcome = str(Outcome(reply["outcome"]).label)
    if reply["postponed_to"]:
        day = typography.day(date.fromisoformat(reply["postponed_to"]))
        outcome = _("%(outcome)s au %(day)s") % {"outcome": outcome, "day": day}
    return {
        "contribution": reply["contribution"],
        "outcome": outcome,
        "reason": reply["reason"].split("\n\n"),
        "clauses": [labels.get(reference) or reference for reference in reply["clauses"]],
    }


def _origin(source: dict) -> str:
    """Its kind, its reference, the part it played when it is not the origin, what came from it."""
    words = " ".join(filter(None, [str(SourceKind(source["kind"]).label), source.get("reference")]))
    if source["role"] != Role.ORIGIN:
        words = f"{words}, {Role(source['role']).label}"
    return f"{words} ({source['sentence']})" if source["sentence"] else words


def facts(sheet: dict) -> list[list[str]]:
    """The sheet as names and values, without what was left empty."""
    lead = sheet.get("lead") or {}
    told = [
        (_("En clair"), sheet.get("plain")),
        (_("Constat"), sheet.get("constat")),
        (_("Résultats attendus"), sheet.get("expected")),
        (_("Pilote"), lead.get("name")),
        (_("Utilité sociale"), sheet.get("social_utility")),
        (_("Élu référent"), (sheet.get("referent") or {}).get("name")),
        (_("Directions associées"), _names(sheet, "departments")),
        (_("Partenaires"), _names(sheet, "partners")),
        (_("Publics"), sheet.get("publics")),
        (_("Communes"), _names(sheet, "municipalities")),
        (_("Moyens humains"), sheet.get("human_means")),
        (_("Leviers"), ", ".join(sheet.get("levers") or [])),
        (_("Compétences"), _names(sheet, "policy_areas")),
        (_("Calendrier"), calendar_of(sheet)),
        (_("Indicateurs"), "\n".join(_indicator(one) for one in sheet.get("indicators") or [])),
    ]
    return [[name, str(value)] for name, value in told if value]


def budget(sheet: dict) -> list[list[str]]:
    lines = sheet.get("budget") or []
    return [[str(line["year"]), str(line.get("funder") or _("à préciser")), _amounts(line)] for line in lines]


def _amounts(line: dict) -> str:
    """What is planned, then what was committed and spent since, once it is known."""
    later = {"committed": _("engagé : %(n)s"), "spent": _("payé : %(n)s")}
    known = [said % {"n": typography.euros(line[name])} for name, said in later.items() if line.get(name) is not None]
    return "\n".join([typography.euros(line["planned"]), *known])


def _names(sheet: dict, name: str) -> str:
    return ", ".join(one["name"] for one in sheet.get(name) or [])


def calendar_of(sheet: dict) -> str:
    return " – ".join(_month(sheet[end]) for end in ("start", "end") if sheet.get(end))


def _month(typed: str) -> str:
    """janvier 2027; what was not typed as a month stays as it was."""
    found = MONTH.fullmatch(typed)
    return dateformat.format(date(int(found[1]), int(found[2]), 1), "F Y") if found else typed


def _indicator(one: dict) -> str:
    name = f"{one['name']} ({one['unit']})" if one.get("unit") else one["name"]
    baseline, target = (str(one.get(end) or _("à préciser")) for end in ("baseline", "target"))
    return _("%(name)s : de %(baseline)s à %(target)s") % {"name": name, "baseline": baseline, "target": target}
