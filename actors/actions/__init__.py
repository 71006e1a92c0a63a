from actors.actions.authority import change_logo, leave_communes, revise_authority, take_communes
from actors.actions.departments import (
    add_departments,
    add_policy_area,
    close_department,
    close_policy_area,
    reopen_department,
    reopen_policy_area,
    revise_department,
    revise_policy_area,
)
from actors.actions.erasure import erase_person
from actors.actions.founding import close_set_up, found_portal, skip_step
from actors.actions.organisations import add_organisation, join_network
from actors.actions.people import appoint, name_correspondent, name_representative, note_mandate, welcome
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "add_department",
    "add_departments",
    "add_organisation",
    "add_policy_area",
    "appoint",
    "change_logo",
    "close_department",
    "close_policy_area",
    "close_set_up",
    "erase_person",
    "found_portal",
    "join_network",
    "leave_communes",
    "name_correspondent",
    "name_representative",
    "note_mandate",
    "reopen_department",
    "reopen_policy_area",
    "revise_authority",
    "revise_department",
    "revise_policy_area",
    "settle_authority",
    "skip_step",
    "take_communes",
    "welcome",
]
