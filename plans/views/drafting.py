"""The drafting desk: the outline, the words of a clause, what feeds it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essportal.errors import Refused
from plans import actions
from plans.drafting import readable, words
from plans.forms.drafting import FIELDS, ClauseForm, CloseClauseForm, NewClauseForm, SourceForm, cited
from plans.models import ClauseDraft, ClauseKind, Disagreement, Remark, Revision, Source, SourceKind, Version
from plans.models.replies import unanswered
from plans.selectors import changes, desk, lineage
from plans.selectors.gate import due
from plans.selectors.outline import working_outline
from plans.selectors.sheets import completeness
from plans.views.clause_live import others_on
from plans.views.work import find_clause, the_plan


def drafting(request):
    plan = the_plan(request)
    outline = working_outline(plan)
    pinned = desk.pinned_by_latest(plan)
    levels = dict(plan.levels.values_list("depth", "name"))
    disputed = desk.disputed(plan)
    for placed in outline:
        placed.revision.has_changed = bool(pinned) and placed.revision.pk not in pinned
        if placed.revision.kind != "paragraph":
            placed.revision.level = levels.get(placed.depth, "").lower()
        placed.revision.is_disputed = placed.revision.clause_id in disputed
        if placed.revision.kind == "measure":
            placed.revision.completeness = completeness(placed.revision.sheet)
    latest = Version.objects.filter(plan=plan).order_by("-number").first()
    context = {
        "plan": plan,
        "outline": outline,
        "chosen": request.GET.get("choisie"),
        "latest": latest,
        "measures": sum(placed.revision.kind == "measure" for placed in outline),
        "changes": changes.sentences(changes.since(latest, plan)) if latest else [],
        **gauge(plan),
    }
    return render(request, "plans/work/drafting.html", context)


def clause(request, reference):
    clause = find_clause(request, reference)
    newest = clause.working()
    if request.method == "POST":
        form = ClauseForm(request.POST, newest=newest)
        if "apercu" in request.POST:
            return show_desk(request, clause, newest, form, preview=request.POST.get("text", ""))
        return save(request, clause, newest, form) if form.is_valid() else show_desk(request, clause, newest, form)
    draft = ClauseDraft.objects.filter(clause=clause, person=request.user).select_related("base").first()
    taken_up = draft if "brouillon" in request.GET else None
    form = ClauseForm(newest=newest, draft=taken_up)
    return show_desk(request, clause, newest, form, draft=draft, taken_up=taken_up)


def save(request, clause, newest, form):
    """Write a revision, then go on to what the person asked; on a collision nothing typed is lost."""
    if form.says_something_new():
        try:
            saved = actions.revise_clause(clause, by=request.user, **form.words())
        except Refused:
            actions.keep_draft(clause, by=request.user, **form.words())
            raise
        if saved.revision is None:
            actions.keep_draft(clause, by=request.user, **form.words())
            return collide(request, clause, form, saved)
        said = _("Vos changements et ceux d’une autre personne sont réunis : relisez le texte.")
        messages.success(request, said if saved.was_merged else _("La clause est enregistrée."))
    elif "puis" not in request.POST:
        messages.info(request, _("Rien n’a changé : la clause reste comme elle était."))
    actions.drop_draft(clause, by=request.user)
    kind, __, target = request.POST.get("puis", "").partition(":")
    if kind in SourceKind.values:
        query = urlencode({"nature": kind, "reference": target})
        return redirect(f"{reverse('plans:cite', args=[clause.reference])}?{query}")
    # The mark tells the page's script that what it kept in the browser is now in the text.
    return redirect(f"{reverse('plans:drafting-clause', args=[clause.reference])}#enregistree")


def collide(request, clause, form, saved):
    newest = clause.working()
    base, mine = form.cleaned_data["base"], form.cleaned_data
    form = ClauseForm(
        newest=newest,
        initial={
            "base": newest.pk,
            "title": saved.title_merge.text if saved.title_merge.clean else mine["title"],
            "text": saved.merge.text,
            "reason": mine["reason"],
        },
    )
    form.fields["text"].label = _("Le texte retenu")
    collision = {
        "base": base,
        "passages": saved.merge.conflicts,
        "theirs": newest,
        "mine": mine,
        "mine_marked": readable(words(base.text, mine["text"])),
        "theirs_marked": readable(words(base.text, newest.text)),
        "titles_differ": not saved.title_merge.clean,
    }
    return show_desk(request, clause, newest, form, status=409, collision=collision)


def show_desk(request, clause, newest, form, status=200, **more):
    plan = clause.plan
    outline, placed = desk.outline_around(plan, clause)
    query = request.GET.get("q", "").strip()[:200]
    context = {
        "plan": plan,
        "clause": clause,
        "revision": newest,
        "form": form,
        "outline": outline,
        "here": placed.get(clause.pk),
        "above": desk.breadcrumb(clause, placed),
        "sources": desk.sources_of(newest),
        "unused": desk.unused(plan, clause, request.user, query),
        "query": query,
        "others": others_on(clause, request.user),
        "draft": None,
        "taken_up": None,
        **beside(clause, newest),
        **gauge(plan),
        **more,
    }
    return render(request, "plans/work/clause.html", context, status=status)


def beside(clause, newest) -> dict:
    """What people said of it, what they disagree about, where it comes from and went."""
    kin = lineage.kin(clause)
    return {
        "remarks": Remark.objects.filter(clause__in=kin).select_related("version", "clause").order_by("status", "-pk"),
        "disagreements": Disagreement.objects.filter(clause__in=kin).prefetch_related("positions__organisation"),
        "joined": clause.joined.order_by("reference"),
        "parts": clause.parts.order_by("reference"),
        "completeness": completeness(newest.sheet) if newest.kind == ClauseKind.MEASURE else None,
    }


def gauge(plan) -> dict:
    """How many contributions that are due have their reply."""
    total, lacking = due(plan).count(), unanswered(due(plan), plan).count()
    return {"due": total, "lacking": lacking, "answered": total - lacking}


def add_clause(request):
    plan = the_plan(request)
    form = NewClauseForm(
        request.POST or None, plan=plan, reader=request.user, initial={"parent": request.GET.get("sous")}
    )
    if request.method == "POST" and form.is_valid():
        added = actions.add_clause(plan, by=request.user, **form.clause())
        messages.success(request, _("La clause est ajoutée, avec sa première source."))
        return redirect("plans:drafting-clause", added.reference)
    return render(request, "plans/work/add_clause.html", {"plan": plan, "form": form})


def close_clause(request, reference):
    clause = find_clause(request, reference)
    form = CloseClauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_clause(clause, by=request.user, **form.cleaned_data)
        messages.success(request, _("La clause n’est plus dans le texte. Son histoire reste lisible."))
        return redirect("plans:drafting")
    context = {"clause": clause, "revision": clause.working(), "form": form}
    return render(request, "plans/work/close_clause.html", context)


def cite(request, reference):
    """Add a source to a clause: its role, and the sentence that says what comes from it."""
    clause = find_clause(request, reference)
    kind, target = asked_source(request)
    form = SourceForm(request.POST or None, kind=kind)
    newest = clause.working()
    if request.method == "POST" and form.is_valid():
        fed = actions.Fed(kind, **({FIELDS[kind]: target} if target else {}), **form.cleaned_data)
        kept = [one for one in kept_sources(newest) if one.key() != fed.key()]
        revise_sources(clause, newest, [*kept, fed], by=request.user)
        messages.success(request, _("La source est ajoutée."))
        return redirect("plans:drafting-clause", reference)
    context = {"clause": clause, "revision": newest, "form": form, "kind": SourceKind(kind), "target": target}
    return render(request, "plans/work/cite.html", context)


def asked_source(request):
    kind = request.GET.get("nature", "")
    if kind not in SourceKind.values:
        raise Http404
    target = cited(request.user, kind, request.GET.get("reference", ""))
    if target is None and kind != SourceKind.AUTHORITY:
        raise Http404
    return kind, target


@require_POST
def uncite(request, reference, pk):
    """Remove a source; the last one stays, since a clause always says where it comes from."""
    clause = find_clause(request, reference)
    source = get_object_or_404(Source, revision__clause=clause, pk=pk)
    newest = clause.working()
    kept = [one for one in kept_sources(newest) if one.key() != source.key()]
    revise_sources(clause, newest, kept, by=request.user)
    messages.success(request, _("La source est retirée de la clause."))
    return redirect("plans:drafting-clause", reference)


def kept_sources(revision: Revision) -> list[actions.Fed]:
    return [actions.Fed.again(source) for source in desk.sources_of(revision)]


def revise_sources(clause, newest, sources, *, by) -> None:
    actions.revise_clause(
        clause,
        by=by,
        base=newest,
        title=newest.title,
        text=newest.text,
        sources=sources,
        reason=_("Sources modifiées."),
    )
