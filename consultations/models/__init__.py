from consultations.models.batches import Batch
from consultations.models.bodies import Body, BodyKind, College, CouncilTerm, Seat
from consultations.models.capture import CaptureAddress, CapturedIdea
from consultations.models.consultations import Consultation, Permission, Question, Window
from consultations.models.contributions import Attachment, Channel, Contribution, ContributionStatus
from consultations.models.decisions import Decision, DecisionKind, DecisionMode, DecisionStatus, DecisionStep
from consultations.models.discussions import Comment, Discussion
from consultations.models.endorsements import Endorsement
from consultations.models.follows import FOLLOWED, Follow
from consultations.models.frames import ClosingReport, FrameRevision
from consultations.models.meeting_parts import CalendarKey, MeetingDocument, MeetingInvitation, last_day_for_documents
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
from consultations.models.objections import Objection, ObjectionOutcome
from consultations.models.priorities import Ballot, Choice, Prioritisation, Share, Voters
from consultations.models.questionnaires import Answerer, AskedKind, AskedQuestion, Participation, Questionnaire, Sheet
from consultations.models.registrations import Registration, RegistrationStatus
from consultations.models.rules import Moderation, Rules
from consultations.models.rulings import CharterReason, Ruling, RulingKind, Verdict
from consultations.models.synthesis import Gathering, Likeness, PointStatus, PointVersion, ReadMark, SynthesisPoint
from consultations.models.timed import Stage

__all__ = [
    "FOLLOWED",
    "AgendaItem",
    "Answerer",
    "AskedKind",
    "AskedQuestion",
    "Attachment",
    "Ballot",
    "Batch",
    "Body",
    "BodyKind",
    "CalendarKey",
    "CaptureAddress",
    "CapturedIdea",
    "Channel",
    "CharterReason",
    "Choice",
    "ClosingReport",
    "College",
    "Comment",
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
    "Discussion",
    "Endorsement",
    "Erratum",
    "Follow",
    "FrameRevision",
    "Gathering",
    "Likeness",
    "Meeting",
    "MeetingDocument",
    "MeetingInvitation",
    "MeetingKind",
    "MeetingStatus",
    "Minutes",
    "MinutesCorrection",
    "MinutesSection",
    "MinutesStatus",
    "Moderation",
    "Objection",
    "ObjectionOutcome",
    "Participation",
    "Passage",
    "Permission",
    "PointStatus",
    "PointVersion",
    "Prioritisation",
    "Question",
    "Questionnaire",
    "ReadMark",
    "Registration",
    "RegistrationStatus",
    "Rules",
    "Ruling",
    "RulingKind",
    "Seat",
    "Series",
    "Share",
    "Sheet",
    "Stage",
    "SynthesisPoint",
    "Verdict",
    "Voters",
    "Window",
    "Workshop",
    "last_day_for_documents",
]
