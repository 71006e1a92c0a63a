from consultations.models.bodies import Body, BodyKind, College, Seat
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.frames import ClosingReport, FrameRevision
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Series, Workshop
from consultations.models.objections import Objection, ObjectionOutcome
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.synthesis import (
    Gathering,
    Likeness,
    PointStatus,
    PointVersion,
    ReadMark,
    SynthesisPoint,
)

__all__ = [
    "AgendaItem",
    "Attachment",
    "Body",
    "BodyKind",
    "Channel",
    "ClosingReport",
    "College",
    "Consultation",
    "Contribution",
    "ContributionStatus",
    "FrameRevision",
    "Gathering",
    "Likeness",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Objection",
    "ObjectionOutcome",
    "Permission",
    "PointStatus",
    "PointVersion",
    "Question",
    "ReadMark",
    "Registration",
    "RegistrationStatus",
    "Seat",
    "Series",
    "SynthesisPoint",
    "Window",
    "Workshop",
]
