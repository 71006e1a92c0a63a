"""What a file says of one organisation, and what in it cannot be believed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from actors import identifiers
from essportal.reading.tables import MANGLED
from essportal.text import clean_line, clean_prose, has_a_letter
from essportal.typography import number

LONGEST = {"name": 200, "acronym": 40, "legal_form": 100, "activity": 200, "phone": 30}
_email, _address = EmailValidator(), URLValidator(schemes=["http", "https"])


@dataclass
class Sheet:
    """`fields` holds only what the file says: nothing said erases nothing."""

    line: int | None = None
    fields: dict = field(default_factory=dict)
    places: list[dict] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.fields.get("name", "")

    def wrong(self, column: str, why: str) -> None:
        self.problems.append({"column": str(column), "why": str(why)})

    def say(self, name: str, typed: str, column: str) -> None:
        """Note one field, cleaned; or what is wrong with it."""
        value = clean_prose(typed) if name == "description" else clean_line(typed)
        if not value or "[ND]" in value:
            return
        try:
            self.fields[name] = CLEANERS[name](value) if name in CLEANERS else _short(name, value)
        except ValueError as error:
            self.wrong(column, str(error))

    def say_name(self, typed: str, column: str) -> None:
        self.say("name", typed, column)
        if "name" in self.fields and not has_a_letter(self.fields["name"]):
            del self.fields["name"]
        if "name" not in self.fields and not any(problem["column"] == column for problem in self.problems):
            self.wrong(column, _("Le nom manque."))


def _short(name, value):
    most = LONGEST.get(name, 5000)
    if MANGLED.search(value):
        raise ValueError(_("« %(value)s » : les accents sont abîmés.") % {"value": value[:60]})
    if len(value) > most:
        raise ValueError(
            _("Ce texte a %(got)s caractères ; %(most)s au plus.") % {"got": number(len(value)), "most": most}
        )
    return value


def identifier(read: Callable[[str], str], sentence: str) -> Callable[[str], str]:
    def clean(value):
        try:
            return read(re.sub(r"[.,]0$", "", value))
        except ValueError as error:
            raise ValueError(sentence % {"value": value[:40]}) from error

    return clean


def a_day(value: str) -> str:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"):
        try:
            return datetime.strptime(value, pattern).date().isoformat()
        except ValueError:
            continue
    raise ValueError(_("« %(value)s » n’est pas une date. Écrivez-la ainsi : 14/03/2027.") % {"value": value[:40]})


def an_address(value: str) -> str:
    full = value if "://" in value else f"https://{value}"
    try:
        _address(full)
    except ValidationError as error:
        raise ValueError(_("« %(value)s » n’est pas l’adresse d’un site.") % {"value": value[:60]}) from error
    if len(full) > 200:
        raise ValueError(_("Cette adresse est trop longue."))
    return full


def an_email(value: str) -> str:
    try:
        _email(value)
    except ValidationError as error:
        raise ValueError(_("« %(value)s » n’est pas une adresse électronique.") % {"value": value[:60]}) from error
    return value


def a_day_of(value: str) -> date:
    return date.fromisoformat(value)


CLEANERS: dict[str, Callable] = {
    "siren": identifier(identifiers.siren, "« %(value)s » n’est pas un SIREN : il faut neuf chiffres."),
    "siret": identifier(identifiers.siret, "« %(value)s » n’est pas un SIRET : il faut quatorze chiffres."),
    "rna": identifier(identifiers.rna, "« %(value)s » n’est pas un numéro RNA : W suivi de neuf signes."),
    "website": an_address,
    "email": an_email,
    "esus_from": a_day,
    "esus_until": a_day,
}
