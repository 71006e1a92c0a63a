from actors.actions.erasure import erase_person
from actors.actions.imports import (
    begin_writing,
    decide_all_doubles,
    decide_doubles,
    drop_import,
    launch_import,
    note_import,
    receive_import,
    resume_import,
)
from actors.actions.organisations import add_organisation, join_network
from actors.actions.people import appoint, name_correspondent, name_representative, note_mandate, welcome
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "add_department",
    "add_organisation",
    "appoint",
    "begin_writing",
    "decide_all_doubles",
    "decide_doubles",
    "drop_import",
    "erase_person",
    "join_network",
    "launch_import",
    "name_correspondent",
    "name_representative",
    "note_import",
    "note_mandate",
    "receive_import",
    "resume_import",
    "settle_authority",
    "welcome",
]
