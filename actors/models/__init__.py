from actors.models.departments import Correspondent, Department, PolicyArea
from actors.models.establishments import Establishment
from actors.models.facts import FACTS, FactKind, facts_of, refusal
from actors.models.invitations import Invitation, InvitedFact
from actors.models.networks import NetworkMembership
from actors.models.organisations import Kind, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.people import Agent, ElectedMember, Person, Post, PostKind, Representative
from actors.models.signins import SignIn, SignInWay
from actors.models.territory import LocalAuthority, Municipality

__all__ = [
    "FACTS",
    "Agent",
    "Correspondent",
    "Department",
    "ElectedMember",
    "Establishment",
    "FactKind",
    "Invitation",
    "InvitedFact",
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
    "SignIn",
    "SignInWay",
    "SizeBand",
    "facts_of",
    "refusal",
]
