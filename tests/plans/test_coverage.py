"""The coverage matrix: every number is the length of the list behind it, whatever is crossed, chosen or compared."""

import pytest
from django.db import connection
from django.urls import reverse

from actors.models import Department, PolicyArea
from essportal import clock
from plans import actions
from plans.models import Pin, Version
from plans.selectors import coverage
from plans.selectors.coverage import DIMENSIONS, TABLES, Matrix
from tests.factories import DepartmentFactory, PlanFactory, PolicyAreaFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def shown(plan, **fields):
    """In review, whatever visas its measures would ask for: not the matter here."""
    version = version_of(plan, submitted=False)
    said = {"status": "in_review", "submitted_at": clock.now(), "review_closes_on": clock.today(), **fields}
    Version.objects.filter(pk=version.pk).update(**said)
    return version


def named(*things):
    return [{"id": thing.pk, "name": thing.name} for thing in things]


@pytest.fixture
def culture():
    return PolicyAreaFactory(name="Culture")


@pytest.fixture
def sport():
    return PolicyAreaFactory(name="Sport")


@pytest.fixture
def town_planning():
    return DepartmentFactory(name="Urbanisme")


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def version(plan, culture, town_planning):
    """Two measures of culture, one of which town planning leads and helps; one measure that names nothing."""
    axis = clause_from(plan, kind="section", title="Un axe")
    lead = {"kind": "department", **named(town_planning)[0]}
    sheet = {"lead": lead, "departments": named(town_planning), "policy_areas": named(culture), "levers": ["locaux"]}
    clause_from(plan, title="Des ateliers", parent=axis, sheet=sheet)
    clause_from(plan, title="Des fêtes", parent=axis, sheet={"policy_areas": named(culture)})
    clause_from(plan, title="Rien de dit", parent=axis)
    return shown(plan)


def matrix_of(version, down="competence", across="direction", **fields):
    return Matrix(DIMENSIONS[down], DIMENSIONS[across], coverage.of_version(version), **fields)


def test_a_measure_counts_once_in_a_cell_and_once_in_each_total(version, culture, town_planning):
    matrix = matrix_of(version)
    assert matrix.cell(str(culture.pk), str(town_planning.pk)).count == 1
    assert matrix.cell(str(culture.pk), None).count == 2
    assert matrix.cell(None, None).count == 3


def test_a_competence_that_no_measure_touches_is_shown(client, version, sport):
    assert matrix_of(version).empty_rows == ["Sport"]
    assert "Sans aucune mesure" in client.get(reverse("plans:coverage")).text


@pytest.mark.parametrize("table", TABLES)
def test_each_number_is_that_of_its_list_whatever_is_chosen(client, version, culture, table):
    down, across, __ = TABLES[table]
    for chosen in ([], [("competence", str(culture.pk))], [("levier", "locaux")]):
        matrix = matrix_of(version, down, across, chosen=chosen)
        for row, __ in [*matrix.rows, (None, "")]:
            for column, __ in [*matrix.columns, (None, "")]:
                headings = [*chosen, *((name, key) for name, key in ((down, row), (across, column)) if key)]
                assert matrix.cell(row, column).count == len(matrix.coverage.under(headings))


def test_totals_agree_with_sql(version, culture):
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM plans_pin p JOIN plans_revision r ON r.id = p.revision_id
               WHERE p.version_id = %s AND r.sheet -> 'policy_areas' @> %s::jsonb""",
            [version.pk, f'[{{"id": {culture.pk}}}]'],
        )
        assert cursor.fetchone()[0] == matrix_of(version).cell(str(culture.pk), None).count


def test_a_number_opens_its_measures(client, version, culture, town_planning):
    page = client.get(reverse("plans:coverage"), {"ligne": culture.pk, "colonne": town_planning.pk})
    listed = page.text.partition('id="liste"')[2]
    assert "Des ateliers" in listed
    assert "Des fêtes" not in listed


def test_what_changed_since_another_version_is_said(client, plan, version, officer, sport, town_planning):
    clause_from(plan, title="Du sport", sheet={"policy_areas": named(sport), "departments": named(town_planning)})
    later = actions.freeze_version(plan, by=officer, note="Le sport aussi.")
    matrix = matrix_of(later, before=coverage.of_version(version))
    assert matrix.cell(str(sport.pk), str(town_planning.pk)).difference == 1
    client.force_login(officer, BACKEND)
    page = client.get(reverse("plans:coverage"), {"texte": later.number, "depuis": version.number})
    assert "(+1)" in page.text


def test_the_working_text_is_for_those_who_write_it(client, plan, version, officer, member):
    clause_from(plan, title="Pas encore dite")
    client.force_login(member, BACKEND)
    assert client.get(reverse("plans:coverage"), {"texte": "travail"}).status_code == 404
    client.force_login(officer, BACKEND)
    page = client.get(reverse("plans:coverage"), {"texte": "travail", "colonne": "aucun"})
    assert "Pas encore dite" in page.text


def test_a_version_kept_to_its_readers_is_not_covered_for_others(client, plan, version, officer):
    actions.close_review(version, by=officer)
    clause_from(plan, title="Secrète")
    kept = shown(plan, is_public=False)
    for name in ("plans:coverage", "plans:coverage-ods", "plans:coverage-pdf"):
        assert client.get(reverse(name), {"texte": kept.number}).status_code == 404
        assert client.get(reverse(name), {"depuis": kept.number}).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"vue": "x"}, {"texte": "99"}, {"competence": "0"}, {"ligne": "0"}, {"colonne": "<b>"}, {"depuis": "x"}]
)
def test_an_address_that_asks_for_nothing_there_is_not_found(client, version, asked):
    assert client.get(reverse("plans:coverage"), asked).status_code == 404


def test_its_files_are_made(client, version):
    assert client.get(reverse("plans:coverage-pdf")).content.startswith(b"%PDF")
    ods = client.get(reverse("plans:coverage-ods"))
    assert b"".join(ods.streaming_content).startswith(b"PK")


def test_the_same_queries_whatever_the_size(client, version, django_assert_max_num_queries):
    for n in range(30):
        area, department = PolicyAreaFactory(name=f"Compétence {n}"), DepartmentFactory(name=f"Direction {n}")
        clause_from(
            Pin.objects.filter(version=version).first().clause.plan,
            title=f"Mesure {n}",
            sheet={"policy_areas": named(area), "departments": named(department)},
        )
    assert (PolicyArea.objects.count(), Department.objects.count()) == (31, 31)
    with django_assert_max_num_queries(10):
        client.get(reverse("plans:coverage"))
