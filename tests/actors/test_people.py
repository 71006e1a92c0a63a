"""What is noted of people, from which what they may do follows, that day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse

from actors import actions
from actors.models import Agent, Correspondent, ElectedMember, FactKind, Person, Post, PostKind, Representative
from consultations.actions import file_contribution
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import (
    ContributionFactory,
    DepartmentFactory,
    LocalAuthorityFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def day(offset):
    return clock.today() + timedelta(days=offset)


def later(days):
    return clock.standing_at(clock.now() + timedelta(days=days))


def add(client, by, person, sort, **typed):
    client.force_login(by, BACKEND)
    return client.post(reverse("actors:add-fact", args=[person.pk, sort]), typed)


def test_the_team_notes_who_speaks_for_an_organisation(client, officer, organisation):
    person = PersonFactory()

    response = add(
        client, officer, person, FactKind.REPRESENTATIVE,
        organisation="la remise a neuf", function="trésorière", starts_on=day(0),
    )  # fmt: skip

    assert response.url == person.get_absolute_url()
    assert Person.objects.get(pk=person.pk).organisation_ids == [organisation.pk]
    assert JournalEntry.objects.get(verb="representative_named").by == officer


def test_a_name_that_several_bear_is_asked_again_with_what_tells_them_apart(client, officer):
    OrganisationFactory(name="Amicale laïque", slug="amicale-poitiers")
    OrganisationFactory(name="Amicale laïque", slug="amicale-buxerolles")
    person = PersonFactory()

    page = add(client, officer, person, FactKind.REPRESENTATIVE, organisation="Amicale laïque", starts_on=day(0))
    assert "amicale-buxerolles" in page.text

    add(client, officer, person, FactKind.REPRESENTATIVE, organisation="amicale-buxerolles", starts_on=day(0))
    assert person.representative_set.get().organisation.slug == "amicale-buxerolles"


def test_a_mandate_is_of_the_authority_or_of_a_commune(client, officer):
    LocalAuthorityFactory()
    commune, person = MunicipalityFactory(name="Lusignan"), PersonFactory()
    typed = {"title": "maire", "delegation": "l’ESS", "commission": "finances", "starts_on": day(-30)}

    add(client, officer, person, FactKind.MANDATE, municipality=commune.pk, **typed)
    add(client, officer, person, FactKind.MANDATE, **typed)

    assert set(ElectedMember.objects.values_list("council", flat=True)) == {
        "conseil municipal, Lusignan",
        "conseil communautaire",
    }


def test_an_overlapping_correspondent_is_answered_beside_the_date(client, officer, correspondent):
    department = Correspondent.objects.get().department
    typed = {"department": department.pk, "rank": "holder", "starts_on": day(0)}

    page = add(client, officer, PersonFactory(), FactKind.CORRESPONDENT, **typed)

    assert "Andréa Alinéa est déjà correspondant titulaire de cette direction, depuis le" in page.text
    assert 'aria-describedby="id_starts_on_error"' in page.text
    assert Correspondent.objects.count() == 1
    assert add(client, officer, PersonFactory(), FactKind.CORRESPONDENT, **typed | {"rank": "substitute"}).url


def test_the_database_refuses_two_holders_the_same_day(correspondent):
    department = Correspondent.objects.get().department

    with pytest.raises(IntegrityError), transaction.atomic():
        Correspondent.objects.create(person=PersonFactory(), department=department, starts_on=day(0))
    with pytest.raises(Refused):
        actions.name_correspondent(
            PersonFactory(), by=correspondent, department=department, rank="holder", starts_on=day(0)
        )


def test_a_correspondent_follows_another_once_the_first_has_an_end(client, officer, correspondent):
    first = Correspondent.objects.get()
    actions.end_fact(first, by=officer, ends_on=day(0))

    typed = {"department": first.department_id, "rank": "holder"}
    assert add(client, officer, PersonFactory(), FactKind.CORRESPONDENT, **typed, starts_on=day(0)).status_code == 200
    assert add(client, officer, PersonFactory(), FactKind.CORRESPONDENT, **typed, starts_on=day(1)).url


def test_the_same_thing_is_not_noted_twice(client, officer, member, organisation):
    page = add(client, officer, member, FactKind.REPRESENTATIVE, organisation=organisation.name, starts_on=day(-1))

    assert "C’est déjà noté, depuis le" in page.text
    assert member.representative_set.count() == 1


@pytest.mark.parametrize("ends_on", [-1, -400])
def test_an_end_never_comes_before_the_beginning(client, officer, member, organisation, ends_on):
    typed = {"organisation": OrganisationFactory().name, "starts_on": day(0), "ends_on": day(ends_on)}

    assert "La fin vient avant le début." in add(client, officer, member, FactKind.REPRESENTATIVE, **typed).text


def test_only_an_administrator_gives_posts(client, officer, administrator):
    person = PersonFactory()
    typed = {"kind": PostKind.ESS_TEAM, "starts_on": day(0)}

    assert add(client, officer, person, FactKind.POST, **typed).status_code == 403
    assert not Post.objects.filter(person=person).exists()
    assert add(client, administrator, person, FactKind.POST, **typed).url
    assert Person.objects.get(pk=person.pk).is_ess_team


def test_a_post_that_ended_yesterday_opens_nothing_today(client, administrator, officer):
    post = Post.objects.get(person=officer)
    client.force_login(administrator, BACKEND)
    client.post(reverse("actors:end-fact", args=[administrator.pk, FactKind.POST, post.pk]), {"ends_on": day(-1)})
    assert Post.objects.get(pk=post.pk).ends_on is None, "another person's page ends nothing"

    client.post(reverse("actors:end-fact", args=[officer.pk, FactKind.POST, post.pk]), {"ends_on": day(0)})

    client.force_login(officer, BACKEND)
    assert client.get(reverse("actors:people")).status_code == 200, "the last day counts"
    with later(1):
        assert client.get(reverse("actors:people")).status_code == 403


def test_a_post_to_come_opens_nothing_yet(client, administrator):
    person = PersonFactory()
    actions.appoint(person, by=administrator, kind=PostKind.ESS_TEAM, starts_on=day(3))
    client.force_login(person, BACKEND)

    assert client.get(reverse("actors:people")).status_code == 403
    with later(3):
        assert client.get(reverse("actors:people")).status_code == 200


def test_a_contribution_keeps_the_mandate_it_was_made_under(client, officer, member, organisation):
    said = file_contribution(ContributionFactory(draft=True, author=member, organisation=organisation), by=member)
    client.force_login(officer, BACKEND)
    link = Representative.objects.get(person=member)

    client.post(reverse("actors:end-fact", args=[member.pk, FactKind.REPRESENTATIVE, link.pk]), {"ends_on": day(-1)})

    said.refresh_from_db()
    assert (said.signature, said.function) == ("La Remise à Neuf", "présidente")
    new = ContributionFactory(draft=True, author=Person.objects.get(pk=member.pk), organisation=organisation)
    with pytest.raises(Refused, match="Vous ne représentez pas La Remise à Neuf aujourd’hui"):
        file_contribution(new, by=member)


def test_a_mistake_of_today_is_withdrawn_and_an_old_fact_is_not(officer, member):
    department = DepartmentFactory()
    slip = actions.note_agent(member, by=officer, department=department, starts_on=day(0))
    actions.withdraw_fact(slip, by=officer)
    assert not Agent.objects.exists()
    assert JournalEntry.objects.filter(verb="fact_withdrawn", by=officer).exists()

    with pytest.raises(Refused, match="mettez-y fin"):
        actions.withdraw_fact(Representative.objects.get(), by=officer)


def test_the_last_administrator_stays(administrator):
    post = Post.objects.get(person=administrator)

    with pytest.raises(Refused, match="seul administrateur"):
        actions.end_fact(post, by=administrator, ends_on=day(0))
    with pytest.raises(Refused, match="seul administrateur"):
        actions.close_account(administrator, by=administrator)

    PersonFactory(post="administrator")
    assert actions.end_fact(post, by=administrator, ends_on=day(0)).ends_on == day(0)


def test_a_closed_account_is_shut_at_its_next_page(client, administrator, officer):
    client.force_login(officer, BACKEND)
    assert client.get(reverse("actors:people")).status_code == 200

    actions.close_account(officer, by=administrator)

    assert client.get(reverse("actors:people")).status_code == 302
    actions.reopen_account(officer, by=administrator)
    client.force_login(officer, BACKEND)
    assert client.get(reverse("actors:people")).status_code == 200


def test_nobody_closes_their_own_account_here(client, administrator):
    PersonFactory(post="administrator")
    client.force_login(administrator, BACKEND)

    assert client.post(reverse("actors:close-account", args=[administrator.pk])).status_code == 403


def test_people_are_found_by_name_address_and_role_of_the_day(client, officer, elected, member):
    PersonFactory(name="Éléonore Ancienne", represents=OrganisationFactory())
    Representative.objects.filter(person__name="Éléonore Ancienne").update(ends_on=day(-1))
    client.force_login(officer, BACKEND)

    def names(**search):
        page = client.get(reverse("actors:people"), search).text
        return {name for name in ("Éléonore Ancienne", "Alix Modèle", "Dominique Factice") if name in page}

    assert names(q="eleonore") == {"Éléonore Ancienne"}
    assert names(q=member.email.split("@")[0]) == {"Dominique Factice"}
    assert names(role="mandate") == {"Alix Modèle"}
    assert names(role="representative") == {"Dominique Factice"}, "what ended yesterday is no role today"
    assert names(role="rien") == {"Éléonore Ancienne"}
    assert names(role="un-role-inconnu") == {"Éléonore Ancienne", "Alix Modèle", "Dominique Factice"}


@pytest.mark.parametrize("rows", [3, 24])
def test_the_list_costs_the_same_however_many_people(
    client, officer, rows, organisation, django_assert_max_num_queries
):
    for _row in range(rows):
        PersonFactory(represents=organisation, mandate="maire", department=DepartmentFactory())
    client.force_login(officer, BACKEND)

    with django_assert_max_num_queries(34):
        assert client.get(reverse("actors:people")).status_code == 200


def test_a_department_without_a_holder_is_seen(client, officer, correspondent):
    DepartmentFactory(name="Direction sans personne")
    client.force_login(officer, BACKEND)

    page = client.get(reverse("actors:correspondents")).text

    assert "1 direction sans correspondant titulaire" in page
    assert "Andréa Alinéa" in page


@pytest.mark.django_db(transaction=True)
def test_two_administrators_closing_each_other_at_once_leave_one():
    one, other = PersonFactory(post="administrator"), PersonFactory(post="administrator")

    def close(pair):
        try:
            return bool(actions.close_account(pair[0], by=pair[1]))
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as crowd:
        assert sum(crowd.map(close, [(one, other), (other, one)])) == 1
    assert Person.objects.filter(is_active=True).count() == 1
    connection.close()


def correct(client, by, fact, sort, **typed):
    client.force_login(by, BACKEND)
    return client.post(reverse("actors:correct-fact", args=[fact.person_id, sort, fact.pk]), typed)


def test_a_mistake_is_corrected_and_the_journal_says_of_what(client, officer, member, organisation):
    link = member.representative_set.get()
    other = OrganisationFactory(name="L’Atelier du Clain")
    page = client.force_login(officer, BACKEND) or client.get(
        reverse("actors:correct-fact", args=[member.pk, FactKind.REPRESENTATIVE, link.pk])
    )
    assert f"{organisation.name} | {organisation.slug}" in page.text

    typed = {"organisation": "Atelier du Clain", "function": "trésorier", "starts_on": day(-3).isoformat()}
    correct(client, officer, link, FactKind.REPRESENTATIVE, **typed)

    link.refresh_from_db()
    assert (link.organisation, link.function, link.starts_on) == (other, "trésorier", day(-3))
    assert JournalEntry.objects.get(verb="fact_corrected").details["fields"] == [
        "function",
        "organisation",
        "starts_on",
    ]


def test_a_correction_meets_the_same_refusals_as_a_note(client, officer, correspondent):
    second = PersonFactory(department=DepartmentFactory())
    held, other = correspondent.correspondences.get(), second.correspondences.get()

    page = correct(
        client, officer, other, FactKind.CORRESPONDENT,
        department=held.department_id, rank=held.rank, starts_on=day(-5).isoformat(),
    )  # fmt: skip

    assert "est déjà correspondant" in page.text
    other.refresh_from_db()
    assert other.department_id != held.department_id


def test_the_last_administrator_is_not_corrected_away(administrator):
    post = Post.objects.get(person=administrator)
    said = {"kind": post.kind, "starts_on": post.starts_on, "ends_on": None, "function": "directrice"}

    actions.correct_fact(post, by=administrator, **said)
    with pytest.raises(Refused, match="seul administrateur"):
        actions.correct_fact(post, by=administrator, **{**said, "kind": PostKind.DPO})

    post.refresh_from_db()
    assert (post.kind, post.function) == (PostKind.ADMINISTRATOR, "directrice")
