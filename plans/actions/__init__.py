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
from plans.actions.clauses import Fed, Saved, add_clause, close_clause, restore_revision, revise_clause
from plans.actions.desk import close_disagreement, drop_draft, keep_draft, note_position, open_disagreement, see
from plans.actions.groups import (
    accept_proposal,
    drop_proposal,
    keep_proposal,
    open_group,
    propose,
    return_proposal,
    revise_group,
    take_up_again,
)
from plans.actions.importing import correct_node, drop_text, import_text, receive_text, set_levels
from plans.actions.invitations import invite_to_review, take_invitation_back
from plans.actions.last_reads import note_read_to_the_end
from plans.actions.letters import send_letters
from plans.actions.outline import move_clause, put_clause
from plans.actions.plan import open_plan, revise_plan
from plans.actions.regrouping import join_clauses, part_clauses, split_clause
from plans.actions.replies import publish_replies, write_replies, write_reply
from plans.actions.reply_sheets import keep_reply_sheet, write_reply_sheet
from plans.actions.reviews import answer_remark, close_review, give_opinion, leave_remark, mark_read
from plans.actions.succession import decide_fate, publish_account, start_from
from plans.actions.versions import freeze_version, submit_version
from plans.actions.visas import ask_visas, give_visa, override_visa

__all__ = [
    "Fed",
    "Saved",
    "accept_proposal",
    "add_clause",
    "advise",
    "answer_remark",
    "ask_visas",
    "close_clause",
    "close_disagreement",
    "close_review",
    "correct_node",
    "cosign",
    "decide",
    "decide_fate",
    "draw_consultation",
    "drop_amendment",
    "drop_draft",
    "drop_proposal",
    "drop_rewording",
    "drop_text",
    "file_amendment",
    "freeze_version",
    "give_opinion",
    "give_visa",
    "import_text",
    "invite_to_review",
    "join_clauses",
    "keep_draft",
    "keep_proposal",
    "keep_reply_sheet",
    "leave_remark",
    "mark_read",
    "move_clause",
    "note_position",
    "note_read_to_the_end",
    "open_disagreement",
    "open_group",
    "open_plan",
    "override_visa",
    "part_clauses",
    "propose",
    "publish_account",
    "publish_replies",
    "put_clause",
    "receive_text",
    "record_deliberation",
    "record_formalities",
    "restore_revision",
    "return_proposal",
    "revise_clause",
    "revise_group",
    "revise_plan",
    "reword",
    "see",
    "send_letters",
    "send_to_council",
    "set_levels",
    "set_stages",
    "split_clause",
    "start_from",
    "submit_version",
    "take_invitation_back",
    "take_signature_back",
    "take_up_again",
    "withdraw_amendment",
    "write_replies",
    "write_reply",
    "write_reply_sheet",
]
