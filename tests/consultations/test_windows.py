from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import Consultation, FrameRevision, Permission, Window
from consultations.selectors.present import present
from essportal import clock
from essportal.errors import Refused
from tests.factories import ConsultationFactory, ContributionFactory, OrganisationFactory

PARIS = ZoneInfo("Europe/Paris")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def typed(**changes):
    return {
        "permission": "support",
        "opens_at": "2027-04-01T08:00",
        "closes_at": "2027-05-01T00:00",
        "reason": "Les réseaux l’ont demandé.",
        **changes,
    }


def test_the_officer_adds_moves_and_removes_a_window_and_everyone_reads_why(desk, client):
    consultation = ConsultationFactory()
    address = reverse("consultations:consultation-windows", args=[consultation.slug])

    desk.post(address, typed())
    window = consultation.windows.get(permission="support")
    desk.post(
        reverse("consultations:edit-window", args=[consultation.slug, window.pk]),
        typed(closes_at="2027-05-15T00:00", reason="Prolongée."),
    )
    desk.post(reverse("consultations:remove-window", args=[consultation.slug, window.pk]), {"reason": "Reportée."})
    client.logout()
    page = client.get(reverse("consultations:frame-history", args=[consultation.slug]))

    assert not consultation.windows.filter(permission="support").exists()
    assert [revision.reason for revision in consultation.revisions.all()] == [
        "Reportée.",
        "Prolongée.",
        "Les réseaux l’ont demandé.",
    ]
    assertContains(page, "15\u00a0mai 2027")


def test_a_window_on_a_published_frame_says_why(desk):
    consultation = ConsultationFactory()

    page = desk.post(reverse("consultations:consultation-windows", args=[consultation.slug]), typed(reason=""))

    assert page.status_code == 200
    assert not consultation.windows.filter(permission="support").exists()
    assertContains(page, "2027-04-01T08:00")


def test_several_windows_of_a_permission_never_at_the_same_time(desk, officer):
    consultation = ConsultationFactory()
    address = reverse("consultations:consultation-windows", args=[consultation.slug])

    desk.post(address, typed())
    overlapping = desk.post(address, typed(opens_at="2027-04-30T08:00", closes_at="2027-05-20T00:00"))
    desk.post(address, typed(opens_at="2027-05-01T00:00", closes_at="2027-05-20T00:00"))

    assertContains(overlapping, "Une autre fenêtre permet déjà cela à ces dates.")
    assert consultation.windows.filter(permission="support").count() == 2
    with pytest.raises(Refused, match="permet déjà"):
        actions.add_window(
            consultation,
            by=officer,
            permission="support",
            opens_at=datetime(2027, 4, 2, tzinfo=PARIS),
            closes_at=datetime(2027, 4, 3, tzinfo=PARIS),
            reason="Trop.",
        )


@pytest.mark.django_db
def test_the_database_refuses_two_windows_at_once():
    consultation, day = ConsultationFactory(), timedelta(days=1)
    fields = {"consultation": consultation, "permission": Permission.CONTRIBUTE}

    with pytest.raises(IntegrityError), transaction.atomic():
        Window.objects.create(**fields, opens_at=clock.now(), closes_at=clock.now() + day)


@pytest.mark.django_db
def test_the_page_says_what_one_can_do_now_and_what_comes_next(client):
    consultation, now = ConsultationFactory(), clock.now()
    Window.objects.create(
        consultation=consultation,
        permission=Permission.PRIORITISE,
        opens_at=now + timedelta(days=40),
        closes_at=now + timedelta(days=50),
    )

    page = client.get(consultation.get_absolute_url())
    told = present(consultation)

    assertContains(page, "Vous pouvez aujourd’hui")
    assert [one.permission for one in told.open] == [Permission.CONTRIBUTE]
    assert [one.permission for one in told.next] == [Permission.PRIORITISE]
    with clock.standing_at(now + timedelta(days=35)):
        assertContains(client.get(consultation.get_absolute_url()), "Rien n’est ouvert aujourd’hui.")
    with clock.standing_at(now + timedelta(days=60)):
        assertContains(client.get(consultation.get_absolute_url()), "Cette concertation est terminée.")


@pytest.mark.django_db
def test_each_thing_that_one_can_do_leads_where_it_is_done(client):
    consultation, now = ConsultationFactory(), clock.now()
    noon = now.astimezone(PARIS).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=4)
    for permission in (Permission.SUPPORT, Permission.PRIORITISE):
        consultation.windows.create(permission=permission, opens_at=now - timedelta(days=1), closes_at=noon)

    page = client.get(consultation.get_absolute_url())

    assert all(one.url for one in present(consultation).open)
    assertContains(page, "à 12\u00a0h")
    assertNotContains(page, "Lire la contribution publiée")


