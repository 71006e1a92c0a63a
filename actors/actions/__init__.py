from actors.actions.accounts import close_account, remove_password, reopen_account, reset_second_factor
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
from actors.actions.invitations import accept_invitation, invite, promise_fact, resend_invitation, revoke_invitation
from actors.actions.organisations import add_organisation, join_network
from actors.actions.people import welcome
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "accept_invitation",
    "add_department",
    "add_organisation",
    "appoint",
    "close_account",
    "end_fact",
    "erase_person",
    "invite",
    "join_network",
    "name_correspondent",
    "name_representative",
    "note_agent",
    "note_fact",
    "note_mandate",
    "promise_fact",
    "remove_password",
    "reopen_account",
    "resend_invitation",
    "reset_second_factor",
    "revoke_invitation",
    "settle_authority",
    "welcome",
    "withdraw_fact",
]
