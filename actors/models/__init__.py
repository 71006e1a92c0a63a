from actors.models.accessibility import AccessibilityAudit
from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.privacy import Consent, DataRequest, RequestKind, RequestStatus
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "AccessibilityAudit",
    "Consent",
    "Correspondent",
    "DataRequest",
    "Department",
    "ElectedMember",
    "Establishment",
    "Kind",
    "LocalAuthority",
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
    "RequestKind",
    "RequestStatus",
    "SizeBand",
]
