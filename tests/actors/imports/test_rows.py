"""What an officer reads of each row before anything is written, and what is written then."""

import pytest

from actors import actions
from actors.models import Decision, Establishment, Import, Organisation, OrganisationStatus, Outcome
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.actors.imports.conftest import imported, outcomes
from tests.factories import OrganisationFactory

REMISE = "La Remise à Neuf;association;732829320;73282932000074;;Poitiers;contact@remise.example"


def test_an_officer_adds_a_new_organisation_and_its_establishment(template):
    one = template(REMISE)

    assert outcomes(one) == [("La Remise à Neuf", Outcome.NEW)]
    assert not Organisation.objects.exists()

    one = imported(one)

    sheet = Organisation.objects.get()
    assert (sheet.slug, sheet.siren, sheet.municipality_id) == ("la-remise-a-neuf", "732829320", "86194")
    assert (sheet.status, sheet.register) == (OrganisationStatus.VERIFIED, "template")
    assert list(sheet.establishments.values_list("siret", "is_head")) == [("73282932000074", True)]
    assert (one.status, one.added, one.changed) == ("done", 1, 0)
    entry = JournalEntry.objects.get(verb="organisations_imported")
    assert entry.details == {"added": 1, "changed": 0}


def test_an_officer_who_imports_a_list_twice_changes_nothing(template):
    rows = [REMISE, "Sans numéro;coopérative;;;;Saint-Benoît;"]
    imported(template(*rows))
    before = list(Organisation.objects.order_by("pk").values())

    again = template(*rows)

    assert {outcome for __, outcome in outcomes(again)} == {Outcome.SAME}
    with pytest.raises(Refused, match="rien à importer"):
        actions.begin_writing(again, by=None)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_a_task_run_twice_writes_once(template):
    from_file = template(REMISE)
    actions.begin_writing(from_file, by=None)
    imported_once = [one.added for one in (_write(from_file), _write(from_file))]

    assert imported_once == [1, 1]
    assert Organisation.objects.count() == 1


def _write(one):
    from actors.imports.writing import write

    return write(one.pk)


def test_an_officer_sees_what_a_row_changes(template):
    OrganisationFactory(name="Ancien nom", siren="732829320")

    one = template(REMISE)

    row = one.rows.get()
    assert row.outcome == Outcome.CHANGED
    assert {"field": "nom", "before": "Ancien nom", "after": "La Remise à Neuf", "kept": False} in row.changes
    imported(one)
    assert Organisation.objects.get().name == "La Remise à Neuf"


def test_what_was_corrected_by_hand_is_shown_and_left(template):
    sheet = OrganisationFactory(name="Le bon nom", siren="732829320", kept_by_hand=["name", "municipality"])

    one = template(REMISE)
    imported(one)

    sheet.refresh_from_db()
    kept = {change["field"] for change in one.rows.get().changes if change["kept"]}
    assert kept == {"nom", "commune"}
    assert (sheet.name, sheet.municipality_id, sheet.email) == ("Le bon nom", None, "contact@remise.example")


def test_a_register_that_shouts_changes_no_name(template):
    OrganisationFactory(name="L’Été à Poitiers", siren="732829320", municipality_id=None)

    one = template("L'ETE A POITIERS;association;732829320;;;;")

    assert outcomes(one) == [("L'ETE A POITIERS", Outcome.SAME)]


def test_a_lost_leading_zero_is_put_back(template):
    OrganisationFactory(name="Déjà là", siren="005520135")

    assert outcomes(template("Déjà là;association;5520135;;;;")) == [("Déjà là", Outcome.SAME)]


def test_a_real_siren_whose_key_is_wrong_is_a_doubt_and_no_refusal(template):
    row = template("Vraie;association;889742876;;;Poitiers;").rows.get()

    assert row.outcome == Outcome.NEW
    assert row.doubtful


def test_one_organisation_has_several_establishments(template):
    one = imported(
        template(REMISE, "La Remise à Neuf;association;732829320;73282932000082;;Saint-Benoît;"),
    )

    assert one.added == 1
    assert set(Establishment.objects.values_list("siret", "is_head")) == {
        ("73282932000074", True),
        ("73282932000082", False),
    }


def test_a_probable_double_waits_for_the_officer(template):
    sheet = OrganisationFactory(name="La Remise à neuf", municipality_id="86194")

    one = template("Association La Remise a Neuf;association;732829320;;;Poitiers;", "Autre;association;;;;Poitiers;")
    row = one.rows.get(outcome=Outcome.DOUBLE)
    assert row.organisation == sheet

    imported(one)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"La Remise à neuf", "Autre"}


@pytest.mark.parametrize(
    ("decision", "names"),
    [
        (Decision.IT_IS, {"Association La Remise a Neuf"}),
        (Decision.ANOTHER, {"La Remise à neuf", "Association La Remise a Neuf"}),
    ],
)
def test_the_officer_decides_a_probable_double(template, officer, decision, names):
    OrganisationFactory(name="La Remise à neuf", municipality_id="86194")
    one = template("Association La Remise a Neuf;association;732829320;;;Poitiers;")

    actions.decide_doubles(one, by=officer, decisions={one.rows.get().pk: decision})
    imported(one)

    assert set(Organisation.objects.values_list("name", flat=True)) == names


