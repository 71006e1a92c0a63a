"""What changed between two texts of the plan, clause by clause, and how people say it."""

from dataclasses import replace

from django.utils.translation import ngettext

from plans.drafting import Entry, Summary, summary
from plans.models import Clause, Pin, Plan, Version
from plans.selectors import lineage
from plans.selectors.outline import Placed, working_outline


def of_working_text(plan: Plan) -> dict[str, Entry]:
    return _entries(working_outline(plan))


def since_joined(before: dict[str, Entry], plan: Plan, until=None) -> dict[str, Entry]:
    """The same text, each clause knowing where its words went by the moment `until`, today unless told."""
    keys = lineage.heirs(plan, until)
    names = dict(Clause.objects.filter(pk__in={*keys, *keys.values()}).values_list("pk", "reference")) if keys else {}
    into = {names[key]: names[heir] for key, heir in keys.items()}
    return {key: replace(entry, joined_into=into.get(key)) for key, entry in before.items()}


def of_version(version: Version) -> dict[str, Entry]:
    pins = Pin.objects.filter(version=version).select_related("revision__clause__split_from").order_by("position")
    return _entries([Placed(pin.revision, pin.position, pin.depth, pin.label) for pin in pins])


def since(version: Version | None, plan: Plan) -> Summary:
    """What the working text changes to a version; everything is new before the first."""
    return _told(of_version(version) if version else {}, of_working_text(plan), plan)


def between(before: Version, after: Version) -> Summary:
    """What a version changes to another."""
    return _told(of_version(before), of_version(after), before.plan, after.frozen_at)


def _told(before: dict[str, Entry], after: dict[str, Entry], plan: Plan, until=None) -> Summary:
    """Where words went is asked only when a clause left."""
    gone = before.keys() - after.keys()
    return summary(since_joined(before, plan, until) if gone else before, after)


def sentences(found: Summary) -> list[str]:
    """Counted in words: "3 clauses ajoutées", "1 clause réécrite"."""
    counted = [
        (len(found.added), _added),
        (len(found.removed), _removed),
        (len(set(found.split.values())), _split),
        (len(found.joined), _joined),
        (len({*found.rewritten, *found.retitled}), _rewritten),
        (len(found.moved), _moved),
        (len(found.amounts), _amounts),
    ]
    return [said(count) for count, said in counted if count]


def more_sentences(pairs) -> list[str]:
    """What else two versions tell: calendars changed."""
    months = sum(bool(pair.was and pair.now and _months(pair.was) != _months(pair.now)) for pair in pairs)
    return [_calendars(months)] if months else []


def _months(revision) -> tuple:
    return tuple(revision.sheet.get(end) or None for end in ("start", "end"))


def _calendars(n: int) -> str:
    return ngettext("%(n)s calendrier modifié", "%(n)s calendriers modifiés", n) % {"n": n}


def _added(n: int) -> str:
    return ngettext("%(n)s clause ajoutée", "%(n)s clauses ajoutées", n) % {"n": n}


def _removed(n: int) -> str:
    return ngettext("%(n)s clause retirée", "%(n)s clauses retirées", n) % {"n": n}


def _split(n: int) -> str:
    return ngettext("%(n)s clause scindée", "%(n)s clauses scindées", n) % {"n": n}


def _joined(n: int) -> str:
    return ngettext("%(n)s clause réunie à une autre", "%(n)s clauses réunies à une autre", n) % {"n": n}


def _rewritten(n: int) -> str:
    return ngettext("%(n)s clause réécrite", "%(n)s clauses réécrites", n) % {"n": n}


def _moved(n: int) -> str:
    return ngettext("%(n)s clause déplacée", "%(n)s clauses déplacées", n) % {"n": n}


def _amounts(n: int) -> str:
    return ngettext("%(n)s budget modifié", "%(n)s budgets modifiés", n) % {"n": n}


def _entries(outline: list[Placed]) -> dict[str, Entry]:
    references = {placed.revision.clause_id: placed.clause.reference for placed in outline}
    return {
        placed.clause.reference: Entry(
            key=placed.clause.reference,
            label=placed.label,
            kind=placed.revision.kind,
            title=placed.revision.title,
            text=placed.revision.text,
            parent=references.get(placed.revision.parent_id),
            amount=placed.revision.amount,
            split_from=placed.clause.split_from and placed.clause.split_from.reference,
        )
        for placed in outline
    }
