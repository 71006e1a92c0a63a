"""Which sheet of the directory a row is about, and what it would change there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz, process

from actors.imports.sheets import Sheet
from actors.imports.words import telling
from actors.models import Establishment, Kind, Municipality, Organisation, OrganisationStatus, Outcome, Register
from essportal.reading.words import folded

NEARLY_THE_SAME = 88
# A word borne by more sheets than this in a commune tells nothing.
MOST_BEARERS = 200
CLOSED = (OrganisationStatus.ARCHIVED, OrganisationStatus.REFUSED)
# The fields that an import may fill, and what the preview calls them.
FIELDS = {name: Organisation._meta.get_field(name).verbose_name for name in (
    "name", "acronym", "kind", "partner_kind", "legal_form", "legal_category", "siren", "rna", "municipality_id",
    "activity", "description", "size_band", "is_scic", "esus_from", "esus_until", "website", "email", "phone",
)}  # fmt: skip
PLACE_FIELDS = {
    "name": gettext_lazy("enseigne"),
    "address": gettext_lazy("adresse"),
    "municipality_id": gettext_lazy("commune"),
    "is_open": gettext_lazy("en activité"),
}


@dataclass
class Verdict:
    outcome: str
    organisation: Organisation | None = None
    twin_line: int | None = None
    # {field: value} for the sheet; {siret: {field: value}} and [place] for its establishments.
    fields: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    new_places: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def writes(self) -> bool:
        return bool(self.fields or self.places or self.new_places)


@dataclass
class _Known:
    """What the names index keeps of a sheet of the directory, or of a row of the same file."""

    telling: str
    name: str
    siren: str | None
    rna: str | None
    pk: int | None = None
    line: int | None = None
    register: str = ""


class Matcher:
    """Judges the rows of one import, batch by batch; later rows know the new ones before them."""

    def __init__(self, register: str, *, lock: bool = False):
        self.register, self.lock = register, lock
        self.seen: dict[tuple[str, str], int | None] = {}
        self.communes = dict(Municipality.objects.values_list("code", "name"))
        self.by_word: dict[tuple, list[_Known]] = defaultdict(list)
        rows = Organisation.objects.exclude(status__in=CLOSED).values_list(
            "pk", "name", "siren", "rna", "municipality_id", "register"
        )
        for pk, name, siren, rna, commune, origin in rows.iterator(chunk_size=5000):
            self._remember(_Known(telling(name), name, siren, rna, pk=pk, register=origin), commune)

    def _remember(self, known, commune):
        # Two sheets that both have a SIREN are told apart by it: only the others are looked for by name.
        for word in _words(known.telling):
            self.by_word[commune, bool(known.siren), word].append(known)

    # Judging --------------------------------------------------------------------------------------------------------

    def judge(self, sheets: Sequence[Sheet]) -> list[Verdict]:
        found = _Found(sheets, lock=self.lock)
        return [self._judge(sheet, found) for sheet in sheets]

    def judge_decided(self, sheet: Sheet, match: Organisation | None) -> Verdict:
        """A probable double, once someone said which sheet it is (`match`), or that it is another (None)."""
        found = _Found([sheet], lock=self.lock)
        by_number, problem = found.of(sheet)
        problem = problem or self._seen_before(sheet)
        if problem:
            return Verdict(Outcome.TO_FIX, problems=[problem])
        match = by_number or (match and found.load(match.pk))
        return self._compare(sheet, match, found) if match else Verdict(Outcome.NEW)

    def _judge(self, sheet, found):
        if sheet.problems:
            return Verdict(Outcome.TO_FIX, problems=sheet.problems)
        match, problem = found.of(sheet)
        problem = problem or self._seen_before(sheet)
        if problem:
            return Verdict(Outcome.TO_FIX, organisation=match, problems=[problem])
        if match is not None:
            return self._compare(sheet, match, found)
        itself, twin = self._by_name(sheet)
        if itself is not None:
            match = found.load(itself.pk)
            return self._compare(sheet, match, found)
        if twin is not None:
            return self._double(sheet, twin, found)
        numbers = (sheet.fields.get("siren"), sheet.fields.get("rna"))
        self._remember(
            _Known(telling(sheet.name), sheet.name, *numbers, line=sheet.line), sheet.fields.get("municipality_id")
        )
        return Verdict(Outcome.NEW)

    def _double(self, sheet, twin, found):
        match = found.load(twin.pk) if twin.pk else None
        changes = self._compare(sheet, match, found).changes if match else []
        return Verdict(Outcome.DOUBLE, organisation=match, twin_line=twin.line, changes=changes)

    def _seen_before(self, sheet):
        """The same number twice in one import: only the first is believed."""
        for name in ("siren", "rna"):
            if number := sheet.fields.get(name):
                if (name, number) in self.seen:
                    line = self.seen[name, number]
                    why = _("C’est le même numéro qu’à la ligne %(line)s.") % {"line": line or "?"}
                    return {"column": name.upper(), "why": why}
                self.seen[name, number] = sheet.line
        return None

    def _by_name(self, sheet):
        """(the sheet itself, None), (None, the one that resembles), or (None, None)."""
        candidates = self._candidates(sheet)
        own = [known for known in candidates if self._is_itself(sheet, known)]
        if len(own) == 1:
            return own[0], None
        name = telling(sheet.name)
        scored = process.extractOne(
            name, [known.telling for known in candidates], scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY_THE_SAME
        )
        return None, candidates[scored[2]] if scored else None

    def _is_itself(self, sheet, known):
        """A sheet that this very kind of file made, without any number: the same name there is the same row again."""
        numbers = (known.siren, known.rna, sheet.fields.get("siren"), sheet.fields.get("rna"))
        return (
            known.pk
            and known.register == self.register
            and not any(numbers)
            and folded(known.name) == folded(sheet.name)
        )

    def _candidates(self, sheet):
        siren, rna = sheet.fields.get("siren"), sheet.fields.get("rna")
        commune = sheet.fields.get("municipality_id")
        found: dict[int, _Known] = {}
        for word in _words(telling(sheet.name)):
            for place in {commune, None}:
                for numbered in (False,) if siren else (False, True):
                    bearers = self.by_word.get((place, numbered, word), ())
                    if len(bearers) <= MOST_BEARERS:
                        found.update((id(known), known) for known in bearers if not (rna and known.rna))
        return list(found.values())

    # Comparing ------------------------------------------------------------------------------------------------------

    def _compare(self, sheet: Sheet, match: Organisation, found: "_Found") -> Verdict:
        """What the row would change in this sheet. What was corrected by hand is shown and left."""
        places, elsewhere = found.places(match), found.borne_elsewhere(sheet, match)
        if match.status in CLOSED:
            return Verdict(Outcome.SAME, organisation=match)
        verdict = Verdict(Outcome.SAME, organisation=match)
        for name, value in sheet.fields.items():
            if name in FIELDS and name not in elsewhere:
                self._compare_field(verdict, match, name, value, hidden=sheet.fields.get("hidden", False))
        for place in sheet.places:
            self._compare_place(verdict, place, places.get(place["siret"]))
        _keep_consistent(verdict, match)
        if verdict.writes:
            verdict.outcome = Outcome.CHANGED
        return verdict

    def _compare_field(self, verdict, match, name, value, *, hidden):
        before = getattr(match, name)
        # A name that Sirene itself gave goes when its unit asks not to be named; another source's stays.
        if hidden and name in ("name", "acronym") and match.register != Register.SIRENE:
            return
        if _alike(name, before, value):
            return
        kept = _is_kept(match, name)
        verdict.changes.append(
            {
                "field": str(FIELDS[name]),
                "before": self._said(name, before),
                "after": self._said(name, value),
                "kept": kept,
            }
        )
        if not kept:
            verdict.fields[name] = value

    def _compare_place(self, verdict, place, known):
        if known is None:
            if place.get("is_open", True):
                verdict.new_places.append(place)
                verdict.changes.append(_change(_("établissement"), "", place["siret"]))
            return
        if known.organisation_id != verdict.organisation.pk:
            return
        kept = "establishments" in verdict.organisation.kept_by_hand
        for name, label in PLACE_FIELDS.items():
            before, value = getattr(known, name), place.get(name)
            if value is None or _alike(name, before, value):
                continue
            words = f"{label} ({place['siret']})"
            verdict.changes.append(_change(words, self._said(name, before), self._said(name, value), kept=kept))
            if not kept:
                verdict.places.setdefault(place["siret"], {})[name] = value

    def _said(self, name, value):
        """A value as the preview prints it."""
        if value in (None, ""):
            return ""
        if name == "municipality_id":
            return self.communes.get(value, value)
        if isinstance(value, bool):
            return str(_("oui") if value else _("non"))
        try:
            choices = dict(Organisation._meta.get_field(name).flatchoices)
        except FieldDoesNotExist:
            choices = {}
        return str(choices.get(value, value))


def _change(label, before, after, *, kept=False):
    return {"field": str(label), "before": before, "after": after, "kept": kept}


def _alike(name, before, value):
    """Case, accents and marks make no change of a name: registers shout."""
    if name in ("name", "acronym", "legal_form", "activity", "address") and before and value:
        return folded(before) == folded(value)
    return str(before or "") == str(value or "")


def _is_kept(match, name):
    if name.removesuffix("_id") in match.kept_by_hand:
        return True
    # A number given once is never exchanged for another; no legal category says SCIC nor partner: people do.
    if name in ("siren", "rna"):
        return bool(getattr(match, name))
    return name in ("kind", "legal_form") and (match.is_scic or match.kind == Kind.PARTNER)


def _keep_consistent(verdict, match):
    """Half of what the row says may be kept by hand: the other half is not written against it."""
    fields = verdict.fields
    start = fields.get("esus_from", str(match.esus_from or ""))
    end = fields.get("esus_until", str(match.esus_until or ""))
    dropped = {"esus_from", "esus_until"} if end and (not start or end < start) else set()
    if fields.get("kind", match.kind) != Kind.PARTNER:
        dropped.add("partner_kind")
    for name in dropped & fields.keys():
        del fields[name]
        for change in verdict.changes:
            change["kept"] = change["kept"] or change["field"] == str(FIELDS[name])


def _words(text):
    words = [word for word in set(text.split()) if len(word) >= 4]
    return words or [text]


def _standing():
    """The establishments of sheets that were not refused: a refused one gives its numbers back."""
    return Establishment.objects.exclude(organisation__status=OrganisationStatus.REFUSED)


class _Found:
    """The sheets of the directory that share a number with a batch of rows: four queries, whatever the batch."""

    def __init__(self, sheets, *, lock=False):
        self.organisations = Organisation.objects.select_for_update() if lock else Organisation.objects.all()
        sirets = {place["siret"] for sheet in sheets for place in sheet.places}
        self.by_siret = dict(_standing().filter(siret__in=sirets).values_list("siret", "organisation_id"))
        wanted = self._pks("siren", sheets) | self._pks("rna", sheets) | set(self.by_siret.values())
        self.by_pk = self.organisations.in_bulk(wanted)
        self.by_siren = {one.siren: one for one in self.by_pk.values() if one.siren}
        self.by_rna = {one.rna: one for one in self.by_pk.values() if one.rna}
        self._places = defaultdict(dict)
        known = _standing().filter(organisation_id__in=self.by_pk) | _standing().filter(siret__in=sirets)
        for place in known:
            self._places[place.organisation_id][place.siret] = place
            self._places[None][place.siret] = place

    def _pks(self, name, sheets):
        numbers = {sheet.fields[name] for sheet in sheets if name in sheet.fields}
        holders = Organisation.objects.exclude(status=OrganisationStatus.REFUSED).filter(**{f"{name}__in": numbers})
        return set(holders.values_list("pk", flat=True))

    def load(self, pk):
        if pk not in self.by_pk:
            self.by_pk[pk] = self.organisations.get(pk=pk)
        return self.by_pk[pk]

    def places(self, organisation):
        """By SIRET; those of other sheets too, so that none is made twice."""
        return self._places[None] | self._places[organisation.pk]

    def borne_elsewhere(self, sheet, match) -> set[str]:
        """The numbers that a sheet merged into this one keeps."""
        holders = {"siren": self.by_siren, "rna": self.by_rna}
        return {
            name
            for name, holder in holders.items()
            if (one := holder.get(sheet.fields.get(name))) is not None and one.pk != match.pk
        }

    def of(self, sheet):
        """(the sheet with one of these numbers, what contradicts it)."""
        rna = sheet.fields.get("rna")
        by_siren, by_rna = self.by_siren.get(sheet.fields.get("siren")), self.by_rna.get(rna)
        siret = next((place["siret"] for place in sheet.places if place["siret"] in self.by_siret), None)
        by_siret = siret and self.by_pk[self.by_siret[siret]]
        match = self._survivor(by_siren or by_rna or by_siret)
        other = next((one for one in (by_rna, by_siret) if one and self._survivor(one) != match), None)
        if other is not None:
            why = _(
                "Ce numéro est déjà celui de « %(other)s », alors que le SIREN est celui de « %(match)s » : "
                "fusionnez ces deux fiches."
            )
            column = "RNA" if other is by_rna else "SIRET"
            return match, {"column": column, "why": why % {"other": other, "match": match}}
        if by_rna and sheet.fields.get("siren") and match.siren not in (None, "", sheet.fields["siren"]):
            why = _("« %(match)s » porte déjà un autre SIREN, %(siren)s.")
            return match, {"column": "SIREN", "why": why % {"match": match, "siren": match.siren}}
        return match, None

    def _survivor(self, organisation):
        while organisation is not None and organisation.merged_into_id:
            organisation = self.load(organisation.merged_into_id)
        return organisation
