from plans.actions.adoption import record_deliberation, record_formalities, send_to_council
from plans.actions.amendments import (
    advise,
    cosign,
    decide,
    drop_amendment,
    drop_rewording,
    file_amendment,
    reword,
    take_signature_back,
    withdraw_amendment,
)
from plans.actions.calendar import draw_consultation, set_stages
from plans.actions.clauses import Fed, Saved, add_clause, close_clause, move_clause, revise_clause
from plans.actions.invitations import invite_to_review, take_invitation_back
from plans.actions.clauses import Fed, Saved, add_clause, close_clause, restore_revision, revise_clause
from plans.actions.desk import close_disagreement, drop_draft, keep_draft, note_position, open_disagreement, see
from plans.actions.outline import move_clause, put_clause
from plans.actions.plan import open_plan, revise_plan
from plans.actions.regrouping import join_clauses, part_clauses, split_clause
from plans.actions.replies import publish_replies, write_reply
from plans.actions.reviews import answer_remark, close_review, give_opinion, leave_remark, mark_read
from plans.actions.versions import freeze_version, submit_version

__all__ = [
    "Fed",
    "Saved",
    "add_clause",
    "advise",
    "answer_remark",
    "close_clause",
    "close_disagreement",
    "close_review",
    "cosign",
    "decide",
    "draw_consultation",
    "drop_amendment",
    "drop_draft",
    "drop_rewording",
    "file_amendment",
    "freeze_version",
    "give_opinion",
    "invite_to_review",
    "join_clauses",
    "keep_draft",
    "leave_remark",
    "mark_read",
    "move_clause",
    "note_position",
    "open_disagreement",
    "open_plan",
    "part_clauses",
    "publish_replies",
    "put_clause",
    "record_deliberation",
    "record_formalities",
    "restore_revision",
    "revise_clause",
    "revise_plan",
    "reword",
    "see",
    "send_to_council",
    "set_stages",
    "split_clause",
    "submit_version",
    "take_invitation_back",
    "take_signature_back",
    "withdraw_amendment",
    "write_reply",
]
