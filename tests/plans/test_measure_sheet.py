"""The sheet of a measure: who leads it, with whom, when, for how much; kept as names, in whole numbers."""

import pytest
from django.urls import reverse

from actors.actions import merge_organisations
from plans.actions import revise_clause
from plans.drafting import canonical
from tests.factories import DepartmentFactory, OrganisationFactory, PlanFactory, clause_from


@pytest.fixture
def measure(db, officer):
    return clause_from(PlanFactory(), by=officer)


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def filled(measure, lines=(), **changes):
    """The page as sent: the sheet, and the two tables with their empty lines."""
    sent = {"base": measure.working().pk, "lead": "", "start": "2027-01", "end": "2029-12", **changes}
    for prefix, size in [("budget", 6), ("indicateurs", 4)]:
        sent |= {f"{prefix}-TOTAL_FORMS": size, f"{prefix}-INITIAL_FORMS": 0}
    return {**sent, **dict(lines)}


def save(at_work, measure, *lines, **changes):
    return at_work.post(reverse("plans:sheet", args=[measure.reference]), filled(measure, lines, **changes))


def test_the_sheet_keeps_names_and_whole_numbers(at_work, measure):
    department, partner = DepartmentFactory(name="Déchets"), OrganisationFactory(name="La Remise à Neuf")

    response = save(
        at_work,
        measure,
        ("budget-0-year", "2027"),
        ("budget-0-funder", "Région"),
        ("budget-0-planned", "8000"),
        ("indicateurs-0-name", "Comptoirs ouverts"),
        ("indicateurs-0-target", "45"),
        lead=f"department:{department.pk}",
        partners=[partner.pk],
        levers=["locaux"],
    )

    assert response.status_code == 302
    sheet = measure.working().sheet
    assert sheet["lead"] == {"kind": "department", "id": department.pk, "name": "Déchets"}
    assert sheet["partners"] == [{"id": partner.pk, "name": "La Remise à Neuf"}]
    assert sheet["budget"] == [{"year": 2027, "funder": "Région", "planned": 8000}]
    assert sheet["indicators"][0]["target"] == "45"
    assert measure.working().amount == 8000
    assert canonical(sheet)


def test_the_form_shows_what_the_sheet_keeps(at_work, measure):
    department = DepartmentFactory(name="Déchets")
    save(at_work, measure, ("budget-0-year", "2027"), ("budget-0-planned", "8000"), lead=f"department:{department.pk}")

    page = at_work.get(reverse("plans:sheet", args=[measure.reference]))

    assert "Pilote\u00a0: Déchets" in page.text
    assert 'value="8000"' in page.text


def test_a_lead_that_became_another_keeps_its_name(at_work, measure):
    department = DepartmentFactory(name="Déchets")
    save(at_work, measure, lead=f"department:{department.pk}")
    department.name = "Économie circulaire"
    department.save()

    assert measure.working().sheet["lead"]["name"] == "Déchets"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("end", "2026-01"), "La fin vient après le début."),
        (("start", "janvier"), "Écrivez le mois ainsi"),
        (("budget-0-planned", "100"), "Dites l’année."),
        (("budget-0-year", "2027"), "Dites le montant"),
        (("budget-0-planned", "-5"), "supérieure ou égale"),
        (("indicateurs-0-target", "45"), "Nommez l’indicateur."),
    ],
)
def test_what_is_missing_is_told_beside_its_field(at_work, measure, line, said):
    response = save(at_work, measure, line)

    assert response.status_code == 200
    assert said in response.text
    assert measure.revisions.count() == 1


def test_two_people_who_fill_different_fields_are_merged(at_work, officer, measure):
    base = measure.working()
    revise_clause(measure, by=officer, base=base, title=base.title, text=base.text, sheet={"publics": "Les jeunes"})

    save(at_work, measure, base=base.pk, constat="Des locaux vides.")

    sheet = measure.working().sheet
    assert (sheet["publics"], sheet["constat"]) == ("Les jeunes", "Des locaux vides.")


def test_two_people_who_fill_the_same_field_are_told(at_work, officer, measure):
    base = measure.working()
    revise_clause(
        measure, by=officer, base=base, title=base.title, text=base.text, sheet={"constat": "Trop de déchets."}
    )

    response = save(at_work, measure, base=base.pk, constat="Des locaux vides.")

    assert response.status_code == 409
    assert "Trop de déchets." in response.text
    assert "Des locaux vides." in response.text
    assert measure.revisions.count() == 2


def test_a_part_of_the_plan_has_no_sheet(at_work, officer, measure):
    part = clause_from(measure.plan, by=officer, kind="section", title="Habiter")

    assert at_work.get(reverse("plans:sheet", args=[part.reference])).status_code == 404


def test_nobody_else_fills_a_sheet(client, member, measure):
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")

    assert save(client, measure).status_code == 403


def test_a_partner_whose_sheet_was_merged_stays_a_partner(at_work, officer, measure):
    partner, kept = OrganisationFactory(name="Remise (asso)"), OrganisationFactory(name="La Remise à Neuf")
    save(at_work, measure, partners=[partner.pk])

    merge_organisations(kept, partner, by=officer)

    form = at_work.get(reverse("plans:sheet", args=[measure.reference])).context["form"]
    assert form.initial["partners"] == [kept.pk]
