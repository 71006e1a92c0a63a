from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.organisations import (
    Kind,
    NetworkMembership,
    Organisation,
    OrganisationStatus,
)
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "Correspondent",
    "Department",
    "ElectedMember",
    "Kind",
    "LocalAuthority",
    "Municipality",
    "NetworkMembership",
    "Organisation",
    "OrganisationStatus",
    "Person",
    "PolicyArea",
    "Post",
    "PostKind",
    "Representative",
]
