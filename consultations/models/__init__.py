from consultations.models.batches import Batch
from consultations.models.bodies import Body, BodyKind, College, Seat
from consultations.models.capture import CaptureAddress, CapturedIdea
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Series, Workshop
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.synthesis import Gathering, PointStatus, SynthesisPoint

__all__ = [
    "AgendaItem",
    "Attachment",
    "Batch",
    "Body",
    "BodyKind",
    "CaptureAddress",
    "CapturedIdea",
    "Channel",
    "College",
    "Consultation",
    "Contribution",
    "ContributionStatus",
    "Gathering",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
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
