from datetime import timedelta

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from actors.models import (
    Correspondent,
    Department,
    ElectedMember,
    Kind,
    LocalAuthority,
    Municipality,
    NetworkMembership,
    Organisation,
    OrganisationStatus,
    Person,
    PolicyArea,
    Post,
    Representative,
)
from essportal import clock


def a_year_ago():
    return clock.today() - timedelta(days=365)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"86{n % 1000:03d}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    postal_code = "86000"


class LocalAuthorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LocalAuthority
        django_get_or_create = ["id"]

    id = 1
    name = "Communauté urbaine du Val de Clain"
    short_name = "Val de Clain"
    kind = "EPCI"
    assembly = "conseil communautaire"


class PolicyAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PolicyArea

    slug = factory.Sequence(lambda n: f"competence-{n}")
    name = factory.Sequence(lambda n: f"Compétence {n}")


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    slug = factory.Sequence(lambda n: f"direction-{n}")
    name = factory.Sequence(lambda n: f"Direction {n}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Kind.ASSOCIATION
    status = OrganisationStatus.VERIFIED


class NetworkMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkMembership

    network = factory.SubFactory(OrganisationFactory, is_network=True)
    member = factory.SubFactory(OrganisationFactory)
    starts_on = factory.LazyFunction(a_year_ago)


class PersonFactory(factory.django.DjangoModelFactory):
    """`post="ess_team"`, `represents=organisation`, `mandate="maire"`, `department=…` give a role valid today."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.test")
    name = factory.Sequence(lambda n: f"Personne Exemple {n}")
    password = "!"

    @factory.post_generation
    def verified_address(self, create, extracted, **kwargs):
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def post(self, create, extracted, **kwargs):
        if extracted:
            Post.objects.create(person=self, kind=extracted, starts_on=a_year_ago())

    @factory.post_generation
    def represents(self, create, extracted, **kwargs):
        if extracted:
            Representative.objects.create(
                person=self, organisation=extracted, function="présidente", starts_on=a_year_ago()
            )

    @factory.post_generation
    def mandate(self, create, extracted, **kwargs):
        if extracted:
            ElectedMember.objects.create(
                person=self, council="conseil communautaire", title=extracted, starts_on=a_year_ago()
            )

    @factory.post_generation
    def second_factor(self, create, extracted, **kwargs):
        if extracted:
            TOTP.activate(self, extracted)

    @factory.post_generation
    def department(self, create, extracted, **kwargs):
        if extracted:
            Correspondent.objects.create(person=self, department=extracted, starts_on=a_year_ago())
