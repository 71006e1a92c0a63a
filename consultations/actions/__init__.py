from consultations.actions.batches import import_batch, undo_batch
from consultations.actions.capture import (
    TooMany,
    capture_idea,
    close_capture,
    open_capture,
    renew_capture,
    take_back_idea,
    why_closed,
)
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
from consultations.actions.synthesis import create_point, gather, publish_point, revise_point, ungather
from consultations.actions.typing import import_ideas, type_contribution, type_idea, untype_idea

__all__ = [
    "TooMany",
    "announce_meeting",
    "attach_file",
    "cancel_meeting",
    "capture_idea",
    "change_name_consent",
    "close_capture",
    "close_meeting",
    "create_point",
    "detach_file",
    "drop_draft",
    "erase_contribution",
    "file_contribution",
    "gather",
    "import_batch",
    "import_ideas",
    "leave_in_own_name",
    "open_capture",
    "open_consultation",
    "prepare_meeting",
    "publish_consultation",
    "publish_contribution",
    "publish_contributions",
    "publish_point",
    "release_contributions",
    "renew_capture",
    "revise_consultation",
    "revise_meeting",
    "revise_point",
    "save_draft",
    "set_aside_contribution",
    "take_back_idea",
    "type_contribution",
    "type_idea",
    "undo_batch",
    "ungather",
    "untype_idea",
    "why_closed",
    "withdraw_contribution",
]
