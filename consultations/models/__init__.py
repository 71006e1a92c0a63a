from consultations.models.bodies import Body, BodyKind, College, CouncilTerm, Seat
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.decisions import Decision, DecisionKind, DecisionMode, DecisionStatus, DecisionStep
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Series, Workshop
from consultations.models.minutes import (
    CorrectionStatus,
    Erratum,
    Minutes,
    MinutesCorrection,
    MinutesSection,
    MinutesStatus,
    Passage,
)
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.synthesis import Gathering, PointStatus, SynthesisPoint

__all__ = [
    "AgendaItem",
    "Attachment",
    "Body",
    "BodyKind",
    "Channel",
    "College",
    "Consultation",
    "Contribution",
    "ContributionStatus",
    "CorrectionStatus",
    "CouncilTerm",
    "Decision",
    "DecisionKind",
    "DecisionMode",
    "DecisionStatus",
    "DecisionStep",
    "Erratum",
    "Gathering",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Minutes",
    "MinutesCorrection",
    "MinutesSection",
    "MinutesStatus",
    "Passage",
    "Permission",
    "PointStatus",
    "Question",
    "Registration",
    "RegistrationStatus",
    "Seat",
    "Series",
    "SynthesisPoint",
    "Window",
    "Workshop",
]
