"""The shared diagnosis: counted, brought, commented, then published for good."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from actors import actions
from actors.forms.diagnosis import Places
from actors.models import Breakdown, Diagnosis, Figure
from actors.selectors import figures
from essportal.errors import Refused
from tests.factories import MunicipalityFactory, OrganisationFactory

HEADING = "axe;libellé;établissements ESS;emplois ESS;établissements;emplois\n"
FILE = HEADING + (
    "ensemble;ensemble;120;1 500;1600;12000\n"
    "famille;association;100;1200;;\n"
    "commune;Lusignan;12;90;;800\n"
    "secteur;action sociale;30;600;;700\n"
)


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def lusignan(db):
    return MunicipalityFactory(code="86139", name="Lusignan")


@pytest.fixture
def diagnosis(officer, lusignan):
    return actions.open_diagnosis(
        by=officer, title="L’ESS du Val de Clain", figures_on=date(2026, 1, 1), source="Urssaf, 2025"
    )


def csv(text, encoding="utf-8"):
    return SimpleUploadedFile("chiffres.csv", text.encode(encoding), "text/csv")


def bring(client, diagnosis, file):
    return client.post(reverse("actors:bring-figures", args=[diagnosis.pk]), {"file": file}, follow=True)


def told(diagnosis, breakdown):
    return {figure.label: figure for figure in diagnosis.figures.filter(breakdown=breakdown)}


def test_the_registry_is_counted_without_networks_partners_nor_what_is_not_verified(officer, lusignan):
    OrganisationFactory(municipality=lusignan, size_band="01")
    OrganisationFactory(kind="cooperative")
    OrganisationFactory(is_network=True)
    OrganisationFactory(kind="partner")
    OrganisationFactory(status="to_verify")

    diagnosis = actions.open_diagnosis(by=officer, title="ESS", figures_on=date(2026, 1, 1), source="L’annuaire")

    assert told(diagnosis, Breakdown.WHOLE)["ensemble"].organisations == 2
    families = {label: figure.organisations for label, figure in told(diagnosis, Breakdown.FAMILY).items()}
    assert families == {"association": 1, "coopérative": 1}
    assert told(diagnosis, Breakdown.MUNICIPALITY)["Lusignan"].municipality == lusignan


def test_figures_join_what_the_registry_counted(at_work, diagnosis):
    OrganisationFactory()
    at_work.post(reverse("actors:count-registry", args=[diagnosis.pk]))

    bring(at_work, diagnosis, csv(FILE))

    association = told(diagnosis, Breakdown.FAMILY)["association"]
    assert (association.organisations, association.establishments, association.jobs) == (1, 100, 1200)
    assert told(diagnosis, Breakdown.WHOLE)["ensemble"].all_jobs == 12_000


def test_bringing_the_file_again_replaces_and_adds_nothing(at_work, diagnosis):
    bring(at_work, diagnosis, csv(FILE))
    before = diagnosis.figures.count()

    bring(at_work, diagnosis, csv(FILE.replace("action sociale;30;600", "action sociale;31;610")))

    assert diagnosis.figures.count() == before
    assert told(diagnosis, Breakdown.SECTOR)["action sociale"].jobs == 610


@pytest.mark.parametrize(
    "file",
    [
        csv("\N{BYTE ORDER MARK}" + FILE),
        csv(FILE, "cp1252"),
        csv(FILE.replace(";", ",")),
        csv(FILE.replace(";", "\t")),
        csv(FILE.replace("\n", "\r\n")),
        csv(FILE.replace("1 500", "1\u202f500,0").replace("Lusignan", "86139")),
        csv(FILE.replace("axe;", "remarque;axe;").replace("\n", "\n;", 4).removesuffix("\n;")),
    ],
    ids=["mark", "latin", "commas", "tabs", "windows", "typeset", "unknown column"],
)
def test_what_a_spreadsheet_does_to_a_file_is_undone(at_work, diagnosis, file):
    page = bring(at_work, diagnosis, file)

    assert "4 lignes reprises" in page.text
    assert told(diagnosis, Breakdown.WHOLE)["ensemble"].jobs == 1500
    assert told(diagnosis, Breakdown.MUNICIPALITY)["Lusignan"].jobs == 90


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nom;emplois\nX;3\n", "la colonne « axe » manque"),
        (HEADING, "aucune ligne de chiffres"),
        ("\n\n", "la colonne « axe » manque"),
        (HEADING + "commune;Paris;1;2;3;4\n", "« commune, Paris » n’est pas connu du portail"),
        (HEADING + "secteur;santé;1;beaucoup;;\n", "Ligne 2, colonne « emplois ESS »"),
        (HEADING + "secteur;santé;1;2,5;;\n", "« 2,5 » n’est pas un nombre entier"),
        (HEADING + "secteur;santé;-1;2;;\n", "« -1 » n’est pas un nombre entier"),
        (HEADING + "secteur;santé;1;20;;10\n", "20 dépasse le nombre de tous secteurs"),
        (HEADING + "secteur;santé;1;2;;\n" * 2, "« santé » est déjà donné plus haut"),
    ],
)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(at_work, diagnosis, text, said):
    bring(at_work, diagnosis, csv(FILE))

    page = bring(at_work, diagnosis, csv(text))

    assert said in page.text.replace("\u00a0", " ")
    assert told(diagnosis, Breakdown.WHOLE)["ensemble"].jobs == 1500


@pytest.mark.parametrize("content", [b"PK\x03\x04classeur", b"\x00\x01\x02", b"\xff" * 2_000_000])
def test_a_file_that_is_no_csv_is_refused_in_a_sentence(at_work, diagnosis, content):
    page = bring(at_work, diagnosis, SimpleUploadedFile("chiffres.csv", content))

    assert page.context["figures"].errors["file"]


def test_three_thousand_lines_are_too_many():
    lines = "".join(f"secteur;{number};1;1;;\n" for number in range(3_000))

    sheet = figures.read((HEADING + lines).encode(), lambda breakdown, label: {"breakdown": breakdown, "label": label})

    assert [fault.why for fault in sheet.faults] == ["long"]
    assert len(sheet.rows) == figures.MOST_ROWS


def test_visitors_read_the_published_edition_only(client, officer, diagnosis):
    page = reverse("actors:diagnosis")
    assert "pas encore publié" in client.get(page).text
    assert client.get(diagnosis.get_absolute_url()).status_code == 404
    assert client.get(reverse("actors:diagnosis-csv", args=[diagnosis.pk])).status_code == 404

    actions.publish_diagnosis(diagnosis, by=officer)

    assert "L’ESS du Val de Clain" in client.get(page).text


def test_shares_bars_and_comments_are_drawn_with_their_table(client, officer, at_work, diagnosis):
    bring(at_work, diagnosis, csv(FILE))
    edition = {"title": "L’ESS", "figures_on": "2026-01-01", "source": "Urssaf", "introduction": "**Une** phrase."}
    at_work.post(
        reverse("actors:diagnosis-desk-edition", args=[diagnosis.pk]),
        {**edition, "comment_family": "Trois sur quatre."},
    )

    page = at_work.get(diagnosis.get_absolute_url()).text.replace("\u00a0", " ")

    assert "12,5 %" in page
    assert "<strong>Une</strong>" in page
    assert "Trois sur quatre." in page
    assert 'role="img"' not in page, "no commune has an outline here: no map"


def test_a_published_edition_never_changes(officer, diagnosis):
    actions.publish_diagnosis(diagnosis, by=officer)

    with pytest.raises(Refused, match="ne change plus"):
        actions.bring_figures(diagnosis, by=officer, rows=[])
    for change in (
        lambda: Diagnosis.objects.filter(pk=diagnosis.pk).update(title="Autre"),
        lambda: Diagnosis.objects.filter(pk=diagnosis.pk).delete(),
        lambda: Figure.objects.filter(diagnosis=diagnosis).update(jobs=1),
        lambda: Figure.objects.create(diagnosis=diagnosis, breakdown="sector", label="ajout"),
        lambda: Figure.objects.filter(diagnosis=diagnosis).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_edition_that_counts_nothing_is_not_published(officer, lusignan):
    empty = Diagnosis.objects.create(title="Vide", figures_on=date(2026, 1, 1), source="Rien")

    with pytest.raises(Refused, match="ne compte rien encore"):
        actions.publish_diagnosis(empty, by=officer)


def test_a_draft_is_dropped_after_a_question(at_work, diagnosis):
    address = reverse("actors:drop-diagnosis", args=[diagnosis.pk])
    assert "Abandonner" in at_work.get(address).text

    at_work.post(address)

    assert not Diagnosis.objects.exists()


def test_the_figures_downloaded_may_start_the_next_edition(at_work, diagnosis):
    bring(at_work, diagnosis, csv(FILE))
    content = at_work.get(reverse("actors:diagnosis-csv", args=[diagnosis.pk])).getvalue()

    sheet = figures.read(content, Places())

    assert sheet.faults == []
    assert {row["label"] for row in sheet.rows} == {"ensemble", "association", "Lusignan", "action sociale"}


def test_a_label_is_never_run_as_a_formula(at_work, diagnosis):
    bring(at_work, diagnosis, csv(HEADING + "secteur;=1+1;1;2;;\n"))

    text = at_work.get(reverse("actors:diagnosis-csv", args=[diagnosis.pk])).getvalue().decode("utf-8-sig")

    assert ";'=1+1;" in text


def test_the_model_holds_the_communes_of_the_territory(at_work, lusignan):
    text = at_work.get(reverse("actors:diagnosis-template")).getvalue().decode("utf-8-sig")

    assert "commune;Lusignan;;;;" in text


@pytest.mark.parametrize("size", [2, 40])
def test_the_page_asks_as_much_whatever_the_number_of_lines(
    client, officer, diagnosis, size, django_assert_max_num_queries
):
    for number in range(size):
        Figure.objects.create(diagnosis=diagnosis, breakdown="sector", label=f"Secteur {number}", jobs=number)
    actions.publish_diagnosis(diagnosis, by=officer)

    with django_assert_max_num_queries(9):
        client.get(reverse("actors:diagnosis"))


def test_the_map_shows_shares_so_that_a_town_does_not_hide_its_villages(client, officer, diagnosis):
    for rank, (jobs, every) in enumerate([(900, 10_000), (30, 100), (10, 100), (0, 50)]):
        commune = MunicipalityFactory(code=f"8690{rank}", name=f"Village {rank}", outline="M0,0Z")
        Figure.objects.create(
            diagnosis=diagnosis,
            breakdown="municipality",
            label=commune.name,
            municipality=commune,
            jobs=jobs,
            all_jobs=every,
        )
    actions.publish_diagnosis(diagnosis, by=officer)

    places = {
        place["commune"].name: place["step"] for place in client.get(reverse("actors:diagnosis")).context["map"].places
    }

    assert places["Village 1"] == "v4"
    assert places["Village 0"] < places["Village 2"] < places["Village 1"]
    assert places["Village 3"] == "v0"


def test_a_quotation_mark_left_open_is_told_and_breaks_nothing(at_work, diagnosis):
    page = bring(at_work, diagnosis, csv(HEADING + 'secteur;"' + "a" * 200_000))

    assert "un guillemet n’est pas refermé" in page.text
