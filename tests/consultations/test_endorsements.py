"""An organisation supports once, while the consultation permits it, and may take it back."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from actors import actions as actors
from consultations import actions
from consultations.models import Endorsement, Permission, Window
from essportal import clock
from essportal.errors import Refused
from tests.factories import ContributionFactory, OrganisationFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def supportable(**fields):
    return opened(ContributionFactory(published=True, **fields))


def opened(contribution, permission=Permission.SUPPORT):
    now = clock.now()
    Window.objects.create(
        consultation=contribution.consultation,
        permission=permission,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    return contribution


def test_a_member_supports_for_their_organisation_and_everyone_reads_which(client, member, organisation):
    contribution = supportable()
    client.force_login(member, BACKEND)
    assertContains(client.get(contribution.get_absolute_url()), "Soutenir au nom de La Remise à Neuf")

    client.post(reverse("consultations:endorse", args=[contribution.reference]), {"organisation": organisation.pk})

    client.logout()
    page = client.get(contribution.get_absolute_url())
    assertContains(page, "Soutenue par une organisation")
    assertContains(page, "La Remise à Neuf")
    assertNotContains(page, "Dominique Factice")


def test_it_is_taken_back_even_after_the_window(client, member, organisation):
    contribution = supportable()
    actions.endorse(contribution, by=member, organisation=organisation)
    Window.objects.filter(permission=Permission.SUPPORT).delete()
    client.force_login(member, BACKEND)

    address = reverse("consultations:take-back-endorsement", args=[contribution.reference])
    client.post(address, {"organisation": organisation.pk})

    assert not Endorsement.objects.exists()


def test_outside_the_window_nobody_supports(member, organisation):
    with pytest.raises(Refused, match="soutiens"):
        actions.endorse(ContributionFactory(published=True), by=member, organisation=organisation)


@pytest.mark.parametrize("trait", ["set_aside", "withdrawn"])
def test_only_what_is_published_is_supported(member, organisation, trait):
    contribution = opened(ContributionFactory(**{trait: True}))

    with pytest.raises(Refused):
        actions.endorse(contribution, by=member, organisation=organisation)


def test_an_organisation_does_not_support_its_own_words(member, organisation):
    with pytest.raises(Refused, match="propre contribution"):
        actions.endorse(supportable(organisation=organisation), by=member, organisation=organisation)


def test_nobody_supports_for_an_organisation_of_others_nor_for_one_not_yet_verified(client, member):
    contribution = supportable()
    other, unverified = OrganisationFactory(), OrganisationFactory(status="to_verify")
    someone = PersonFactory(represents=unverified)

    client.force_login(member, BACKEND)
    address = reverse("consultations:endorse", args=[contribution.reference])
    assert client.post(address, {"organisation": other.pk}).status_code == 404
    assert client.post(address, {"organisation": "²"}).status_code == 404
    client.force_login(someone, BACKEND)
    assert client.post(address, {"organisation": unverified.pk}).status_code == 404


def test_a_person_without_organisation_is_told_how_one_supports(client, db):
    contribution = supportable()
    client.force_login(PersonFactory(), BACKEND)

    page = client.get(contribution.get_absolute_url())

    assertContains(page, "On soutient au nom d’une organisation, une fois chacune.")
    assertNotContains(page, "Soutenir au nom de")


def test_a_merged_sheet_gives_its_support_once_and_takes_it_back_when_undone(member, organisation, officer):
    both, one = supportable(), supportable()
    merged = OrganisationFactory()
    theirs = PersonFactory(represents=merged)
    actions.endorse(both, by=member, organisation=organisation)
    actions.endorse(both, by=theirs, organisation=merged)
    actions.endorse(one, by=theirs, organisation=merged)

    merge = actors.merge_organisations(organisation, merged, by=officer)

    assert [support.organisation for support in both.endorsements.shown()] == [organisation]
    assert [support.organisation for support in one.endorsements.shown()] == [organisation]
    actors.undo_merge(merge, by=officer)
    assert one.endorsements.get().organisation == merged


def at_once(deed, times=8):
    """The same deed by several at the same moment; what each one met."""
    barrier, met = threading.Barrier(times), []

    def run():
        barrier.wait()
        try:
            deed()
        except Exception as error:
            met.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for __ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


@pytest.mark.django_db(transaction=True)
def test_supported_many_times_at_once_it_is_one_support_and_nobody_meets_an_error():
    organisation = OrganisationFactory()
    person, contribution = PersonFactory(represents=organisation), supportable()

    met = at_once(lambda: actions.endorse(contribution, by=person, organisation=organisation))

    assert met == []
    assert contribution.endorsements.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_naive_way_to_support_fails_when_many_do_it_at_once():
    """Look, then write: without the lock only the constraint stops the second, and the person meets an error."""
    organisation = OrganisationFactory()
    person, contribution = PersonFactory(represents=organisation), supportable()
    looked = threading.Barrier(4)

    def naive():
        there = contribution.endorsements.filter(organisation=organisation).exists()
        looked.wait()
        if not there:
            Endorsement.objects.create(contribution=contribution, organisation=organisation, by=person, at=clock.now())

    met = at_once(naive, times=4)

    assert [type(error) for error in met] == [IntegrityError] * 3
    assert contribution.endorsements.count() == 1
