from consultations.actions.consultations import open_consultation, publish_consultation, revise_consultation
from consultations.actions.meetings import (
    announce_meeting,
    cancel_meeting,
    close_meeting,
    prepare_meeting,
    revise_meeting,
)
from consultations.actions.synthesis import create_point, gather, publish_point, revise_point, ungather

__all__ = [
    "announce_meeting",
    "cancel_meeting",
    "close_meeting",
    "create_point",
    "gather",
    "open_consultation",
    "prepare_meeting",
    "publish_consultation",
    "publish_point",
    "revise_consultation",
    "revise_meeting",
    "revise_point",
    "ungather",
]
