"""Departments and competences come and go; what was said of them stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors import actions
from actors.models import Correspondent, Department, PolicyArea
from essportal import clock
from essportal.errors import Refused
from essportal.journal import sentence, timeline
from plans.forms.sheet import SheetForm
from tests.factories import DepartmentFactory, PlanFactory, PolicyAreaFactory, clause_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def told(subject):
    return [sentence(entry) for entry in timeline(subject)]


def test_several_departments_come_at_once_with_their_competences(at_work):
    for name in ("Culture", "Économie, emploi", "Sport"):
        PolicyAreaFactory(name=name)
    lines = "Direction de la culture | sport, Culture\nDéveloppement économique | Économie, emploi\nArchives\n"

    at_work.post(reverse("actors:departments"), {"lines": lines})

    found = {one.name: sorted(area.name for area in one.policy_areas.all()) for one in Department.objects.all()}
    assert found == {
        "Direction de la culture": ["Culture", "Sport"],
        "Développement économique": ["Économie, emploi"],
        "Archives": [],
    }
    assert told(Department.objects.get(name="Archives")) == ["a ajouté une direction"]


@pytest.mark.parametrize(
    ("line", "said"), [("Voirie | Ponts", "« Ponts » n’est pas une compétence"), ("... | Sport", "n’est pas comprise")]
)
def test_a_line_that_is_not_understood_is_named_and_kept(at_work, line, said):
    PolicyAreaFactory(name="Sport")

    page = at_work.post(reverse("actors:departments"), {"lines": line}).content.decode()

    assert said in page.replace("\u202f", " ")
    assert line in page
    assert not Department.objects.exists()


def test_a_department_typed_twice_is_there_once(at_work):
    at_work.post(reverse("actors:departments"), {"lines": "Archives\narchives"})

    assert Department.objects.count() == 1


def test_two_departments_whose_names_give_the_same_address_both_have_one(officer):
    added = actions.add_departments([("Voirie & ponts", []), ("Voirie, ponts", [])], by=officer)

    assert [one.slug for one in added] == ["voirie-ponts", "voirie-ponts-2"]


def test_a_renamed_department_keeps_its_address(at_work):
    department = DepartmentFactory(name="Culture")

    at_work.post(department.get_absolute_url(), {"name": "Culture et patrimoine"})

    department.refresh_from_db()
    assert department.name == "Culture et patrimoine"
    assert at_work.get(department.get_absolute_url()).status_code == 200
    assert told(department) == ["a modifié une direction"]


def test_a_name_already_taken_is_refused_whatever_its_case(at_work):
    DepartmentFactory(name="Culture")
    department = DepartmentFactory(name="Sport")

    page = at_work.post(department.get_absolute_url(), {"name": "culture"}).content.decode()

    assert "Une direction porte déjà ce nom." in page


def test_a_closed_department_is_offered_no_more_ends_its_correspondents_and_opens_again(
    at_work, correspondent, officer
):
    department, today = correspondent.departments[0], clock.today()

    asked = at_work.get(reverse("actors:close-department", args=[department.slug]))
    at_work.post(reverse("actors:close-department", args=[department.slug]))

    assert "Fermer cette direction" in asked.content.decode()
    assert department not in Department.objects.open()
    assert Correspondent.objects.get().ends_on == today
    at_work.post(reverse("actors:close-department", args=[department.slug]))
    assert department in Department.objects.open()
    assert told(department) == ["a rouvert une direction", "a fermé une direction"]


def test_a_correspondent_to_come_never_ends_before_starting(officer, member):
    department, tomorrow = DepartmentFactory(), clock.today() + timedelta(days=1)
    coming = Correspondent.objects.create(department=department, person=member, starts_on=tomorrow)

    actions.close_department(department, by=officer)

    coming.refresh_from_db()
    assert coming.ends_on == tomorrow


def test_closing_twice_is_refused(officer):
    department = DepartmentFactory()
    actions.close_department(department, by=officer)

    with pytest.raises(Refused, match="déjà fermée"):
        actions.close_department(department, by=officer)


def test_a_measure_keeps_the_closed_department_it_names_and_offers_no_other(officer):
    kept, other = DepartmentFactory(name="Gardée"), DepartmentFactory(name="Ailleurs")
    sheet = {"departments": [{"id": kept.pk, "name": kept.name}]}
    clause = clause_from(PlanFactory(), by=officer, sheet=sheet)
    for department in (kept, other):
        actions.close_department(department, by=officer)

    form = SheetForm(newest=clause.working(), reader=officer)

    assert list(form.fields["departments"].queryset) == [kept]


def test_a_competence_is_added_renamed_closed_and_opened_again(at_work, client):
    at_work.post(reverse("actors:policy-areas"), {"name": "Eau"})
    area = PolicyArea.objects.get()
    at_work.post(area.get_absolute_url(), {"name": "Eau et rivières"})
    closing = reverse("actors:close-policy-area", args=[area.slug])
    at_work.post(closing)

    assert not PolicyArea.objects.open().exists()
    at_work.post(closing)
    area.refresh_from_db()
    assert (area.name, area.slug, area.closed_on) == ("Eau et rivières", "eau", None)
    assert told(area) == [
        "a rouvert une compétence",
        "a fermé une compétence",
        "a renommé une compétence",
        "a ajouté une compétence",
    ]


def test_a_list_of_departments_costs_the_same_whatever_its_length(at_work):
    costs, area = [], PolicyAreaFactory()
    for more in (3, 27):
        for __ in range(more):
            DepartmentFactory().policy_areas.add(area)
        with CaptureQueriesContext(connection) as queries:
            at_work.get(reverse("actors:departments"))
        costs.append(len(queries))

    assert costs[0] == costs[1]
