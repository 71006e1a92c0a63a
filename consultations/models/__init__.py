from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Workshop
from consultations.models.synthesis import Gathering, PointStatus, SynthesisPoint

__all__ = [
    "AgendaItem",
    "Attachment",
    "Channel",
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
    "SynthesisPoint",
    "Window",
    "Workshop",
]
