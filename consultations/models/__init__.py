from consultations.models.bodies import Body, BodyKind, College, Seat
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Series, Workshop
from consultations.models.priorities import Ballot, Choice, Prioritisation, Share, Voters
from consultations.models.questionnaires import (
    Answerer,
    AskedKind,
    AskedQuestion,
    Participation,
    Questionnaire,
    Sheet,
)
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.synthesis import Gathering, PointStatus, SynthesisPoint
from consultations.models.timed import Stage

__all__ = [
    "AgendaItem",
    "Answerer",
    "AskedKind",
    "AskedQuestion",
    "Attachment",
    "Ballot",
    "Body",
    "BodyKind",
    "Channel",
    "Choice",
    "College",
    "Consultation",
    "Contribution",
    "ContributionStatus",
    "Gathering",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Participation",
    "Permission",
    "PointStatus",
    "Prioritisation",
    "Question",
    "Questionnaire",
    "Registration",
    "RegistrationStatus",
    "Seat",
    "Series",
    "Share",
    "Sheet",
    "Stage",
    "SynthesisPoint",
    "Voters",
    "Window",
    "Workshop",
]
