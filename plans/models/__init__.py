from plans.models.adoption import Deliberation, DeliberationOutcome
from plans.models.amendments import DECISIONS, Advice, Amendment, AmendmentStatus, Cosignature, Rewording
from plans.models.clauses import Clause, ClauseKind, Revision
from plans.models.desk import ClauseDraft, Disagreement, Position, Presence
from plans.models.groups import GroupMember, Proposal, ProposalStatus, WritingGroup
from plans.models.importing import TextImport, TextImportStatus
from plans.models.invitations import ReviewInvitation
from plans.models.last_reads import LastRead
from plans.models.letters import Letter
from plans.models.plan import Level, Plan, Stage
from plans.models.provenance import Role, Source, SourceKind
from plans.models.replies import Citation, Outcome, PinnedReply, Reply, ReplyStatus, ReplyWording
from plans.models.reply_sheets import ReplySheet
from plans.models.reviews import ClauseRead, Opinion, OpinionKind, Remark, RemarkStatus
from plans.models.succession import Fate, Succeeded, Succession
from plans.models.versions import Pin, Version, VersionStatus
from plans.models.visas import Visa, VisaAnswer, VisaKind, VisaState

__all__ = [
    "DECISIONS",
    "Advice",
    "Amendment",
    "AmendmentStatus",
    "Citation",
    "Clause",
    "ClauseDraft",
    "ClauseKind",
    "ClauseRead",
    "Cosignature",
    "Deliberation",
    "DeliberationOutcome",
    "Disagreement",
    "Fate",
    "GroupMember",
    "LastRead",
    "Letter",
    "Level",
    "Opinion",
    "OpinionKind",
    "Outcome",
    "Pin",
    "PinnedReply",
    "Plan",
    "Position",
    "Presence",
    "Proposal",
    "ProposalStatus",
    "Remark",
    "RemarkStatus",
    "Reply",
    "ReplySheet",
    "ReplyStatus",
    "ReplyWording",
    "ReviewInvitation",
    "Revision",
    "Rewording",
    "Role",
    "Source",
    "SourceKind",
    "Stage",
    "Succeeded",
    "Succession",
    "TextImport",
    "TextImportStatus",
    "Version",
    "VersionStatus",
    "Visa",
    "VisaAnswer",
    "VisaKind",
    "VisaState",
    "WritingGroup",
]
