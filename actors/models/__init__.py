from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.setup import SetUp
from actors.models.territory import LocalAuthority, Logo, Municipality

__all__ = [
    "Correspondent",
    "Department",
    "ElectedMember",
    "Establishment",
    "Kind",
    "LocalAuthority",
    "Logo",
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
    "SetUp",
    "SizeBand",
]
