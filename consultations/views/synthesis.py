"""The synthesis desk: contributions on the left, never altered; points on the right."""

from dataclasses import dataclass
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
from consultations.forms.synthesis import DeskFilter, QuickPointForm
from consultations.models import (
    Channel,
    Consultation,
    Contribution,
    Gathering,
    Objection,
    ReadMark,
    SynthesisPoint,
)
from consultations.nearness import gathered_by_nearness, near_to
from essportal.paging import page_of
from essportal.policies import require

KEPT = ("concertation", "montrer", "q", "question", "canal", "proches", "page")
PER_PAGE = 50
TO_READ, WITHOUT_POINT, EVERYTHING = "a-lire", "sans-point", "toutes"


def synthesis_desk(request):
    require(policies.can_run_consultations, request.user)
    consultation = chosen_consultation(request)
    if consultation is None:
        return render(request, "consultations/work/synthesis_empty.html")
    contributions = with_marks(consultation.contributions.published())
    counts = contributions.order_by().aggregate(total=Count("pk"), read=Count("pk", filter=Q(is_read=True)))
    pane = left_pane(request, contributions, consultation)
    context = {
        **counts,
        "unread": counts["total"] - counts["read"],
        "consultation": consultation,
        "consultations": Consultation.objects.visible_to(request.user),
        "points": consultation.points.annotate(size=Count("gatherings")).order_by("reference"),
        "questions": consultation.questions.all(),
        "channels": Channel.choices,
        "objections": Objection.objects.waiting().filter(point__consultation=consultation).count(),
        "pane": pane,
        "page": pane.page,
        "picked": request.GET.get("point", ""),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "asked": {name: request.GET.get(name, "")[:200] for name in ("q", "question", "canal")},
    }
    return render(request, "consultations/work/synthesis.html", context)


def with_marks(contributions):
    gathered = Exists(Gathering.objects.filter(contribution=OuterRef("pk")))
    marked = Exists(ReadMark.objects.filter(contribution=OuterRef("pk")))
    return contributions.annotate(is_gathered=gathered, is_read=gathered | marked)


@dataclass
class Pane:
    """The left pane: a page of contributions, each with what stands near it in the list."""

    page: object
    show: str
    near: Contribution | None
    is_filtered: bool


def left_pane(request, contributions, consultation) -> Pane:
    """Unread first, those that say nearly the same thing together; or those near to a chosen one."""
    show = request.GET.get("montrer")
    chosen = DeskFilter(request.GET, contributions)
    asked = any(request.GET.get(name) for name in ("q", "question", "canal"))
    show = show if show in (WITHOUT_POINT, EVERYTHING) else EVERYTHING if asked and not show else TO_READ
    near = _near(request, consultation)
    if near:
        ids = [near.pk, *(pk for pk, __ in near_to(near))]
        groups, show = [ids], EVERYTHING
    else:
        shown = chosen.qs
        if show == TO_READ:
            shown = shown.filter(is_read=False)
        elif show == WITHOUT_POINT:
            shown = shown.filter(is_gathered=False)
        ordered = list(shown.order_by("is_read", "-filed_at", "-pk").values_list("pk", flat=True).distinct())
        groups = gathered_by_nearness(ordered, consultation)
    page = page_of(request, [(pk, group) for group in groups for pk in group], PER_PAGE)
    page.object_list = _rows(contributions, page.object_list)
    return Pane(page, show, near, asked)


def _near(request, consultation):
    reference = request.GET.get("proches", "")[:12]
    return consultation.contributions.published().filter(reference=reference).first() if reference else None


def _rows(contributions, pairs):
    """The contributions of a page in their order; the first of a group knows how many follow it."""
    rows = contributions.with_author().prefetch_related("points").in_bulk([pk for pk, __ in pairs])
    found = []
    for pk, group in pairs:
        if pk in rows:
            row = rows[pk]
            row.leads = len(group) if group[0] == pk and len(group) > 1 else 0
            row.follows = group[0] != pk
            found.append(row)
    return found


def chosen_consultation(request):
    visible = Consultation.objects.visible_to(request.user)
    slug = request.GET.get("concertation") or request.POST.get("concertation")
    return get_object_or_404(visible, slug=slug) if slug else visible.first()


@require_POST
def gather(request):
    """What the desk does with the ticked contributions: into a point, into a new one, or read and left there."""
    require(policies.can_run_consultations, request.user)
    found = ticked(request, request.POST.getlist("contributions"))
    if not found:
        messages.warning(request, _("Cochez au moins une contribution."))
        return back_to_desk(request)
    if "read" in request.POST or "unread" in request.POST:
        return mark(request, found)
    if "new" in request.POST or ("default" in request.POST and request.POST.get("title", "").strip()):
        return new_from(request, found)
    if not request.POST.get("point"):
        messages.warning(request, _("Choisissez le point qui les rassemble."))
        return back_to_desk(request)
    point = get_object_or_404(SynthesisPoint.objects.visible_to(request.user), reference=request.POST["point"])
    say_gathered(request, actions.gather(point, found, by=request.user), point)
    return back_to_desk(request)


def say_gathered(request, count, point):
    said = ngettext(
        "%(count)s contribution rassemblée dans %(point)s.",
        "%(count)s contributions rassemblées dans %(point)s.",
        count,
    )
    messages.success(request, said % {"count": count, "point": point.reference})


def mark(request, found):
    if "unread" in request.POST:
        actions.mark_unread(found, by=request.user)
        return back_to_desk(request)
    actions.mark_read(found, by=request.user)
    said = ngettext("%(count)s contribution lue.", "%(count)s contributions lues.", len(found))
    messages.success(request, said % {"count": len(found)})
    return back_to_desk(request)


def new_from(request, found):
    """A title typed at the desk makes the point at once, its text comes later; else its form opens."""
    form = QuickPointForm(request.POST)
    if not form.data.get("title", "").strip():
        chosen = urlencode([("contributions", contribution.pk) for contribution in found])
        return redirect(f"{reverse('consultations:new-point')}?{chosen}")
    if not form.is_valid():
        messages.warning(request, form.errors["title"][0])
        return back_to_desk(request)
    point = actions.create_point(
        by=request.user,
        consultation=found[0].consultation,
        title=form.cleaned_data["title"],
        is_collective=len(found) > 1,
        contributions=found,
    )
    say_gathered(request, len(found), point)
    return back_to_desk(request, point=point.reference)


def ticked(request, ids):
    """The contributions with these ids: all of them, or 404."""
    if not all(pk.isascii() and pk.isdecimal() and len(pk) < 19 for pk in ids):
        raise Http404
    found = list(Contribution.objects.visible_to(request.user).filter(pk__in=ids).order_by("pk"))
    if len(found) != len(set(map(int, ids))):
        raise Http404
    return found


def back_to_desk(request, **changes):
    kept = {name: request.POST[name] for name in (*KEPT, "point") if request.POST.get(name)}
    return redirect(f"{reverse('consultations:synthesis-desk')}?{urlencode({**kept, **changes})}")
