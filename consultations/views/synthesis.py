"""The synthesis desk: contributions on the left, never altered; points on the right."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.synthesis import PointForm
from consultations.models import Consultation, Contribution, Gathering, SynthesisPoint
from essportal.paging import page_of
from essportal.policies import require

KEPT = ("concertation", "montrer", "q", "page")


def synthesis_desk(request):
    require(policies.can_run_consultations, request.user)
    consultation = chosen_consultation(request)
    if consultation is None:
        return render(request, "consultations/work/synthesis_empty.html")
    contributions = consultation.contributions.published().annotate(
        is_gathered=Exists(Gathering.objects.filter(contribution=OuterRef("pk")))
    )
    points = consultation.points.annotate(size=Count("gatherings")).order_by("reference")
    total, gathered = contributions.count(), contributions.filter(is_gathered=True).count()
    query = request.GET.get("q", "").strip()[:200]
    shown = left_pane(contributions, request.GET.get("montrer"), query)
    context = {
        "consultation": consultation,
        "consultations": Consultation.objects.visible_to(request.user),
        "points": points,
        "total": total,
        "gathered": gathered,
        "unread": total - gathered,
        "everything": request.GET.get("montrer") == "toutes",
        "query": query,
        "page": page_of(request, shown, 50),
        "picked": request.GET.get("point", ""),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
    }
    return render(request, "consultations/work/synthesis.html", context)


def left_pane(contributions, show, query):
    """Those to read first; all of them, or those a search finds, when asked."""
    shown = contributions.with_author().prefetch_related("points")
    if query:
        shown = shown.filter(Q(text__icontains=query) | Q(title__icontains=query))
    elif show != "toutes":
        shown = shown.filter(is_gathered=False)
    return shown.order_by("is_gathered", "-filed_at", "-pk")


def chosen_consultation(request):
    visible = Consultation.objects.visible_to(request.user)
    slug = request.GET.get("concertation") or request.POST.get("concertation")
    return get_object_or_404(visible, slug=slug) if slug else visible.first()


@require_POST
def gather(request):
    """Link the ticked contributions to the chosen point, or go and write a new point for them."""
    require(policies.can_run_consultations, request.user)
    found = ticked(request, request.POST.getlist("contributions"))
    if not found:
        messages.warning(request, _("Cochez au moins une contribution."))
        return back_to_desk(request)
    if "new" in request.POST:
        chosen = urlencode([("contributions", contribution.pk) for contribution in found])
        return redirect(f"{reverse('consultations:new-point')}?{chosen}")
    if not request.POST.get("point"):
        messages.warning(request, _("Choisissez le point qui les rassemble."))
        return back_to_desk(request)
    point = get_object_or_404(SynthesisPoint.objects.visible_to(request.user), reference=request.POST["point"])
    count = actions.gather(point, found, by=request.user)
    said = ngettext(
        "%(count)s contribution rassemblée dans %(point)s.",
        "%(count)s contributions rassemblées dans %(point)s.",
        count,
    )
    messages.success(request, said % {"count": count, "point": point.reference})
    return back_to_desk(request)


def ticked(request, ids):
    """The contributions with these ids: all of them, or 404."""
    if not all(pk.isascii() and pk.isdecimal() and len(pk) < 19 for pk in ids):
        raise Http404
    found = list(Contribution.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk"))
    if len(found) != len(set(map(int, ids))):
        raise Http404
    return found


def back_to_desk(request):
    kept = {name: request.POST[name] for name in (*KEPT, "point") if request.POST.get(name)}
    return redirect(f"{reverse('consultations:synthesis-desk')}?{urlencode(kept)}")


def new_point(request):
    require(policies.can_run_consultations, request.user)
    found = ticked(request, request.GET.getlist("contributions"))
    consultation = found[0].consultation if found else chosen_consultation(request)
    if consultation is None:
        raise Http404
    form = PointForm(request.POST or None, initial={"is_collective": len(found) != 1})
    if request.method == "POST" and form.is_valid():
        point = actions.create_point(
            by=request.user, consultation=consultation, contributions=found, **form.cleaned_data
        )
        messages.success(request, _("Le point %(point)s est créé.") % {"point": point.reference})
        return redirect(f"{reverse('consultations:synthesis-desk')}?{urlencode({'point': point.reference})}")
    return render(request, "consultations/work/point_form.html", {"form": form, "gathered": found})


def edit_point(request, reference):
    point = find_point(request, reference)
    form = PointForm(request.POST or None, instance=point)
    if request.method == "POST" and form.is_valid():
        actions.revise_point(point, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le point est modifié."))
        return redirect("consultations:edit-point", reference)
    gathered = point.contributions.with_author().order_by("reference")
    return render(request, "consultations/work/point_form.html", {"form": form, "point": point, "gathered": gathered})


@require_POST
def ungather(request, reference, pk):
    point = find_point(request, reference)
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    actions.ungather(point, contribution, by=request.user)
    messages.success(request, _("La contribution n’est plus dans ce point. Son texte n’a pas bougé."))
    return redirect("consultations:edit-point", reference)


@require_POST
def publish_point(request, reference):
    actions.publish_point(find_point(request, reference), by=request.user)
    messages.success(request, _("Le point est publié."))
    return redirect("consultations:edit-point", reference)


def find_point(request, reference):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(SynthesisPoint.objects.visible_to(request.user), reference=reference)
