from actors.actions.consent import note_consent
from actors.actions.data_requests import (
    answer_data_request,
    ask_dpo,
    ask_dpo_from_outside,
    close_data_request,
    confirm_data_request,
    extend_data_request,
)
from actors.actions.diagnosis import (
    bring_figures,
    count_registry,
    drop_diagnosis,
    open_diagnosis,
    publish_diagnosis,
    revise_diagnosis,
)
from actors.actions.erasure import erase_person
from actors.actions.organisations import (
    add_organisation,
    join_network,
)
from actors.actions.pages import (
    cancel_audit,
    record_audit,
    write_page,
)
from actors.actions.people import (
    appoint,
    name_correspondent,
    name_representative,
    note_mandate,
    welcome,
)
from actors.actions.territory import (
    add_department,
    settle_authority,
    settle_inactivity,
)

__all__ = [
    "add_department",
    "add_organisation",
    "answer_data_request",
    "appoint",
    "ask_dpo",
    "ask_dpo_from_outside",
    "bring_figures",
    "cancel_audit",
    "close_data_request",
    "confirm_data_request",
    "count_registry",
    "drop_diagnosis",
    "erase_person",
    "extend_data_request",
    "join_network",
    "name_correspondent",
    "name_representative",
    "note_consent",
    "note_mandate",
    "open_diagnosis",
    "publish_diagnosis",
    "record_audit",
    "revise_diagnosis",
    "settle_authority",
    "settle_inactivity",
    "welcome",
    "write_page",
]
