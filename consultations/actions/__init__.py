from consultations.actions.agenda import carry_over, sitting_before
from consultations.actions.attendance import note_attendance, welcome_unannounced
from consultations.actions.consent import change_name_consent
from consultations.actions.consultations import open_consultation, publish_consultation, revise_consultation
from consultations.actions.contributions import (
    drop_draft,
    erase_contribution,
    file_contribution,
    save_draft,
    withdraw_contribution,
)
from consultations.actions.corrections import file_apart, start_correction
from consultations.actions.discussions import (
    close_discussion,
    hide_comment,
    reopen_discussion,
    say,
    show_comment,
    take_back_comment,
)
from consultations.actions.endorsements import endorse, take_back_endorsement
from consultations.actions.expecting import (
    calendar_digest,
    draw_calendar_key,
    invite_to_meeting,
    revoke_calendar_key,
    send_document,
    take_invitation_back,
    withdraw_document,
)
from consultations.actions.files import attach_file, detach_file
from consultations.actions.meetings import (
    announce_meeting,
    cancel_meeting,
    close_meeting,
    prepare_meeting,
    revise_meeting,
)
from consultations.actions.moderation import (
    leave_in_own_name,
    note_reading,
    publish_contribution,
    publish_contributions,
    release_contributions,
    set_aside_contribution,
)
from consultations.actions.rules import set_rules
from consultations.actions.rulings import answer_appeal, appeal, mask_passage, unmask_passage
from consultations.actions.places import (
    cancel_registration,
    give_free_places,
    register,
    revise_registration,
    withdraw_registration,
)
from consultations.actions.series import open_series, revise_series
from consultations.actions.synthesis import create_point, gather, publish_point, revise_point, ungather
from consultations.actions.typing import import_ideas, type_contribution, type_idea, untype_idea

__all__ = [
    "announce_meeting",
    "answer_appeal",
    "appeal",
    "attach_file",
    "calendar_digest",
    "cancel_meeting",
    "cancel_registration",
    "carry_over",
    "change_name_consent",
    "close_discussion",
    "close_meeting",
    "create_point",
    "detach_file",
    "draw_calendar_key",
    "drop_draft",
    "endorse",
    "erase_contribution",
    "file_apart",
    "file_contribution",
    "gather",
    "hide_comment",
    "give_free_places",
    "import_ideas",
    "invite_to_meeting",
    "leave_in_own_name",
    "mask_passage",
    "note_reading",
    "note_attendance",
    "open_consultation",
    "open_series",
    "prepare_meeting",
    "publish_consultation",
    "publish_contribution",
    "publish_contributions",
    "publish_point",
    "register",
    "release_contributions",
    "reopen_discussion",
    "revise_consultation",
    "revise_meeting",
    "revise_point",
    "revise_registration",
    "revise_series",
    "revoke_calendar_key",
    "save_draft",
    "say",
    "set_aside_contribution",
    "set_rules",
    "show_comment",
    "start_correction",
    "take_back_comment",
    "take_back_endorsement",
    "send_document",
    "set_aside_contribution",
    "sitting_before",
    "take_invitation_back",
    "type_contribution",
    "type_idea",
    "ungather",
    "unmask_passage",
    "untype_idea",
    "welcome_unannounced",
    "withdraw_contribution",
    "withdraw_document",
    "withdraw_registration",
]
