from actors.actions.erasure import erase_person
from actors.actions.networks import date_membership, drop_membership, join_network
from actors.actions.organisations import add_organisation
from actors.actions.people import appoint, name_correspondent, name_representative, note_mandate, welcome
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "add_department",
    "add_organisation",
    "appoint",
    "date_membership",
    "drop_membership",
    "erase_person",
    "join_network",
    "name_correspondent",
    "name_representative",
    "note_mandate",
    "settle_authority",
    "welcome",
]
