from datetime import date, timedelta

import factory

from essportal import clock
from plans.actions import Fed, add_clause, freeze_version, submit_version
from plans.models import Deliberation, Level, Plan
from tests.factories.actors import LocalAuthorityFactory, PersonFactory
from tests.factories.consultations import ConsultationFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan with the levels Axe, Objectif, Mesure; `consultation` is attached to it (one is made unless given)."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"plan-{n}")
    title = "Plan de l’ESS 2027–2030"
    starts_on = date(2027, 1, 1)
    ends_on = date(2030, 12, 31)

    @factory.post_generation
    def levels(self, create, extracted, **kwargs):
        LocalAuthorityFactory()
        for depth, (name, short, sheet) in enumerate(
            [("Axe", "", False), ("Objectif", "O", False), ("Mesure", "M", True)], start=1
        ):
            Level.objects.create(plan=self, depth=depth, name=name, abbreviation=short, has_sheet=sheet)

    @factory.post_generation
    def consultation(self, create, extracted, **kwargs):
        self.consultations.add(extracted or ConsultationFactory())


def clause_from(plan, *, by=None, kind="measure", title="Un comptoir par bassin de vie", text="Un texte.", **fields):
    """A clause written by the portal's own action, from the authority's initiative unless `sources` are given."""
    sources = fields.pop("sources", None) or [Fed("authority", sentence="Compétence de la collectivité.")]
    return add_clause(plan, by=by or PersonFactory(), kind=kind, title=title, text=text, sources=sources, **fields)


def version_of(plan, *, by=None, submitted=True, is_public=True):
    """A version frozen now, and submitted to review for a month unless told otherwise."""
    by = by or PersonFactory()
    version = freeze_version(plan, by=by, note="Première écriture.")
    if submitted:
        version = submit_version(version, by=by, closes_on=clock.today() + timedelta(days=30), is_public=is_public)
    return version


class DeliberationFactory(factory.django.DjangoModelFactory):
    """A vote already recorded, where its recording is not the matter (else use the action)."""

    class Meta:
        model = Deliberation

    number = factory.Sequence(lambda n: f"CC-2027-{n}")
    session_on = factory.LazyFunction(clock.today)
    recorded_at = factory.LazyFunction(clock.now)
    assembly = "conseil communautaire"
    object = "Adoption du plan de l’ESS"
    in_office = 86
    present = voters = votes_for = 70
    votes_against = abstentions = 0
    outcome = "adopted"
