"""All the communes of France and their EPCI, read once from the files of `data/`: what a territory is chosen from."""

import csv
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from actors.territory import COMMUNES, DATA

EPCIS = DATA / "epci.csv"
NATURES = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole de Lyon",
}
_department = re.compile(r"\d{2,3}|2[AB]", re.IGNORECASE)
_postal_code = re.compile(r"\d{5}")
_insee = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)
_saint = re.compile(r"\bst(e?)\b")
_initials = re.compile(r"^(ca|cc|cu) ")


class Commune(NamedTuple):
    code: str
    name: str
    postal_codes: tuple[str, ...]
    department: str
    population: int
    epci: str
    key: str


class Epci(NamedTuple):
    siren: str
    name: str
    nature: str
    key: str

    @property
    def communes(self) -> list[Commune]:
        return [commune for commune in communes() if commune.epci == self.siren]


class Found(NamedTuple):
    epcis: list[Epci]
    communes: list[Commune]
    department: str  # the code, when a whole department was asked for
    more: int  # communes beyond those listed


def search_key(text: str) -> str:
    """How names are compared: "Saint-Étienne", "st etienne" and "SAINT ETIENNE" are one."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    words = re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
    return _saint.sub(r"saint\1", words)


@cache
def communes() -> list[Commune]:
    with COMMUNES.open(newline="", encoding="utf-8") as lines:
        return [
            Commune(
                code=line["code_insee"],
                name=line["nom"],
                postal_codes=tuple(line["code_postal"].split()),
                department=line["code_departement"],
                population=int(line["population"] or 0),
                epci=line["siren_epci"],
                key=search_key(line["nom"]),
            )
            for line in csv.DictReader(lines)
        ]


@cache
def epcis() -> dict[str, Epci]:
    with EPCIS.open(newline="", encoding="utf-8") as lines:
        return {
            line["siren"]: Epci(
                line["siren"], line["nom"], NATURES.get(line["nature"], line["nature"]), search_key(line["nom"])
            )
            for line in csv.DictReader(lines)
        }


def by_codes(codes) -> list[Commune]:
    wanted = set(codes)
    return [commune for commune in communes() if commune.code in wanted]


def of_department(code: str) -> list[Commune]:
    return [commune for commune in communes() if commune.department == code.upper()]


def search(typed: str, most: int = 60) -> Found:
    """By name, postal code (several communes may share one), Insee code, department number or SIREN of an EPCI."""
    typed = typed.strip()
    key = search_key(typed)
    department = typed.upper() if _department.fullmatch(typed) and of_department(typed) else ""
    if not key:
        return Found([], [], "", 0)
    if department:
        return Found([], [], department, 0)
    found = _communes(typed, key)
    return Found(_epcis(typed, key)[:most], found[:most], "", max(0, len(found) - most))


def _communes(typed: str, key: str) -> list[Commune]:
    if _postal_code.fullmatch(typed):
        return [commune for commune in communes() if typed in commune.postal_codes or typed == commune.code]
    if _insee.fullmatch(typed):
        return [commune for commune in communes() if commune.code == typed.upper()]
    held = [commune for commune in communes() if key in commune.key]
    return sorted(held, key=lambda commune: (commune.key != key, not commune.key.startswith(key), -commune.population))


def _epcis(typed: str, key: str) -> list[Epci]:
    siren = re.sub(r"\s", "", typed)
    if siren in epcis():
        return [epcis()[siren]]
    if _postal_code.fullmatch(typed) or _insee.fullmatch(typed):
        return [epcis()[siren] for siren in dict.fromkeys(c.epci for c in _communes(typed, key)) if siren in epcis()]
    bare = _initials.sub("", key)
    held = [epci for epci in epcis().values() if bare in epci.key]
    return sorted(held, key=lambda epci: (_initials.sub("", epci.key) != bare, len(epci.key)))
