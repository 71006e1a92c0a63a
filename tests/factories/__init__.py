"""The least that makes each thing valid; traits tell the situation (`ContributionFactory(published=True)`)."""

from tests.factories.actors import (
    DepartmentFactory,
    LocalAuthorityFactory,
    MunicipalityFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PolicyAreaFactory,
)
from tests.factories.consultations import (
    AskedQuestionFactory,
    ConsultationFactory,
    ContributionFactory,
    MeetingFactory,
    PrioritisationFactory,
    QuestionnaireFactory,
    SynthesisPointFactory,
)
from tests.factories.plans import DeliberationFactory, PlanFactory, clause_from, version_of

__all__ = [
    "AskedQuestionFactory",
    "ConsultationFactory",
    "ContributionFactory",
    "DeliberationFactory",
    "DepartmentFactory",
    "LocalAuthorityFactory",
    "MeetingFactory",
    "MunicipalityFactory",
    "NetworkMembershipFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PlanFactory",
    "PolicyAreaFactory",
    "PrioritisationFactory",
    "QuestionnaireFactory",
    "SynthesisPointFactory",
    "clause_from",
    "version_of",
]
