"""The synthesis as everyone reads it: its points, what each gathers, its versions, and what was objected."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.forms.synthesis import ObjectionForm
from consultations.models import Consultation, ContributionStatus, Gathering, Objection, SynthesisPoint
from consultations.selectors.conversation import around
from essportal import slots
from essportal.errors import Refused
from essportal.paging import page_of
from essportal.policies import require

PER_PAGE = 25
PUBLISHED = Count("contributions", filter=Q(contributions__status=ContributionStatus.PUBLISHED), distinct=True)


def points_by_question(consultation, reader) -> list[tuple[str, list]]:
    """Published points, each under the question that most of its contributions answer; three queries."""
    visible = SynthesisPoint.objects.visible_to(reader).filter(consultation=consultation, published_at__isnull=False)
    points = list(visible.annotate(size=PUBLISHED).order_by("reference"))
    answered: dict[int, Counter] = defaultdict(Counter)
    links = Gathering.objects.filter(point__in=points, contribution__status=ContributionStatus.PUBLISHED)
    for point, question in links.order_by("pk").values_list("point", "contribution__question"):
        answered[point][question] += 1
    groups = {question.pk: (question.title, []) for question in consultation.questions.all()}
    groups[None] = (_("Sans question précise"), [])
    for point in points:
        most = answered[point.pk].most_common(1)
        groups[most[0][0] if most and most[0][0] in groups else None][1].append(point)
    return [group for group in groups.values() if group[1]]


@login_not_required
def synthesis(request, slug):
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    groups = points_by_question(consultation, request.user)
    context = {"consultation": consultation, "groups": groups, "total": sum(len(points) for __, points in groups)}
    return render(request, "consultations/public/synthesis.html", context)


@dataclass
class Words:
    """A version beside the one before it: what the slot "page-difference" reads."""

    pk: int
    version: object
    before: str
    text: str


@login_not_required
def synthesis_point(request, reference):
    point = find_point(request, reference)
    gathered = point.contributions.filter(status=ContributionStatus.PUBLISHED).visible_to(request.user)
    page = page_of(request, gathered.with_author().order_by("-filed_at", "-pk"), PER_PAGE)
    slots.fill("contribution-outcome", page.object_list, request.user)
    until = point.objections_until()
    context = {
        "point": point,
        "page": page,
        "versions": versions_read(point, request.user),
        "objections": Objection.objects.visible_to(request.user)
        .filter(point=point)
        .select_related("author", "organisation"),
        "waiting": point.objections.waiting().count(),
        "until": until,
        "can_object": until is not None and policies.can_object(request.user, point),
        "has_objected": request.user.is_authenticated
        and point.objections.waiting().filter(author=request.user).exists(),
    }
    return render(request, "consultations/public/point.html", context | around(point, request))


def versions_read(point, reader) -> list[Words]:
    """Newest first. Everyone reads those since its publication; what was tried before stays with the team."""
    found = list(point.versions.select_related("by"))
    if not (reader.is_authenticated and reader.is_ess_team) and point.published_at:
        before = [version for version in found if version.at <= point.published_at]
        found = [version for version in found if version.at > point.published_at] + before[:1]
    words = [
        Words(version.pk, version, _said(former) if former else _said(version), _said(version))
        for version, former in zip(found, [*found[1:], None], strict=True)
    ]
    slots.fill("page-difference", words, reader)
    return words


def _said(version) -> str:
    return f"{version.title}\n\n{version.text}"


def object_to_point(request, reference):
    point = find_point(request, reference)
    require(policies.can_object, request.user, point)
    if point.objections_until() is None:
        raise Refused(
            _("Le délai pour contester ce point est passé."), way_out=(_("Lire le point"), point.get_absolute_url())
        )
    theirs = list(policies.contested_by(request.user, point).with_author().order_by("reference"))
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = next(
            (c.organisation for c in theirs if c.organisation_id in request.user.organisation_ids), None
        )
        actions.file_objection(point, by=request.user, organisation=organisation, **form.cleaned_data)
        messages.success(request, _("Votre objection est reçue. L’équipe y répondra, avec son motif."))
        return redirect(point)
    return render(request, "consultations/public/object.html", {"point": point, "form": form, "theirs": theirs})


def find_point(request, reference):
    """Only what is published has this page; the team works on the others at its desk."""
    points = SynthesisPoint.objects.visible_to(request.user).filter(published_at__isnull=False)
    return get_object_or_404(points.select_related("consultation"), reference=reference)
