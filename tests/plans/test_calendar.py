"""The calendar of a plan, its levels, and a consultation drawn from a ready-made calendar."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consultations.models import Consultation
from essportal.journal import sentence, timeline
from plans.calendars import LENGTHS, draw, later
from plans.models import Plan, Stage
from plans.selectors.outline import working_outline
from tests.factories import PlanFactory, clause_from

PARIS = ZoneInfo("Europe/Paris")
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(days, st.sampled_from(LENGTHS))
def test_stages_follow_one_another_and_last_as_long_as_was_asked(first, months):
    stages = draw(months, first)

    assert stages[0].starts_on == first
    assert stages[-1].ends_on == later(first, months) - timedelta(days=1)
    for before, after in pairwise(stages):
        assert after.starts_on == before.ends_on + timedelta(days=1)
    assert all(stage.starts_on <= stage.ends_on for stage in stages)
    assert sum(stage.is_open for stage in stages) == 1


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2027, 8, 31), 1, date(2027, 9, 30)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 1), 18, date(2028, 7, 1)),
    ],
)
def test_months_end_where_they_end(day, months, found):
    assert later(day, months) == found


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def typed(page, **changes):
    """What a person sends back from a page as it stands, with their changes."""
    found = {}
    for form in [page.context.get("form"), *page.context["formset"], page.context["formset"].management_form]:
        for field in form or []:
            value = field.value()
            found[field.html_name] = "" if value in (None, False) else value
    return {name: value for name, value in (found | changes).items() if not name.endswith("DELETE") or value}


DRAW = "plans:draw-consultation"
ASKED = {"mois": 6, "debut": "2027-02-01"}


def test_a_length_and_a_first_day_propose_everything_and_keep_nothing(at_work, plan):
    page = at_work.get(reverse(DRAW), ASKED)

    assert [form.initial.get("title") for form in page.context["formset"]][:2] == ["Diagnostic partagé", "Concertation"]
    assert page.context["form"]["closes_on"].value() == date(2027, 4, 30)
    assert not Stage.objects.exists()


def test_the_consultation_is_kept_with_its_window_the_stages_and_the_cutoff(at_work, plan):
    address = reverse(DRAW) + "?mois=6&debut=2027-02-01"

    at_work.post(address, typed(at_work.get(address), title="Dites-nous tout"))

    consultation = Consultation.objects.get(slug="dites-nous-tout")
    window = consultation.windows.get()
    plan.refresh_from_db()
    assert window.opens_at == datetime(2027, 3, 1, tzinfo=PARIS)
    assert window.closes_at == datetime(2027, 5, 1, tzinfo=PARIS)
    assert plan.cutoff_on == date(2027, 4, 30)
    assert consultation in plan.consultations.all()
    assert plan.stages.count() == 5
    assert consultation.published_at is None
    assert "a fixé le calendrier du plan" in [sentence(entry) for entry in timeline(plan)]


def test_a_consultation_sent_twice_is_kept_once(at_work, plan):
    address = reverse(DRAW) + "?mois=6&debut=2027-02-01"
    sent = typed(at_work.get(address), title="Dites-nous tout")
    at_work.post(address, sent)

    again = at_work.post(address, sent)

    assert again.status_code == 409
    assert Consultation.objects.filter(title="Dites-nous tout").count() == 1


def test_a_date_already_set_is_said_to_be_replaced(at_work, plan):
    Plan.objects.update(cutoff_on=date(2027, 5, 31))

    page = at_work.get(reverse(DRAW), ASKED).content.decode()

    assert "Ce plan a déjà une date d’arrêt, le 31" in page


def test_a_stage_is_removed_added_or_moved_before_all_is_kept(at_work, plan):
    address = reverse(DRAW) + "?mois=6&debut=2027-02-01"
    changes = {
        "etape-0-DELETE": "on",
        "etape-5-title": "Fête",
        "etape-5-starts_on": "2027-01-01",
        "etape-5-ends_on": "2027-01-02",
    }

    at_work.post(address, typed(at_work.get(address), **changes))

    titles = [stage.title for stage in plan.stages.all()]
    assert titles[:2] == ["Fête", "Concertation"]
    assert "Diagnostic partagé" not in titles


def test_days_in_the_wrong_order_are_told_beside_their_field_and_nothing_is_kept(at_work, plan):
    address = reverse(DRAW) + "?mois=6&debut=2027-02-01"

    page = at_work.post(address, typed(at_work.get(address), **{"closes_on": "2027-01-01", "etape-0-title": "Bilan"}))

    assert "La fermeture doit venir après" in page.content.decode()
    assert 'value="Bilan"' in page.content.decode()
    assert not Stage.objects.exists()


@pytest.mark.parametrize("asked", [{"mois": 7, "debut": "2027-02-01"}, {"mois": 6, "debut": "9999-12-31"}, {"mois": 6}])
def test_a_calendar_that_cannot_be_is_asked_again(at_work, plan, asked):
    page = at_work.get(reverse(DRAW), asked)

    assert page.status_code == 200
    assert "corriger" in page.content.decode()


def test_without_a_plan_the_way_to_open_one_is_shown(at_work):
    answer = at_work.get(reverse(DRAW))

    assert answer.status_code == 409
    assert reverse("plans:plan-frame") in answer.content.decode()


def test_the_calendar_is_edited_afterwards_and_sorted_by_day(at_work, plan):
    for rank, title in enumerate(["Un", "Deux"], start=1):
        day = date(2027, rank, 1)
        Stage.objects.create(plan=plan, rank=rank, title=title, starts_on=day, ends_on=day)
    page = at_work.get(reverse("plans:stages"))

    at_work.post(
        reverse("plans:stages"), typed(page, **{"form-0-starts_on": "2027-06-01", "form-0-ends_on": "2027-06-30"})
    )

    assert [(stage.rank, stage.title) for stage in plan.stages.all()] == [(1, "Deux"), (2, "Un")]


def send_plan(client, plan, levels):
    dates = {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat()}
    consultations = [one.pk for one in plan.consultations.all()]
    fields = {"title": plan.title, "consultations": consultations, "levels": levels, **dates}
    return client.post(reverse("plans:plan-frame"), fields)


def test_levels_are_renamed_and_the_numbers_follow(at_work, officer, plan):
    axis = clause_from(plan, by=officer, kind="section", title="Habiter")
    clause_from(plan, by=officer, kind="measure", title="Un comptoir", parent=axis)

    send_plan(at_work, plan, "Enjeu | E\nAction")

    plan = Plan.objects.get()
    assert plan.outline_levels == [("Enjeu", "E"), ("Action", "A")]
    assert [placed.label for placed in working_outline(plan)] == ["E\u00a01", "A\u00a01"]
    page = at_work.get(reverse("plans:add-clause")).content.decode()
    assert ">Enjeu</option>" in page
    assert ">Action</option>" in page


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ("Mesure", "de deux à six niveaux"),
        ("Axe | A\nAction | A", "la même abréviation"),
        ("Axe\nObjectif | TROPLONG\nMesure | M", "une abréviation de 4 au plus"),
    ],
)
def test_levels_that_nobody_could_tell_apart_are_refused(at_work, plan, levels, said):
    page = send_plan(at_work, plan, levels).content.decode()

    assert said in page
    assert len(Plan.objects.get().outline_levels) == 3


def test_a_level_in_use_is_not_taken_away(at_work, officer, plan):
    axis = clause_from(plan, by=officer, kind="section", title="Habiter")
    clause_from(plan, by=officer, kind="section", title="Se loger", parent=axis)

    answer = send_plan(at_work, plan, "Enjeu | E\nAction | A")

    assert answer.status_code == 409
    assert "emploie déjà 3 niveaux" in answer.content.decode()


def test_a_plan_saved_without_a_word_about_levels_keeps_them(at_work, plan):
    send_plan(at_work, plan, "")

    assert Plan.objects.get().outline_levels == [("Axe", ""), ("Objectif", "O"), ("Mesure", "M")]
