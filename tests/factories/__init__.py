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
from tests.factories.bodies import BodyFactory, CollegeFactory, SeatFactory, came, decided, minutes_of, sitting
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
    "BodyFactory",
    "CollegeFactory",
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
    "SeatFactory",
    "SynthesisPointFactory",
    "came",
    "clause_from",
    "decided",
    "minutes_of",
    "sitting",
    "version_of",
]
