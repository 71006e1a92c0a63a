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
from plans.actions.importing import correct_node, drop_text, import_text, receive_text, set_levels
from plans.actions.plan import open_plan, revise_plan
from plans.actions.replies import publish_replies, write_reply
from plans.actions.reviews import answer_remark, close_review, give_opinion, leave_remark, mark_read
from plans.actions.succession import decide_fate, publish_account, start_from
from plans.actions.versions import freeze_version, submit_version

__all__ = [
    "Fed",
    "Saved",
    "add_clause",
    "advise",
    "answer_remark",
    "close_clause",
    "close_review",
    "correct_node",
    "cosign",
    "decide",
    "decide_fate",
    "draw_consultation",
    "drop_amendment",
    "drop_rewording",
    "drop_text",
    "file_amendment",
    "freeze_version",
    "give_opinion",
    "import_text",
    "leave_remark",
    "mark_read",
    "move_clause",
    "open_plan",
    "publish_account",
    "publish_replies",
    "receive_text",
    "record_deliberation",
    "record_formalities",
    "revise_clause",
    "revise_plan",
    "reword",
    "send_to_council",
    "set_levels",
    "set_stages",
    "start_from",
    "submit_version",
    "take_signature_back",
    "withdraw_amendment",
    "write_reply",
]
