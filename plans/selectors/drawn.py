"""The long parts of a version's pages, drawn once: its text never changes, and neither does a comparison of two.

What does change is which sources a reader may read (a contribution taken back, a point published): the key holds it.
"""

from collections.abc import Callable

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.models import Remark, RemarkStatus, Version
from plans.policies import can_read_remarks
from plans.selectors import comparing, provenance
from plans.selectors.reading import passages, shares


def book(version: Version, before: Version | None, reader) -> SafeString:
    """The summary and the text, each passage with where it comes from."""

    def context():
        found = passages(version, reader)
        return {
            "version": version,
            "before": before,
            "passages": found,
            "shares": shares(found),
            "changed": comparing.changed_clauses(before, version) if before else set(),
        }

    key = f"book:{version.seal}:{before and before.seal}:{provenance.stamp(version, reader)}"
    return _once(key, "plans/reading/_book.html", context)


def comparison(before: Version, after: Version, reader, *, beside: bool) -> SafeString:
    """What changed from one to the other; `beside` shows both texts side by side."""

    def context():
        found = comparing.between(before, after, reader)
        gone = sum(change.kind == "gone" for change in found.changes)
        return {
            "before": before,
            "after": after,
            "sentences": found.sentences,
            "changes": found.changes,
            "untouched": after.pin_count - len(found.changes) + gone,
            "beside": beside,
            "reads_remarks": can_read_remarks(reader),
        }

    remarks = _remarks(before, after) if can_read_remarks(reader) else ""
    key = f"comparison:{before.seal}:{after.seal}:{beside}:{remarks}:{provenance.stamp(after, reader, since=before)}"
    return _once(key, "plans/compare/_changes.html", context)


def _remarks(before: Version, after: Version) -> str:
    """How many remarks were treated in between: reviewers read them beside what changed."""
    asked = Remark.objects.filter(
        version__plan=after.plan_id,
        version__number__range=(before.number, after.number - 1),
        status=RemarkStatus.ANSWERED,
    )
    return str(asked.count())


def _once(key: str, template: str, context: Callable[[], dict]) -> SafeString:
    kept = caches["books"]
    text = kept.get(key)
    if text is None:
        text = render_to_string(template, context())
        kept.set(key, text)
    return text
