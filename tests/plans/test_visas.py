"""A measure that associates a department needs its visa before submission; silence counts after the delay only."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Correspondent
from essportal import clock
from essportal.errors import Refused
from plans import actions
from plans.models import VersionStatus, Visa, VisaAnswer, VisaState
from plans.selectors import gate, visas
from plans.tasks_visas import remind_departments
from tests.factories import DepartmentFactory, PersonFactory, PlanFactory, clause_from

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARIS = ZoneInfo("Europe/Paris")
ASKED = datetime(2027, 6, 1, 10, tzinfo=PARIS)  # a Tuesday; no holiday in the three weeks that follow


def at(day, hour=9):
    return clock.standing_at(datetime(2027, 6, day, hour, tzinfo=PARIS))


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def department():
    return DepartmentFactory(name="Direction de l’emploi")


@pytest.fixture
def holder(department):
    return PersonFactory(name="Andréa Alinéa", department=department)


@pytest.fixture
def substitute(department):
    person = PersonFactory(name="Camille Renvoi")
    Correspondent.objects.create(
        person=person, department=department, rank="substitute", starts_on=clock.today() - timedelta(days=30)
    )
    return person


@pytest.fixture
def measure(plan, officer, department):
    return clause_from(plan, by=officer, sheet={"departments": [{"id": department.pk, "name": department.name}]})


def ask(plan, officer):
    actions.ask_visas(plan, by=officer)
    return Visa.objects.get()


def give(visa, by, kind="favorable", seen=0, text=""):
    return actions.give_visa(visa, by=by, kind=kind, seen=seen, text=text)


def frozen(plan, officer):
    return actions.freeze_version(plan, by=officer, note="Première écriture.")


def submit(version, officer):
    return actions.submit_version(version, by=officer, closes_on=clock.today() + timedelta(days=30))


def test_a_version_without_the_visa_is_refused_and_names_department_and_measure(plan, officer, measure, holder):
    version = frozen(plan, officer)

    with pytest.raises(Refused) as refusal:
        submit(version, officer)

    assert "Direction de l’emploi" in refusal.value.items[0]
    assert measure.reference in refusal.value.items[0]
    [blocker] = [one for one in gate.blockers(version) if one.code == "visas"]
    assert blocker.is_blocking
    assert blocker.waits_for == "Direction de l’emploi"


def test_before_submitting_the_page_says_which_visa_is_missing(client, plan, officer, measure, holder):
    version = frozen(plan, officer)
    client.force_login(officer, BACKEND)

    page = client.get(reverse("plans:submit", args=[version.number]))

    assert "1 visa manquant" in page.text
    assert "Direction de l’emploi" in page.text


@pytest.mark.parametrize(("kind", "text"), [("favorable", ""), ("reserve", "Le budget n’est pas assuré.")])
def test_favourable_or_with_a_reserve_the_visa_opens_the_gate(plan, officer, measure, holder, kind, text):
    give(ask(plan, officer), holder, kind, text=text)

    assert submit(frozen(plan, officer), officer).status == VersionStatus.IN_REVIEW


def test_silence_is_an_agreement_after_ten_working_days_not_before(plan, officer, measure, holder):
    with clock.standing_at(ASKED):
        visa = ask(plan, officer)
        version = frozen(plan, officer)

    with at(15):
        assert visa.due_on == clock.today()
        assert visa.state == VisaState.WAITING
        with pytest.raises(Refused):
            submit(version, officer)
    with at(16):
        assert visa.state == VisaState.SILENCE
        submit(version, officer)


def test_the_delay_is_the_one_of_the_plan(client, plan, officer, measure, holder):
    client.force_login(officer, BACKEND)
    typed = {"title": plan.title, "starts_on": "2027-01-01", "ends_on": "2030-12-31", "visa_days": "3"}
    client.post(reverse("plans:plan-frame"), typed)

    with clock.standing_at(ASKED):
        assert ask(plan, officer).due_on.isoformat() == "2027-06-04"


def test_a_department_without_correspondent_never_agrees_by_silence(plan, officer, measure, department):
    with clock.standing_at(ASKED):
        visa = ask(plan, officer)

    with clock.standing_at(ASKED + timedelta(days=90)):
        assert visa.state == VisaState.UNREACHED
        PersonFactory(department=department)
        assert actions.ask_visas(plan, by=officer) == 1
        visa.refresh_from_db()
        assert visa.state == VisaState.WAITING


def test_only_the_correspondents_of_that_day_answer(client, plan, officer, measure, holder, substitute):
    visa = ask(plan, officer)
    address = reverse("plans:visa", args=[visa.pk])
    other = PersonFactory(department=DepartmentFactory())

    client.force_login(other, BACKEND)
    assert client.post(address, {"seen": 0, "kind": "favorable"}).status_code == 404
    client.force_login(officer, BACKEND)
    assert client.post(address, {"seen": 0, "kind": "favorable"}).status_code == 403
    Correspondent.objects.filter(person=holder).update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(holder, BACKEND)
    assert client.post(address, {"seen": 0, "kind": "favorable"}).status_code == 403
    client.force_login(substitute, BACKEND)
    assert client.post(address, {"seen": 0, "kind": "favorable"}).status_code == 302
    assert VisaAnswer.objects.get().capacity == "correspondant ESS suppléant"


def test_a_reserve_says_which(client, plan, officer, measure, holder):
    visa = ask(plan, officer)
    client.force_login(holder, BACKEND)

    page = client.post(reverse("plans:visa", args=[visa.pk]), {"seen": 0, "kind": "reserve", "text": ""})

    assert "Dites votre réserve." in page.text
    assert not VisaAnswer.objects.exists()


def test_the_second_of_two_answers_is_told_who_was_first(plan, officer, measure, holder, substitute):
    visa = ask(plan, officer)
    give(visa, holder)

    with pytest.raises(Refused) as refusal:
        give(visa, substitute, "reserve", text="Non.")

    assert "Andréa Alinéa" in refusal.value.reason
    give(visa, substitute, "reserve", seen=1, text="Le budget.")
    assert Visa.objects.get().state == VisaState.RESERVE


@pytest.mark.django_db(transaction=True)
def test_two_people_of_a_department_answer_at_once_and_one_of_them_only(plan, officer, measure, holder, substitute):
    visa = ask(plan, officer)

    def answer(person):
        try:
            return give(visa, person).by_id
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        won = [one for one in pool.map(answer, [holder, substitute]) if one]

    assert won == [VisaAnswer.objects.get().by_id]


def test_a_visa_no_longer_holds_when_the_sheet_or_the_words_move(plan, officer, measure, holder):
    give(ask(plan, officer), holder)
    base = measure.working()
    kept = {"base": base, "title": base.title, "by": officer}
    actions.revise_clause(measure, text=base.text, sheet={**base.sheet, "publics": "Tous"}, **kept)

    [one] = visas.needed_by(plan)

    assert one.visa is None
    assert one.is_to_confirm
    with pytest.raises(Refused):
        submit(frozen(plan, officer), officer)
    assert actions.ask_visas(plan, by=officer) == 1


def test_the_page_of_a_visa_to_confirm_shows_what_moved_in_the_sheet(client, plan, officer, measure, holder):
    give(ask(plan, officer), holder)
    base = measure.working()
    sheet = {**base.sheet, "publics": "Tous", "budget": [{"year": 2027, "funder": "Région", "planned": 5000}]}
    actions.revise_clause(measure, by=officer, base=base, title=base.title, text=base.text, sheet=sheet)
    actions.ask_visas(plan, by=officer)
    client.force_login(holder, BACKEND)

    page = client.get(reverse("plans:visa", args=[Visa.objects.latest("pk").pk]))

    assert "<ins>Tous</ins>" in page.text
    assert "Région" in page.text


def test_a_move_leaves_the_visa_as_it_is(plan, officer, measure, holder):
    give(ask(plan, officer), holder)
    clause_from(plan, by=officer, title="Une autre")

    actions.move_clause(measure, by=officer, way="down")

    assert visas.to_ask(plan) == []


def test_general_management_overrides_a_missing_visa_with_a_public_reason(client, plan, officer, measure, holder):
    visa = ask(plan, officer)
    boss = PersonFactory(post="general_management")
    client.force_login(boss, BACKEND)
    reason = "Le conseil attend ce plan."

    client.post(reverse("plans:override-visa", args=[visa.pk]), {"reason": reason})
    submit(frozen(plan, officer), officer)

    client.logout()
    page = client.get(reverse("plans:clause", args=[measure.reference]))
    assert reason in page.text


def test_a_given_visa_cannot_be_overridden(plan, officer, measure, holder):
    visa = ask(plan, officer)
    give(visa, holder)

    with pytest.raises(Refused):
        actions.override_visa(visa, by=officer, reason="Pressé.")


def test_the_public_reads_no_visa_on_the_page_of_a_clause(client, elected, plan, officer, measure, holder):
    give(ask(plan, officer), holder, "reserve", text="Le budget n’est pas assuré.")
    submit(frozen(plan, officer), officer)
    address = reverse("plans:clause", args=[measure.reference])

    assert "pas assuré" not in client.get(address).text
    client.force_login(elected, BACKEND)
    assert "pas assuré" in client.get(address).text


def test_once_the_version_is_submitted_the_visa_changes_no_more(plan, officer, measure, holder):
    visa = ask(plan, officer)
    give(visa, holder)
    submit(frozen(plan, officer), officer)

    with pytest.raises(Refused):
        give(visa, holder, "reserve", seen=1, text="Finalement non.")


def test_the_department_is_told_then_reminded_twice_and_no_more(plan, officer, measure, holder, substitute, run_tasks):
    clause_from(plan, by=officer, title="Une autre", sheet=measure.working().sheet)
    with clock.standing_at(ASKED):
        actions.ask_visas(plan, by=officer)
        run_tasks()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([holder.email, substitute.email])
    assert "2 visas attendus" in mail.outbox[0].subject

    mail.outbox.clear()
    for day in range(2, 17):
        with at(day):
            remind_departments.func(timestamp=0)
            remind_departments.func(timestamp=0)
            if day < 8:
                assert mail.outbox == []
    subjects = [one.subject.split(" :")[0].strip() for one in mail.outbox]
    assert subjects == ["Rappel", "Rappel", "Dernier rappel", "Dernier rappel"]


def test_who_answered_is_reminded_no_more(plan, officer, measure, holder, run_tasks):
    with clock.standing_at(ASKED):
        give(ask(plan, officer), holder)
    with at(14):
        remind_departments.func(timestamp=0)

    assert mail.outbox == []


def test_a_correspondent_reads_the_visas_of_their_department_only(client, plan, officer, measure, holder):
    other = DepartmentFactory(name="Direction des sports")
    named = {"departments": [{"id": other.pk, "name": other.name}]}
    clause_from(plan, by=officer, title="Le stade", sheet=named)
    actions.ask_visas(plan, by=officer)
    client.force_login(holder, BACKEND)

    for name in ("plans:visas", "plans:visas-csv", "plans:todo"):
        response = client.get(reverse(name))
        page = b"".join(response).decode() if response.streaming else response.text
        assert "Le stade" not in page
        assert "Un comptoir par bassin de vie" in page


def test_the_page_of_visas_costs_the_same_for_three_or_thirty(client, plan, officer, holder, department):
    sheet = {"departments": [{"id": department.pk, "name": department.name}]}
    client.force_login(officer, BACKEND)
    costs = []
    for more in (3, 27):
        for number in range(more):
            clause_from(plan, by=officer, title=f"Mesure {more} {number}", sheet=sheet)
        actions.ask_visas(plan, by=officer)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("plans:visas"))
        costs.append(len(caught))

    assert costs[0] == costs[1]
