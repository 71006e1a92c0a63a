from consultations.actions.consent import change_name_consent
from consultations.actions.consultations import open_consultation, publish_consultation, revise_consultation
from consultations.actions.contributions import (
    drop_draft,
    erase_contribution,
    file_contribution,
    save_draft,
    withdraw_contribution,
)
from consultations.actions.files import attach_file, detach_file
from consultations.actions.frames import add_window, move_window, publish_report, remove_window, write_report
from consultations.actions.meetings import (
    announce_meeting,
    cancel_meeting,
    close_meeting,
    prepare_meeting,
    revise_meeting,
)
from consultations.actions.moderation import (
    leave_in_own_name,
    publish_contribution,
    publish_contributions,
    release_contributions,
    set_aside_contribution,
)
from consultations.actions.objections import answer_objection, file_objection
from consultations.actions.synthesis import (
    create_point,
    gather,
    mark_read,
    mark_unread,
    publish_point,
    restore_point,
    revise_point,
    ungather,
)
from consultations.actions.typing import import_ideas, type_contribution, type_idea, untype_idea

__all__ = [
    "add_window",
    "announce_meeting",
    "answer_objection",
    "attach_file",
    "cancel_meeting",
    "change_name_consent",
    "close_meeting",
    "create_point",
    "detach_file",
    "drop_draft",
    "erase_contribution",
    "file_contribution",
    "file_objection",
    "gather",
    "import_ideas",
    "leave_in_own_name",
    "mark_read",
    "mark_unread",
    "move_window",
    "open_consultation",
    "prepare_meeting",
    "publish_consultation",
    "publish_contribution",
    "publish_contributions",
    "publish_point",
    "publish_report",
    "release_contributions",
    "remove_window",
    "restore_point",
    "revise_consultation",
    "revise_meeting",
    "revise_point",
    "save_draft",
    "set_aside_contribution",
    "type_contribution",
    "type_idea",
    "ungather",
    "untype_idea",
    "withdraw_contribution",
    "write_report",
]
