"""The directory as a file: what is on screen, and nothing that a spreadsheet would compute."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from tests.factories import NetworkMembershipFactory, OrganisationFactory, PolicyAreaFactory

pytestmark = pytest.mark.django_db
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"


def as_csv(client, **search):
    response = client.get(reverse("actors:directory-csv"), search)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_ods(client, **search):
    response = client.get(reverse("actors:directory-ods"), search)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert archive.namelist()[0] == "mimetype"
    rows = ElementTree.fromstring(archive.read("content.xml")).iter(ROW)  # noqa: S314 -- our own file
    return [["\n".join(line.text or "" for line in cell.iter(TEXT)) for cell in row] for row in rows]


def test_the_file_holds_what_the_search_shows_whatever_its_page(client):
    for n in range(30):
        OrganisationFactory(name=f"Mutuelle {n:02d}", kind="mutual")
    OrganisationFactory(name="Association", kind="association")
    OrganisationFactory(name="Mutuelle cachée", kind="mutual", status="to_verify")

    rows = as_csv(client, famille="mutual", apres="3")

    assert [row["Nom"] for row in rows] == [f"Mutuelle {n:02d}" for n in range(30)]
    assert [row[0] for row in as_ods(client, famille="mutual")[1:]] == [row["Nom"] for row in rows]


def test_a_name_that_is_a_formula_stays_a_name(client):
    OrganisationFactory(name="=1+1", activity="@SUM(A1)", description="Une\nligne\x01 & <deux>")

    (row,) = as_csv(client)

    assert (row["Nom"], row["Activité"]) == ("'=1+1", "'@SUM(A1)")
    assert as_ods(client)[1][0] == "=1+1"
    assert "Une\nligne & <deux>" in as_ods(client)[1]


def test_networks_and_competences_are_named_and_addresses_to_write_to_are_not(client):
    link = NetworkMembershipFactory(network__name="Réseau", member__email="canari@exemple.test")
    link.member.policy_areas.add(PolicyAreaFactory(name="Mobilité"))

    text = b"".join(client.get(reverse("actors:directory-csv")).streaming_content).decode()

    assert "Réseau" in text
    assert "Mobilité" in text
    assert "canari" not in text


def test_a_long_file_costs_no_query_a_row(client, django_assert_max_num_queries):
    for __ in range(30):
        NetworkMembershipFactory()

    with django_assert_max_num_queries(12):
        assert len(as_csv(client)) == 60
