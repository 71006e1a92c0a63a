from actors.actions.accounts import (
    close_account,
    remove_password,
    reopen_account,
    reset_second_factor,
)
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
from actors.actions.facts import (
    appoint,
    end_fact,
    name_correspondent,
    name_representative,
    note_agent,
    note_fact,
    note_mandate,
    withdraw_fact,
)
from actors.actions.founding import (
    close_set_up,
    found_portal,
    skip_step,
)
from actors.actions.invitations import (
    accept_invitation,
    invite,
    promise_fact,
    resend_invitation,
    revoke_invitation,
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
from actors.actions.people import welcome
from actors.actions.territory import (
    add_department,
    settle_authority,
    settle_inactivity,
)

__all__ = [
    "accept_invitation",
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
    "close_account",
    "close_data_request",
    "close_department",
    "close_policy_area",
    "close_set_up",
    "confirm_data_request",
    "count_registry",
    "drop_diagnosis",
    "end_fact",
    "erase_person",
    "extend_data_request",
    "found_portal",
    "invite",
    "join_network",
    "leave_communes",
    "name_correspondent",
    "name_representative",
    "note_agent",
    "note_consent",
    "note_fact",
    "note_mandate",
    "open_diagnosis",
    "promise_fact",
    "publish_diagnosis",
    "record_audit",
    "remove_password",
    "reopen_account",
    "reopen_department",
    "reopen_policy_area",
    "resend_invitation",
    "reset_second_factor",
    "revise_authority",
    "revise_department",
    "revise_diagnosis",
    "revise_policy_area",
    "revoke_invitation",
    "settle_authority",
    "settle_inactivity",
    "skip_step",
    "take_communes",
    "welcome",
    "withdraw_fact",
    "write_page",
]
