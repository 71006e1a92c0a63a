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
from consultations.actions.synthesis import create_point, gather, publish_point, revise_point, ungather
from consultations.actions.typing import import_ideas, type_contribution, type_idea, untype_idea

__all__ = [
    "announce_meeting",
    "answer_appeal",
    "appeal",
    "attach_file",
    "cancel_meeting",
    "change_name_consent",
    "close_discussion",
    "close_meeting",
    "create_point",
    "detach_file",
    "drop_draft",
    "endorse",
    "erase_contribution",
    "file_apart",
    "file_contribution",
    "gather",
    "hide_comment",
    "import_ideas",
    "leave_in_own_name",
    "mask_passage",
    "note_reading",
    "open_consultation",
    "prepare_meeting",
    "publish_consultation",
    "publish_contribution",
    "publish_contributions",
    "publish_point",
    "release_contributions",
    "reopen_discussion",
    "revise_consultation",
    "revise_meeting",
    "revise_point",
    "save_draft",
    "say",
    "set_aside_contribution",
    "set_rules",
    "show_comment",
    "start_correction",
    "take_back_comment",
    "take_back_endorsement",
    "type_contribution",
    "type_idea",
    "ungather",
    "unmask_passage",
    "untype_idea",
    "withdraw_contribution",
]
