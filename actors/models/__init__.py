from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.imports import Decision, Import, ImportProgress, ImportRow, ImportStatus, Outcome
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, Organisation, OrganisationStatus, PartnerKind, Register, SizeBand
from actors.models.people import ElectedMember, Person, Post, PostKind, Representative
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "Correspondent",
    "Decision",
    "Department",
    "ElectedMember",
    "Establishment",
    "Import",
    "ImportProgress",
    "ImportRow",
    "ImportStatus",
    "Kind",
    "LocalAuthority",
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
    "Representative",
    "SizeBand",
]
