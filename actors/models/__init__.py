from actors.models.claims import Claim, ClaimStatus, Correction, CorrectionStatus, SheetDraft
from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.handovers import HandOver
from actors.models.merges import Merge
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "Claim",
    "ClaimStatus",
    "Correction",
    "CorrectionStatus",
    "Correspondent",
    "Department",
    "ElectedMember",
    "Establishment",
    "HandOver",
    "Kind",
    "LocalAuthority",
    "Merge",
    "Municipality",
    "NetworkMembership",
    "Organisation",
    "OrganisationStatus",
    "PartnerKind",
    "Person",
    "PolicyArea",
    "Post",
    "PostKind",
    "Representative",
    "SheetDraft",
    "SizeBand",
]
