from actors.models.accessibility import AccessibilityAudit
from actors.models.claims import Claim, ClaimStatus, Correction, CorrectionStatus, SheetDraft
from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.diagnosis import Breakdown, Comment, Diagnosis, Figure
from actors.models.digests import Cadence, DigestChoice, Subscriber
from actors.models.establishments import Establishment
from actors.models.facts import FACTS, FactKind, facts_of, refusal
from actors.models.handovers import HandOver
from actors.models.imports import Decision, Import, ImportProgress, ImportRow, ImportStatus, Outcome
from actors.models.invitations import Invitation, InvitedFact
from actors.models.merges import Merge
from actors.models.networks import NetworkMembership
from actors.models.organisations import (
    Kind,
    KnownWord,
    Organisation,
    OrganisationStatus,
    PartnerKind,
    Register,
    SizeBand,
)
from actors.models.people import Agent, ElectedMember, Person, Post, PostKind, Representative
from actors.models.privacy import Consent, DataRequest, RequestKind, RequestStatus
from actors.models.reports import Confidentiality, FieldReport, ReportKind, ReportStatus
from actors.models.setup import SetUp
from actors.models.signins import SignIn, SignInWay
from actors.models.territory import LocalAuthority, Logo, Municipality

__all__ = [
    "FACTS",
    "AccessibilityAudit",
    "Agent",
    "Breakdown",
    "Cadence",
    "Claim",
    "ClaimStatus",
    "Comment",
    "Confidentiality",
    "Consent",
    "Correction",
    "CorrectionStatus",
    "Correspondent",
    "DataRequest",
    "Decision",
    "Department",
    "Diagnosis",
    "DigestChoice",
    "ElectedMember",
    "Establishment",
    "FactKind",
    "FieldReport",
    "Figure",
    "HandOver",
    "Import",
    "ImportProgress",
    "ImportRow",
    "ImportStatus",
    "Invitation",
    "InvitedFact",
    "Kind",
    "KnownWord",
    "LocalAuthority",
    "Logo",
    "Merge",
    "Municipality",
    "NetworkMembership",
    "Organisation",
    "OrganisationStatus",
    "Outcome",
    "PartnerKind",
    "Person",
    "PolicyArea",
    "Post",
    "PostKind",
    "Register",
    "ReportKind",
    "ReportStatus",
    "Representative",
    "RequestKind",
    "RequestStatus",
    "SetUp",
    "SheetDraft",
    "SignIn",
    "SignInWay",
    "SizeBand",
    "Subscriber",
    "facts_of",
    "refusal",
]