def test_doubles_decided_after_the_import_may_follow(template, officer):
    OrganisationFactory(name="La Remise à neuf", municipality_id="86194")
    one = imported(template("La Remise a Neuf;association;732829320;;;Poitiers;", "Autre;association;;;;;"))

    assert actions.decide_all_doubles(one, by=officer, decision=Decision.ANOTHER) == 1
    one = imported(one)

    assert (one.added, Organisation.objects.count()) == (2, 3)


def test_two_rows_of_a_file_that_resemble_each_other_are_a_probable_double(template):
    one = template("La Fabrique du Clain;association;;;;Poitiers;", "Fabrique du Clain;association;;;;Poitiers;")

    assert [outcome for __, outcome in outcomes(one)] == [Outcome.NEW, Outcome.DOUBLE]
    assert one.rows.last().twin_line == 2


def test_two_sirens_tell_two_namesakes_apart(template):
    OrganisationFactory(name="Amicale laïque", municipality_id="86194", siren="880878145")

    assert outcomes(template("Amicale laïque;association;732829320;;;Poitiers;")) == [("Amicale laïque", Outcome.NEW)]


def test_the_same_number_twice_in_a_file_is_to_be_fixed(template):
    one = template("Une;association;732829320;;;;", "Autre nom;association;732829320;;;;")

    row = one.rows.get(outcome=Outcome.TO_FIX)
    assert row.problems == [{"column": "SIREN", "why": "C’est le même numéro qu’à la ligne 2."}]


def test_numbers_of_two_sheets_in_one_row_are_to_be_fixed(template):
    OrganisationFactory(name="A", siren="732829320")
    OrganisationFactory(name="B", rna="W751245606")

    row = template("A;association;732829320;;W751245606;;").rows.get()

    assert row.outcome == Outcome.TO_FIX
    assert row.problems[0]["column"] == "RNA"


def test_one_bad_row_in_five_thousand_stops_none_of_the_others(template):
    rows = [f"Fabrique {n} du lieu;association;{300000000 + n};;;Poitiers;" for n in range(5000)]
    rows[4321] = "Fabrique 4321 du lieu;tribu;12AB;;;Poitiers;sans-arobase"

    one = template(*rows)

    row = one.rows.get(outcome=Outcome.TO_FIX)
    assert row.line == 4323
    assert {problem["column"] for problem in row.problems} == {"Famille", "SIREN", "Courriel"}
    assert imported(one).added == 4999


def test_a_merged_sheet_leads_to_the_one_that_remains(template):
    survivor = OrganisationFactory(name="Celle qui reste")
    OrganisationFactory(name="Fusionnée", siren="732829320", status="archived", merged_into=survivor)

    one = template("Fusionnée;association;732829320;;;;nouveau@exemple.test")
    imported(one)

    survivor.refresh_from_db()
    assert survivor.email == "nouveau@exemple.test"


def test_an_archived_sheet_is_not_brought_back(template):
    OrganisationFactory(name="Close", siren="732829320", status="archived")

    assert outcomes(template("Close;association;732829320;;;Poitiers;")) == [("Close", Outcome.SAME)]


def test_a_cooperative_filed_as_a_company_keeps_the_family_that_people_gave_it(given):
    sheet = OrganisationFactory(name="La Scic", siren="732829320", kind="cooperative", is_scic=True)

    one = given("template", "Nom;Famille;SIREN\nLa Scic;société commerciale de l’ESS;732829320\n")

    assert one.rows.get().changes[0]["kept"]
    sheet.refresh_from_db()
    assert sheet.kind == "cooperative"


def test_slugs_never_meet_and_never_move(template):
    OrganisationFactory(name="Autre", slug="les-amis")
    imported(template("Les Amis;association;732829320;;;Poitiers;", "Les amis;association;880878145;;;Saint-Benoît;"))
    Organisation.objects.filter(siren="732829320").update(name="Renommée")

    imported(template("Les Amis;association;732829320;;;Poitiers;"))

    assert set(Organisation.objects.values_list("slug", flat=True)) == {"les-amis", "les-amis-2", "les-amis-3"}


def test_what_appeared_since_the_preview_is_not_added_twice(template):
    one = template(REMISE)
    OrganisationFactory(name="Entre-temps", siren="732829320")

    assert imported(one).changed == 1
    assert Organisation.objects.get().name == "La Remise à Neuf"


def test_a_fault_while_writing_leaves_nothing_written(template, monkeypatch):
    from actors import tasks
    from actors.imports import writing

    one = template(REMISE, "Autre;association;;;;;")
    actions.begin_writing(one, by=None)

    def fall(*_):
        raise RuntimeError("panne")

    monkeypatch.setattr(writing, "_mark_written", fall)
    with pytest.raises(RuntimeError):
        tasks.write_import.func(import_id=one.pk)

    one = Import.objects.get()
    assert not Organisation.objects.exists()
    assert one.status == "ready"
    assert "rien n’a été écrit" in one.reason


def test_a_refused_sheet_does_not_keep_the_numbers_of_a_real_organisation(template):
    refused = OrganisationFactory(name="N’importe quoi", siren="732829320", status="refused")
    refused.establishments.create(siret="73282932000074", is_head=True)

    one = template(REMISE)

    assert outcomes(one) == [("La Remise à Neuf", Outcome.NEW)]
    imported(one)
    sheet = Organisation.objects.get(siren="732829320")
    assert (sheet.name, sheet.status) == ("La Remise à Neuf", OrganisationStatus.VERIFIED)
    assert list(sheet.establishments.values_list("siret", flat=True)) == ["73282932000074"]
    refused.refresh_from_db()
    assert (refused.siren, refused.establishments.get().siret) == (None, None)
