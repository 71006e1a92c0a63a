"""Writing groups, for the team: entrust a branch, answer each proposal."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from essportal.policies import require
from plans import actions, policies
from plans.drafting import readable, words
from plans.forms.groups import AnswerProposalForm, GroupForm, KeptTextForm
from plans.models import Proposal, ProposalStatus, WritingGroup
from plans.selectors.writing import difference, weigh, writers
from plans.views.work import the_plan


def waiting_count(user) -> int:
    return Proposal.objects.waiting().count()


def work_groups(request):
    plan = the_plan(request)
    waiting = Count("proposals", filter=Q(proposals__status=ProposalStatus.PROPOSED))
    known = WritingGroup.objects.filter(plan=plan).select_related("branch", "body").annotate(waiting=waiting)
    proposals = Proposal.objects.waiting().filter(group__plan=plan)
    proposals = list(proposals.select_related("group", "clause", "parent", "base", "author").order_by("proposed_at"))
    return render(request, "plans/work/groups.html", {"groups": known, "waiting": weigh(proposals)})


def open_group(request):
    plan = the_plan(request)
    form = GroupForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        opened = actions.open_group(plan, by=request.user, branch=form.entrusted(), **form.settings())
        messages.success(request, _("Le groupe est ouvert ; ses membres le reçoivent par courriel."))
        return redirect("plans:work-group", opened.reference)
    return render(request, "plans/work/open_group.html", {"form": form, "group": None})


def work_group(request, reference):
    """Who writes in it, what it proposed, and its settings."""
    require(policies.can_write_plan, request.user)
    found = get_object_or_404(WritingGroup.objects.select_related("plan", "branch", "body"), reference=reference)
    form = GroupForm(request.POST or None, plan=found.plan, group=found)
    if request.method == "POST" and form.is_valid():
        actions.revise_group(found, by=request.user, **form.settings())
        messages.success(request, _("Le groupe est enregistré."))
        return redirect("plans:work-group", reference)
    proposals = found.proposals.exclude(status=ProposalStatus.DRAFT).select_related("clause", "parent", "author")
    context = {
        "group": found,
        "form": form,
        "branch": found.branch.working(),
        "writers": writers(found),
        "proposals": proposals.order_by("-proposed_at"),
    }
    return render(request, "plans/work/open_group.html", context)


def work_proposal(request, pk):
    """Accept, or return with a reason; a collision is written by hand, on the same page."""
    require(policies.can_write_plan, request.user)
    known = Proposal.objects.exclude(status=ProposalStatus.DRAFT)
    known = known.select_related("group__plan", "clause", "parent", "base", "author", "decided_by", "revision")
    found = get_object_or_404(known, pk=pk)
    is_returned = "renvoyer" in request.POST
    form = AnswerProposalForm(request.POST or None, is_returned=is_returned)
    if request.method == "POST" and "retenir" in request.POST:
        return keep_text(request, found)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if is_returned:
            actions.return_proposal(found, by=request.user, answer=answer)
            messages.success(request, _("La proposition est renvoyée ; son auteur lit pourquoi."))
            return redirect("plans:work-groups")
        saved = actions.accept_proposal(found, by=request.user, answer=answer)
        return written(request, found) if saved.revision else collide(request, found, saved, answer)
    return show(request, found, form)


def keep_text(request, found):
    form = KeptTextForm(request.POST, newest=found.clause.working())
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        saved = actions.accept_proposal(found, by=request.user, answer=answer, words=form.words())
        return written(request, found) if saved.revision else collide(request, found, saved, answer)
    return show(request, found, form, collision=_collision(found))


def written(request, found):
    messages.success(request, _("La proposition est écrite dans le plan, sous le nom du groupe ; son auteur le sait."))
    return redirect("plans:work-groups")


def collide(request, found, saved, answer):
    """Both texts beside what they come from; what does not collide is already put together."""
    newest = found.clause.working()
    title = saved.title_merge.text if saved.title_merge.clean else found.title
    kept = {"base": newest.pk, "title": title, "text": saved.merge.text, "answer": answer}
    form = KeptTextForm(newest=newest, initial=kept)
    return show(request, found, form, status=409, collision=_collision(found))


def _collision(found: Proposal) -> dict:
    newest = found.clause.working()
    return {
        "newest": newest,
        "ours": readable(words(found.base.text, newest.text)),
        "theirs": readable(words(found.base.text, found.text)),
        "titles_differ": newest.title != found.title,
    }


def show(request, found, form, status=200, collision=None):
    [weighed] = weigh([found])
    result = None
    if found.clause_id and not (weighed.collides or weighed.is_moot):
        result = difference(weighed.working, weighed.heading.text, weighed.words.text)
    beside = Proposal.objects.waiting().filter(clause=found.clause_id, clause__isnull=False).exclude(pk=found.pk)
    context = {
        "proposal": found,
        "form": form,
        "weighed": weighed,
        "changed": difference(found.base, found.title, found.text),
        "result": result,
        "beside": beside.select_related("author", "group"),
        "collision": collision,
    }
    return render(request, "plans/work/proposal.html", context, status=status)
