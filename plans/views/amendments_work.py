"""Amendments, for the team: what waits, the recommendation, the decision that somebody named took."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essportal.paging import page_of
from essportal.policies import require
from plans import actions, policies
from plans.drafting import readable, words
from plans.forms.amendments import AdviceForm, DecisionForm, TogetherForm
from plans.models import Amendment, AmendmentStatus, Clause, Rewording
from plans.selectors.amending import Carried, Verdict, carried, carry, newest_of, same_words, together, wanted
from plans.views.amendments import differences_of, find_amendment

PER_PAGE = 30


def work_amendments(request):
    """Those that wait, clause by clause with what carrying them over says; then those that are settled."""
    require(policies.can_write_plan, request.user)
    waiting = Rewording.objects.filter(amendment__status=AmendmentStatus.FILED, amendment__target=None)
    waiting = waiting.select_related("clause", "revision", "amendment__author", "amendment__version")
    waiting = list(waiting.order_by("clause__reference", "amendment__filed_at"))
    working = newest_of({rewording.clause_id for rewording in waiting})
    by_clause: dict[Clause, list[Carried]] = {}
    for rewording in waiting:
        by_clause.setdefault(rewording.clause, []).append(carry(rewording, working[rewording.clause_id]))
    filed = Amendment.objects.exclude(status__in=[AmendmentStatus.DRAFT, AmendmentStatus.FILED])
    context = {
        "groups": [
            {"clause": clause, "working": working[clause.pk], "lines": lines} for clause, lines in by_clause.items()
        ],
        "on_amendments": Amendment.objects.pending().filter(target__isnull=False).select_related("author", "target"),
        "page": page_of(request, filed.select_related("author", "version").order_by("-decided_at", "-pk"), PER_PAGE),
    }
    return render(request, "plans/work/amendments.html", context)


def work_amendment(request, reference):
    """The decision, on one page with what it would write."""
    require(policies.can_write_plan, request.user)
    found = find_amendment(request, reference)
    lines = carried(found)
    form = DecisionForm(request.POST or None, proposals=_proposals(found, lines))
    twins = same_words(found) if found.is_pending else []
    if request.method == "POST" and form.is_valid():
        answered = [found, *(twins if "identiques" in request.POST else [])]
        actions.decide(answered, by=request.user, **form.decided())
        told = ngettext(
            "La décision est enregistrée : son auteur la reçoit par courriel.",
            "La décision est enregistrée pour %(n)s amendements : leurs auteurs la reçoivent par courriel.",
            len(answered),
        )
        messages.success(request, told % {"n": len(answered)})
        return redirect("plans:work-amendments")
    context = {
        "amendment": found,
        "differences": differences_of(found),
        "lines": [_line(line) for line in lines],
        "collides": any(line.verdict == Verdict.COLLISION for line in lines),
        "twins": twins,
        "form": form,
        "signatures": found.cosignatures.select_related("person"),
        "amended_by": found.amended_by.exclude(status=AmendmentStatus.DRAFT).select_related("author"),
    }
    return render(request, "plans/work/amendment.html", context)


def _proposals(amendment: Amendment, lines: list[Carried]) -> list:
    """For each clause, the text to start from: all that does not collide is already in it."""
    if not amendment.is_pending or amendment.target_id:
        return []
    asked = wanted(amendment)
    found = []
    for line in lines:
        line.rewording.title, line.rewording.text = asked[line.rewording.clause_id]
        again = carry(line.rewording, line.working)
        found.append((line.rewording.clause, again.heading.text, again.words.text))
    return found


def _line(line: Carried) -> dict:
    """One clause on the text of the day: its verdict, and on a collision both texts beside what they come from."""
    base = line.rewording.revision
    shown = {"clause": line.rewording.clause, "verdict": line.verdict, "title": line.working.title or line.working}
    if line.verdict == Verdict.COLLISION:
        shown["ours"] = readable(words(base.text, line.working.text))
        shown["theirs"] = readable(words(base.text, line.rewording.text))
    elif line.verdict == Verdict.APPLIES:
        shown["result"] = readable(words(line.working.text, line.words.text))
    return shown


def advise(request, reference):
    require(policies.can_write_plan, request.user)
    found = find_amendment(request, reference)
    form = AdviceForm(request.POST or None, initial={"advice": found.advice, "advice_text": found.advice_text})
    if request.method == "POST" and form.is_valid():
        actions.advise(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La recommandation est enregistrée. Elle ne décide de rien."))
        return redirect("plans:work-amendment", reference)
    return render(request, "plans/work/advise.html", {"amendment": found, "form": form})


def reunite(request, reference):
    """Several amendments on one clause, side by side, and the text that puts together what does not collide."""
    require(policies.can_write_plan, request.user)
    clause = get_object_or_404(Clause, reference=reference)
    waiting = Rewording.objects.filter(clause=clause, amendment__status=AmendmentStatus.FILED, amendment__target=None)
    waiting = list(waiting.select_related("revision", "amendment__author", "clause").order_by("amendment__filed_at"))
    working = clause.working()
    merged = together(working, waiting)
    listed = Amendment.objects.pending().filter(pk__in=[rewording.amendment_id for rewording in waiting])
    form = TogetherForm(request.POST or None, clause=clause, waiting=listed, title=working.title, text=merged.text)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["chosen"])
        actions.decide(chosen, by=request.user, **form.decided())
        messages.success(request, _("Le texte qui les réunit est écrit ; chaque auteur reçoit la décision."))
        return redirect("plans:work-amendments")
    context = {
        "clause": clause,
        "working": working,
        "texts": [
            {
                "amendment": rewording.amendment,
                "marked": readable(words(working.text, rewording.text)),
                "verdict": carry(rewording, working).verdict,
            }
            for rewording in waiting
        ],
        "collisions": merged.collisions,
        "ambiguous": merged.ambiguous,
        "form": form,
    }
    return render(request, "plans/work/reunite.html", context)
