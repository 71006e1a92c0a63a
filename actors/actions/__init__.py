from actors.actions.erasure import erase_person
from actors.actions.handovers import close_hand_over, offer_hand_over, stop_representing, take_over
from actors.actions.merging import merge_organisations, undo_merge
from actors.actions.organisations import add_organisation, join_network
from actors.actions.people import appoint, name_correspondent, name_representative, note_mandate, welcome
from actors.actions.registration import (
    accept_claim,
    answer_claim,
    ask_for_more,
    claim_organisation,
    drop_sheet_draft,
    keep_sheet_draft,
    refuse_claim,
    refuse_organisation,
    register_organisation,
    verify_organisation,
    withdraw_claim,
)
from actors.actions.sheets import (
    archive_organisation,
    ask_correction,
    edit_sheet,
    remove_establishment,
    restore_organisation,
    save_establishment,
    settle_correction,
    write_sheet,
)
from actors.actions.territory import add_department, settle_authority

__all__ = [
    "accept_claim",
    "add_department",
    "add_organisation",
    "answer_claim",
    "appoint",
    "archive_organisation",
    "ask_correction",
    "ask_for_more",
    "claim_organisation",
    "close_hand_over",
    "drop_sheet_draft",
    "edit_sheet",
    "erase_person",
    "join_network",
    "keep_sheet_draft",
    "merge_organisations",
    "name_correspondent",
    "name_representative",
    "note_mandate",
    "offer_hand_over",
    "refuse_claim",
    "refuse_organisation",
    "register_organisation",
    "remove_establishment",
    "restore_organisation",
    "save_establishment",
    "settle_authority",
    "settle_correction",
    "stop_representing",
    "take_over",
    "undo_merge",
    "verify_organisation",
    "welcome",
    "withdraw_claim",
    "write_sheet",
]
