from plans.models.adoption import Deliberation, DeliberationOutcome
from plans.models.amendments import DECISIONS, Advice, Amendment, AmendmentStatus, Cosignature, Rewording
from plans.models.clauses import Clause, ClauseKind, Revision
from plans.models.importing import TextImport, TextImportStatus
from plans.models.plan import Level, Plan, Stage
from plans.models.provenance import Role, Source, SourceKind
from plans.models.replies import Citation, Outcome, PinnedReply, Reply, ReplyStatus, ReplyWording
from plans.models.reviews import ClauseRead, Opinion, OpinionKind, Remark, RemarkStatus
from plans.models.succession import Fate, Succeeded, Succession
from plans.models.versions import Pin, Version, VersionStatus

__all__ = [
    "DECISIONS",
    "Advice",
    "Amendment",
    "AmendmentStatus",
    "Citation",
    "Clause",
    "ClauseKind",
    "ClauseRead",
    "Cosignature",
    "Deliberation",
    "DeliberationOutcome",
    "Fate",
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
]
