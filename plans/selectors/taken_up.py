"""What became of the contributions of a consultation: replies counted, and why some were not taken up."""

from collections import Counter, defaultdict

from plans.models import Outcome, Reply

REASONS_SHOWN = 30


def outcomes_of(consultations, reader):
    """For the bilan of a consultation, which everyone reads: published replies only, whoever looks."""
    found = (
        Reply.objects.filter(
            published__isnull=False, contribution__consultation__in=consultations, contribution__status="published"
        )
        .select_related("published", "contribution")
        .order_by("contribution__reference", "plan__starts_on")
    )
    by_consultation: dict[int, dict[int, Reply]] = defaultdict(dict)
    for reply in found:
        by_consultation[reply.contribution.consultation_id][reply.contribution_id] = reply
    return {key: _told(list(replies.values())) for key, replies in by_consultation.items()}


def _told(replies):
    counts = Counter(reply.published.outcome for reply in replies)
    greatest = max(counts.values())
    declined = [reply for reply in replies if reply.published.outcome == Outcome.DECLINED]
    return {
        "total": len(replies),
        "lines": [(one.label, counts[one], round(100 * counts[one] / greatest)) for one in Outcome],
        "declined": declined[:REASONS_SHOWN],
        "more": max(0, len(declined) - REASONS_SHOWN),
    }
