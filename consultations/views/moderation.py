"""What was filed waits here until the team publishes it or sets it aside with a reason."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.moderation import SetAsideForm
from consultations.models import Contribution, ContributionStatus
from consultations.selectors.searching import ContributionSearch
from consultations.views.history import history
from essportal.paging import page_of
from essportal.policies import require

SHOWN = [
    ContributionStatus.FILED,
    ContributionStatus.PUBLISHED,
    ContributionStatus.SET_ASIDE,
    ContributionStatus.WITHDRAWN,
]


def work_contributions(request):
    require(policies.can_run_consultations, request.user)
    visible = Contribution.objects.visible_to(request.user)
    counts = dict(visible.order_by().values_list("status").annotate(Count("pk")))
    chosen = request.GET.get("statut")
    chosen = chosen if chosen in SHOWN else ContributionStatus.FILED
    query = request.GET.get("q", "").strip()[:200]
    only_unread = chosen == ContributionStatus.PUBLISHED and "a-lire" in request.GET
    unread = visible.unread()
    shown = unread if only_unread else visible.filter(status=chosen)
    found = ContributionSearch(request.GET, request.user, shown).found
    found = found.with_author().select_related("typed_by").prefetch_related("attachments")
    context = {
        "tabs": [(status, counts.get(status, 0)) for status in SHOWN],
        "chosen": ContributionStatus(chosen),
        "waiting": visible.waiting().count(),
        "held": set(visible.held().values_list("pk", flat=True)),
        "query": query,
        "unread": unread.count(),
        "only_unread": only_unread,
        "page": page_of(request, found.order_by("-filed_at", "-pk"), 25),
    }
    return render(request, "consultations/work/contributions.html", context)


def work_contribution(request, reference):
    contribution = find_contribution(request, reference)
    held = Contribution.objects.held().filter(pk=contribution.pk).exists()
    context = {
        "contribution": contribution,
        "points": contribution.points.order_by("reference"),
        "can_publish": contribution.can_move_to(ContributionStatus.PUBLISHED) and not held,
        "held": held,
        "can_set_aside": contribution.can_move_to(ContributionStatus.SET_ASIDE),
        "rulings": contribution.rulings.select_related("decided_by", "answered_by"),
        "is_unread": Contribution.objects.unread().filter(pk=contribution.pk).exists(),
        "history": history(contribution),
    }
    return render(request, "consultations/work/contribution.html", context)


@require_POST
def publish_contributions(request):
    """One by its own button, or those that are ticked; one unknown among them and nothing is published."""
    require(policies.can_run_consultations, request.user)
    only = request.POST.get("only")
    wanted = {pk for pk in ([only] if only else request.POST.getlist("ids")) if pk}
    if not all(pk.isascii() and pk.isdecimal() and len(pk) < 19 for pk in wanted):
        raise Http404
    found = list(Contribution.objects.visible_to(request.user).filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise Http404
    if not found:
        messages.warning(request, _("Cochez au moins une contribution."))
        return redirect("consultations:work-contributions")
    count = actions.publish_contributions(found, by=request.user)
    said = ngettext("%(count)s contribution publiée.", "%(count)s contributions publiées.", count)
    messages.success(request, said % {"count": count})
    return redirect("consultations:work-contributions")


def set_aside(request, reference):
    contribution = find_contribution(request, reference)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_aside_contribution(contribution, by=request.user, **form.cleaned_data)
        messages.success(request, _("La contribution est écartée. Son auteur reçoit le motif."))
        return redirect("consultations:work-contribution", reference)
    return render(request, "consultations/work/set_aside.html", {"contribution": contribution, "form": form})


def find_contribution(request, reference):
    require(policies.can_run_consultations, request.user)
    visible = (
        Contribution.objects.visible_to(request.user).with_author().select_related("typed_by", "question", "replaces")
    )
    visible = visible.prefetch_related("attachments")
    return get_object_or_404(visible, reference=reference)
