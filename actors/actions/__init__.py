from actors.actions.diagnosis import (
    bring_figures,
    count_registry,
    drop_diagnosis,
    open_diagnosis,
    publish_diagnosis,
    revise_diagnosis,
)
from actors.actions.erasure import erase_person
from actors.actions.organisations import add_organisation, join_network
from actors.actions.people import appoint, name_correspondent, name_representative, note_mandate, welcome
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "add_department",
    "add_organisation",
    "appoint",
    "bring_figures",
    "count_registry",
    "drop_diagnosis",
    "erase_person",
    "join_network",
    "name_correspondent",
    "name_representative",
    "note_mandate",
    "open_diagnosis",
    "publish_diagnosis",
    "revise_diagnosis",
    "settle_authority",
    "welcome",
]