@pytest.mark.django_db
def test_a_window_is_open_to_its_last_second_only():
    consultation = ConsultationFactory()
    window = consultation.windows.get()

    with clock.standing_at(window.closes_at - timedelta(seconds=1)):
        assert consultation.permits(Permission.CONTRIBUTE)
    with clock.standing_at(window.closes_at):
        assert not consultation.permits(Permission.CONTRIBUTE)


def test_what_changes_in_a_published_frame_is_kept_and_shown(client, officer):
    consultation = ConsultationFactory()

    with pytest.raises(Refused, match="dites pourquoi"):
        actions.revise_consultation(consultation, by=officer, commitments="Répondre vite.")
    actions.revise_consultation(
        consultation, by=officer, commitments="Répondre à chacune, vite.", reason="On nous l’a demandé."
    )
    page = client.get(reverse("consultations:frame-history", args=[consultation.slug]))

    assertContains(page, "On nous l’a demandé.")
    assertContains(page, "Engagements de la collectivité")
    with pytest.raises(DatabaseError), transaction.atomic():
        FrameRevision.objects.update(reason="Autre chose")


def test_an_unpublished_frame_changes_without_a_word(officer):
    consultation = ConsultationFactory(published_at=None)

    actions.revise_consultation(consultation, by=officer, commitments="Répondre vite.")

    assert not consultation.revisions.exists()


def test_the_bilan_is_published_once_the_window_is_closed_and_never_changes(desk, client, officer):
    consultation = ConsultationFactory(closed=True)
    ContributionFactory(consultation=consultation, published=True, organisation=OrganisationFactory())
    address = reverse("consultations:report", args=[consultation.slug])

    desk.post(
        reverse("consultations:edit-report", args=[consultation.slug]),
        {"conduct": "Six **semaines**.", "outcome": "Le bail long."},
    )
    client.logout()
    before = client.get(address)
    client.force_login(officer, BACKEND)
    desk.post(reverse("consultations:publish-report", args=[consultation.slug]))
    again = desk.post(reverse("consultations:publish-report", args=[consultation.slug]))
    ContributionFactory.create_batch(3, consultation=consultation, published=True)
    client.logout()
    after = client.get(address)

    assert (before.status_code, again.status_code) == (404, 409)
    assertContains(after, "<strong>semaines</strong>")
    assert after.context["told"]["summary"]["contributions"] == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        consultation.report.delete()


def test_of_two_who_write_the_bilan_at_once_nobody_loses_a_word(desk):
    consultation = ConsultationFactory()
    address = reverse("consultations:edit-report", args=[consultation.slug])
    read = desk.get(address).context["form"]["base"].value()

    for __ in range(2):
        assert desk.post(address, {"base": read, "conduct": "Six semaines.", "outcome": "Le bail."}).status_code == 302
    late = desk.post(address, {"base": read, "conduct": "Deux mois.", "outcome": "Le bail."})
    assert consultation.report.conduct == "Six semaines."
    base = late.context["form"]["base"].value()
    desk.post(address, {"base": base, "conduct": "Six semaines, puis deux mois.", "outcome": "Le bail."})

    assertContains(late, "Six semaines.", status_code=409)
    assertContains(late, "Deux mois.</textarea>", status_code=409)
    assert [words for __, words in late.context["theirs"]] == ["Six semaines."]
    consultation.report.refresh_from_db()
    assert consultation.report.conduct == "Six semaines, puis deux mois."


def test_a_frame_changed_meanwhile_is_read_before_it_is_covered(desk, officer):
    consultation = ConsultationFactory()
    address = reverse("consultations:edit-frame", args=[consultation.slug])
    form = desk.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"title": "Mon titre", "reason": "Pour le dire."}
    actions.revise_consultation(consultation, by=officer, commitments="Répondre vite.", reason="Promis.")

    late = desk.post(address, typed)

    assertContains(late, "Répondre vite.", status_code=409)
    assertContains(late, 'value="Mon titre"', status_code=409)
    assert Consultation.objects.get().commitments == "Répondre vite."


def test_the_bilan_waits_for_the_end_of_contributions(officer):
    consultation = ConsultationFactory()
    report = actions.write_report(consultation, by=officer, conduct="Six semaines.", outcome="Le bail.")

    with pytest.raises(Refused, match="On peut encore contribuer"):
        actions.publish_report(report, by=officer)


def test_a_frame_not_yet_published_is_nowhere(client, officer):
    consultation = ConsultationFactory(published_at=None, title="Le secret", slug="le-secret")

    for name in ("consultation", "synthesis", "participation", "frame-history", "report"):
        assert client.get(reverse(f"consultations:{name}", args=["le-secret"])).status_code == 404
    assertNotContains(client.get("/"), "Le secret")
    assert Consultation.objects.visible_to(officer).get() == consultation
