from plans.models.adoption import Deliberation, DeliberationOutcome
from plans.models.clauses import Clause, ClauseKind, Revision
from plans.models.plan import Level, Plan, Stage
from plans.models.provenance import Role, Source, SourceKind
from plans.models.replies import Citation, Outcome, PinnedReply, Reply, ReplyStatus, ReplyWording
from plans.models.reviews import ClauseRead, Opinion, OpinionKind, Remark, RemarkStatus
from plans.models.versions import Pin, Version, VersionStatus

__all__ = [
    "Citation",
    "Clause",
    "ClauseKind",
    "ClauseRead",
    "Deliberation",
    "DeliberationOutcome",
    "Level",
    "Opinion",
    "OpinionKind",
    "Outcome",
    "Pin",
    "PinnedReply",
    "Plan",
    "Remark",
    "RemarkStatus",
    "Reply",
    "ReplyStatus",
    "ReplyWording",
    "Revision",
    "Role",
    "Source",
    "SourceKind",
    "Stage",
    "Version",
    "VersionStatus",
]
