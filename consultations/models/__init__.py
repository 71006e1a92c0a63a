from consultations.models.bodies import Body, BodyKind, College, Seat
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import (
    Attachment,
    Channel,
    Contribution,
    ContributionStatus,
)
from consultations.models.meeting_parts import (
    CalendarKey,
    MeetingDocument,
    MeetingInvitation,
    last_day_for_documents,
)
from consultations.models.meetings import AgendaItem, Meeting, MeetingKind, MeetingStatus, Series, Workshop
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.synthesis import Gathering, PointStatus, SynthesisPoint

__all__ = [
    "AgendaItem",
    "Attachment",
    "Body",
    "BodyKind",
    "CalendarKey",
    "Channel",
    "College",
    "Consultation",
    "Contribution",
    "ContributionStatus",
    "Gathering",
    "Meeting",
    "MeetingDocument",
    "MeetingInvitation",
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
    "last_day_for_documents",
]
