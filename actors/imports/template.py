"""The portal's own table: what a town fills by hand, in a spreadsheet or in CSV."""

import csv
import io
from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actors.imports.ods import workbook
from actors.imports.sheets import Sheet
from actors.imports.words import commune_key
from actors.models import Kind, PartnerKind, SizeBand
from essportal.reading.tables import Table
from essportal.reading.words import column, folded

# (header, field, what to write there)
COLUMNS = [
    ("Nom", "name", "Obligatoire."),
    ("Sigle", "acronym", ""),
    ("Famille", "kind", "Obligatoire : " + ", ".join(str(label) for label in Kind.labels) + "."),
    ("Sorte de partenaire", "partner_kind", "Pour un partenaire : " + ", ".join(map(str, PartnerKind.labels)) + "."),
    ("Forme juridique", "legal_form", "Association déclarée, SCOP, SAS…"),
    ("SIREN", "siren", "Neuf chiffres. Facultatif."),
    ("SIRET", "siret", "Quatorze chiffres, un établissement par ligne. Facultatif."),
    ("RNA", "rna", "W suivi de neuf signes. Facultatif."),
    ("Commune", "municipality_id", "Le nom d’une commune du territoire, ou son code Insee."),
    ("Adresse", "address", "De l’établissement, avec son SIRET."),
    ("Activité", "activity", "En quelques mots."),
    ("Description", "description", ""),
    ("Effectif", "size_band", "Une tranche : " + ", ".join(map(str, SizeBand.labels)) + "."),
    ("SCIC", "is_scic", "oui ou non."),
    ("ESUS depuis", "esus_from", "Une date : 14/03/2027."),
    ("ESUS jusqu’au", "esus_until", "Une date."),
    ("Site", "website", ""),
    ("Courriel", "email", "Une adresse de l’organisation, pas celle d’une personne."),
    ("Téléphone", "phone", ""),
]
HEADER = [header for header, __, __ in COLUMNS]
NEEDED = {"nom": "Nom", "famille": "Famille"}
YES, NO = {"oui", "o", "x", "vrai", "true", "1"}, {"non", "n", "faux", "false", "0"}


def as_csv() -> bytes:
    """With a byte-order mark and semicolons: what a French spreadsheet opens at a click."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(HEADER)
    return text.getvalue().encode("utf-8-sig")


def as_ods() -> bytes:
    help_rows = [["Colonne", "Ce qu’on y écrit"], *([header, words] for header, __, words in COLUMNS)]
    return workbook([("Organisations", [HEADER]), ("Mode d’emploi", help_rows)])


def sheets(table: Table, *, by_name: dict[str, str], codes: set[str]) -> Iterator[Sheet]:
    """One sheet an organisation: lines that share a SIREN and differ by their SIRET are its establishments."""
    first_of: dict[str, Sheet] = {}
    found = []
    for row in table.rows:
        sheet = _sheet(row, by_name, codes)
        first = next((first_of[key] for key in _keys(sheet) if key in first_of), None)
        if first is not None and not sheet.problems and _adds_a_place(first, sheet):
            first.places.extend({**place, "is_head": False} for place in sheet.places)
            continue
        if first is not None:
            sheet.wrong("SIREN", _("C’est le même numéro qu’à la ligne %(line)s.") % {"line": first.line})
        first_of.update({key: sheet for key in _keys(sheet) if key not in first_of})
        found.append(sheet)
    yield from found


def _keys(sheet):
    return [f"{name}:{sheet.fields[name]}" for name in ("siren", "rna") if name in sheet.fields]


def _adds_a_place(first, sheet):
    known = {place["siret"] for place in first.places}
    return bool(sheet.places) and all(place["siret"] not in known for place in sheet.places)


def _sheet(row, by_name, codes):
    sheet = Sheet(line=row.line)
    said = {field: row.values.get(column(header), "").strip() for header, field, __ in COLUMNS}
    if row.problem:
        sheet.wrong("", row.problem)
        sheet.fields["name"] = said["name"][:200]
        return sheet
    sheet.say_name(said["name"], "Nom")
    for header, field, __ in COLUMNS:
        if field in READ:
            _read(sheet, field, header, said[field])
        elif field not in ("name", "municipality_id", "address"):
            sheet.say(field, said[field], header)
    if not said["kind"]:
        sheet.wrong("Famille", _("La famille manque."))
    _say_commune(sheet, said["municipality_id"], by_name, codes)
    _say_place(sheet, said["address"])
    _check_esus(sheet)
    return sheet


def _choice(choices):
    by_label = {folded(str(label)): value for value, label in choices.choices}
    by_value = {folded(str(value)): value for value in choices.values if not str(value).isdigit()}

    def read(typed):
        try:
            return str({**by_value, **by_label}[folded(typed)])
        except KeyError as error:
            raise ValueError(
                _("« %(value)s » n’est pas prévu. Écrivez : %(choices)s.")
                % {"value": typed[:60], "choices": get_text_list([str(label) for label in choices.labels], _("ou"))}
            ) from error

    return read


def _yes_or_no(typed):
    if folded(typed) in YES | NO:
        return folded(typed) in YES
    raise ValueError(_("Écrivez oui ou non."))


READ = {
    "kind": _choice(Kind),
    "partner_kind": _choice(PartnerKind),
    "size_band": _choice(SizeBand),
    "is_scic": _yes_or_no,
}


def _read(sheet, field, header, typed):
    if not typed:
        return
    try:
        sheet.fields[field] = READ[field](typed)
    except ValueError as error:
        sheet.wrong(header, str(error))


def _say_commune(sheet, typed, by_name, codes):
    if not typed:
        return
    code = typed.upper().zfill(5)
    found = code if code in codes else by_name.get(commune_key(typed))
    if found:
        sheet.fields["municipality_id"] = found
    else:
        sheet.wrong(
            "Commune",
            _("« %(value)s » n’est pas une commune du territoire. Corrigez, ou laissez vide.") % {"value": typed[:60]},
        )


def _say_place(sheet, address):
    siret = sheet.fields.pop("siret", None)
    if not siret:
        return
    siren = sheet.fields.setdefault("siren", siret[:9])
    if siren != siret[:9]:
        sheet.wrong("SIRET", _("Ce SIRET n’appartient pas au SIREN %(siren)s de la même ligne.") % {"siren": siren})
        return
    place = {"siret": siret, "is_head": True, "is_open": True}
    if address:
        place["address"] = address[:200]
    if commune := sheet.fields.get("municipality_id"):
        place["municipality_id"] = commune
    sheet.places = [place]


def _check_esus(sheet):
    start, end = sheet.fields.get("esus_from"), sheet.fields.get("esus_until")
    if end and not start:
        sheet.wrong("ESUS depuis", _("La date de début manque."))
    elif end and end < start:
        sheet.wrong("ESUS jusqu’au", _("L’agrément finirait avant de commencer."))
    if sheet.fields.get("partner_kind") and sheet.fields.get("kind") not in (None, Kind.PARTNER):
        sheet.wrong("Sorte de partenaire", _("Une organisation de l’ESS n’est pas un partenaire : videz cette case."))
