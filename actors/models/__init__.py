from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, KnownWord, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "Correspondent",
    "Department",
    "ElectedMember",
    "Establishment",
    "Kind",
    "KnownWord",
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
    "SizeBand",
]
