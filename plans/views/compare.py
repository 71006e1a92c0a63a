from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from plans import changes
from plans.drafting import readable, summary, words
from plans.models import Pin, Version


class TwoVersions:
    """The part `2...3` of an address: two numbers of versions."""

    regex = r"[0-9]{1,6}\.\.\.[0-9]{1,6}"

    def to_python(self, value):
        before, after = value.split("...")
        return int(before), int(after)

    def to_url(self, value):
        return f"{value[0]}...{value[1]}"


@dataclass(frozen=True)
class Change:
    """One clause that differs: what became of it, and its words with what came in and went out."""

    kind: str
    label: str
    reference: str
    title: list
    text: list
    reason: str = ""
    amounts: tuple[int, int] | None = None


@login_not_required
def compare(request, numbers):
    visible = Version.objects.visible_to(request.user).select_related("plan")
    before, after = (get_object_or_404(visible, number=number) for number in numbers)
    if before.plan_id != after.plan_id or before == after:
        raise Http404
    if before.number > after.number:
        return HttpResponseRedirect(reverse("plans:compare", args=[(after.number, before.number)]))
    found = summary(changes.of_version(before), changes.of_version(after))
    context = {
        "before": before,
        "after": after,
        "sentences": changes.sentences(found),
        "changes": list(_changes(before, after, dict_of_amounts(found))),
    }
    return render(request, "plans/compare/compare.html", context)


def dict_of_amounts(found):
    return {key: (was, now) for key, was, now in found.amounts}


def _changes(before, after, amounts):
    """Only the pins that differ are read: unchanged words cost nothing."""
    old, new = _differing(before, after), _differing(after, before)
    for pin in sorted({**old, **new}.values(), key=lambda pin: (pin.position, pin.pk)):
        was, now = old.get(pin.clause_id), new.get(pin.clause_id)
        kind = "added" if was is None else "gone" if now is None else "changed"
        yield Change(
            kind=kind,
            label=pin.label,
            reference=pin.clause.reference,
            title=_words(was and was.revision.title, now and now.revision.title),
            text=_words(was and was.revision.text, now and now.revision.text),
            reason=(now.revision if now else pin.clause.working()).reason,
            amounts=amounts.get(pin.clause.reference),
        )


def _differing(one, other):
    same = Pin.objects.filter(version=other).values("revision")
    pins = Pin.objects.filter(version=one).exclude(revision__in=same).select_related("revision", "clause")
    return {pin.clause_id: pin for pin in pins}


def _words(was, now):
    """A whole clause added or removed is shown as it is: the double rule in the margin says the rest."""
    if was is None or now is None:
        return [("eq", now or was or "")]
    return readable(words(was, now))
