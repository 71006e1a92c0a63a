from actors.actions.authority import (
    change_logo,
    leave_communes,
    revise_authority,
    take_communes,
)
from actors.actions.consent import note_consent
from actors.actions.data_requests import (
    answer_data_request,
    ask_dpo,
    ask_dpo_from_outside,
    close_data_request,
    confirm_data_request,
    extend_data_request,
)
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
from actors.actions.diagnosis import (
    bring_figures,
    count_registry,
    drop_diagnosis,
    open_diagnosis,
    publish_diagnosis,
    revise_diagnosis,
)
from actors.actions.erasure import erase_person
from actors.actions.founding import (
    close_set_up,
    found_portal,
    skip_step,
)
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
    "add_departments",
    "add_organisation",
    "add_policy_area",
    "answer_data_request",
    "appoint",
    "ask_dpo",
    "ask_dpo_from_outside",
    "bring_figures",
    "cancel_audit",
    "change_logo",
    "close_data_request",
    "close_department",
    "close_policy_area",
    "close_set_up",
    "confirm_data_request",
    "count_registry",
    "drop_diagnosis",
    "erase_person",
    "extend_data_request",
    "found_portal",
    "join_network",
    "leave_communes",
    "name_correspondent",
    "name_representative",
    "note_consent",
    "note_mandate",
    "open_diagnosis",
    "publish_diagnosis",
    "record_audit",
    "reopen_department",
    "reopen_policy_area",
    "revise_authority",
    "revise_department",
    "revise_diagnosis",
    "revise_policy_area",
    "settle_authority",
    "settle_inactivity",
    "skip_step",
    "take_communes",
    "welcome",
    "write_page",
]
