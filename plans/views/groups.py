"""Writing groups, for those who write in them: the branch, one's draft, the proposals and what became of them."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essportal import clock
from essportal.typography import hour
from plans import actions
from plans.forms.groups import AddForm, WriteForm
from plans.models import ClauseKind, Proposal, ProposalStatus, WritingGroup
from plans.selectors.reading import sources_of
from plans.selectors.writing import branch_of, difference, weigh, writers


def find_group(request, reference, *, to_write=False) -> WritingGroup:
    """For whoever reads it; `to_write`, for those who write in it today only."""
    known = WritingGroup.objects.visible_to(request.user)
    if to_write:
        known = WritingGroup.objects.written_by(request.user)
    return get_object_or_404(known.select_related("plan", "branch", "body").distinct(), reference=reference)


def groups(request):
    mine = WritingGroup.objects.written_by(request.user).select_related("branch").distinct()
    return render(request, "plans/groups/groups.html", {"groups": mine})


def group(request, reference):
    """Its branch, clause by clause, and what is proposed on each."""
    found = find_group(request, reference)
    proposals = Proposal.objects.visible_to(request.user).filter(group=found).distinct()
    by_place: dict[int, list[Proposal]] = {}
    for proposal in proposals.select_related("clause", "parent", "author").order_by("proposed_at", "pk"):
        by_place.setdefault(proposal.place.pk, []).append(proposal)
    branch = branch_of(found)
    context = {
        "group": found,
        "lines": [{"placed": placed, "proposals": by_place.get(placed.revision.clause_id, [])} for placed in branch],
        "writes": WritingGroup.objects.written_by(request.user).filter(pk=found.pk).exists(),
        "capacities": list(dict.fromkeys(capacity for __, capacity in writers(found))),
    }
    return render(request, "plans/groups/group.html", context)


def find_place(found: WritingGroup, reference: str):
    """A clause of its branch, as it stands today."""
    placed = next((one for one in branch_of(found) if one.clause.reference == reference), None)
    if placed is None:
        raise Http404
    return placed


def write(request, reference, clause):
    """One clause: its words, where they come from, and one's own text beside them."""
    found = find_group(request, reference, to_write=True)
    placed = find_place(found, clause)
    newest = placed.revision
    draft = _draft(request, found, clause=newest.clause)
    form = WriteForm(request.POST or None, newest=newest, draft=draft, is_proposed="proposer" in request.POST)
    changed = None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        draft = actions.keep_proposal(found, by=request.user, place=newest.clause, **words)
        if "apercu" not in request.POST:
            return _go_on(request, found, draft)
        changed = difference(words["base"], words["title"], words["text"])
    base = draft.base if draft else newest
    context = {
        "group": found,
        "placed": placed,
        "revision": newest,
        "form": form,
        "draft": draft,
        "changed": changed,
        "moved": None if base.says_the_same_as(newest) else difference(base, newest.title, newest.text),
        "sources": sources_of(newest, request.user),
        "others": _others(request, found, newest.clause),
    }
    return render(request, "plans/groups/write.html", context)


def add(request, reference, clause):
    """A new clause, under one of the branch."""
    found = find_group(request, reference, to_write=True)
    placed = find_place(found, clause)
    above = placed.revision
    if above.kind == ClauseKind.PARAGRAPH:
        return redirect(found)
    draft = _draft(request, found, parent=above.clause)
    form = AddForm(request.POST or None, above=above, draft=draft, is_proposed="proposer" in request.POST)
    if request.method == "POST" and form.is_valid():
        draft = actions.keep_proposal(found, by=request.user, place=above.clause, **form.cleaned_data)
        return _go_on(request, found, draft)
    return render(request, "plans/groups/add.html", {"group": found, "placed": placed, "form": form, "draft": draft})


def _draft(request, found, **where) -> Proposal | None:
    mine = Proposal.objects.filter(group=found, author=request.user, status=ProposalStatus.DRAFT, **where)
    return mine.select_related("base").first()


def _others(request, found, clause):
    """What the group proposes on this clause already, and what it was answered."""
    known = Proposal.objects.visible_to(request.user).filter(group=found, clause=clause).distinct()
    return known.exclude(status=ProposalStatus.DRAFT).select_related("author", "clause").order_by("-proposed_at")


def _go_on(request, found, draft):
    """The draft is kept first, whatever the day: only proposing it asks for an open group."""
    if request.headers.get("X-Autosave"):
        return JsonResponse({"bases": {}, "at": hour(clock.now()), "collided": False})
    if "proposer" in request.POST:
        actions.propose(draft, by=request.user)
        messages.success(request, _("Votre proposition est partie. L’équipe répond à chacune, par courriel."))
        return redirect(found)
    messages.success(request, _("Votre texte est gardé en brouillon : personne d’autre ne le lit encore."))
    name = "plans:group-write" if draft.clause_id else "plans:group-add"
    return redirect(name, found.reference, draft.place.reference)


def find_proposal(request, pk) -> Proposal:
    known = Proposal.objects.visible_to(request.user).distinct()
    return get_object_or_404(
        known.select_related("group__plan", "clause", "parent", "base", "author", "revision"), pk=pk
    )


def proposal(request, pk):
    found = find_proposal(request, pk)
    [weighed] = weigh([found])
    context = {
        "proposal": found,
        "weighed": weighed,
        "changed": difference(found.base, found.title, found.text),
        "is_mine": found.author_id == request.user.pk,
    }
    return render(request, "plans/groups/proposal.html", context)


@require_POST
def take_up_again(request, pk):
    found = find_proposal(request, pk)
    draft = actions.take_up_again(found, by=request.user)
    messages.success(request, _("Votre texte est de nouveau un brouillon : corrigez-le, puis proposez-le."))
    name = "plans:group-write" if draft.clause_id else "plans:group-add"
    return redirect(name, draft.group.reference, draft.place.reference)


@require_POST
def drop_draft(request, pk):
    found = find_proposal(request, pk)
    actions.drop_proposal(found, by=request.user)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect(found.group)
