from plans.actions.adoption import record_deliberation, record_formalities, send_to_council
from plans.actions.calendar import draw_consultation, set_stages
from plans.actions.clauses import Fed, Saved, add_clause, close_clause, move_clause, revise_clause
from plans.actions.plan import open_plan, revise_plan
from plans.actions.replies import publish_replies, write_reply
from plans.actions.reviews import answer_remark, close_review, give_opinion, leave_remark, mark_read
from plans.actions.versions import freeze_version, submit_version

__all__ = [
    "Fed",
    "Saved",
    "add_clause",
    "answer_remark",
    "close_clause",
    "close_review",
    "draw_consultation",
    "freeze_version",
    "give_opinion",
    "leave_remark",
    "mark_read",
    "move_clause",
    "open_plan",
    "publish_replies",
    "record_deliberation",
    "record_formalities",
    "revise_clause",
    "revise_plan",
    "send_to_council",
    "set_stages",
    "submit_version",
    "write_reply",
]
