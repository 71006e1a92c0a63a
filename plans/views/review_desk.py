from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essportal.policies import require
from plans import actions, policies
from plans.forms.reviews import OpinionForm, RemarkForm
from plans.models import Amendment, AmendmentStatus, Remark, Version, VersionStatus
from plans.selectors.reading import sources_of
from plans.selectors.reviewing import Desk


def reviews(request):
    require(policies.can_read_reviews, request.user)
    submitted = (
        Version.objects.visible_to(request.user).filter(submitted_at__isnull=False).select_related("plan", "previous")
    )
    desks = [Desk(version, request.user) for version in submitted.filter(status=VersionStatus.IN_REVIEW)]
    closed = submitted.exclude(status=VersionStatus.IN_REVIEW)[:10]
    return render(request, "plans/review/reviews.html", {"desks": desks, "closed": closed})


def _desk(request, number):
    require(policies.can_read_reviews, request.user)
    visible = Version.objects.visible_to(request.user).filter(submitted_at__isnull=False)
    return Desk(get_object_or_404(visible.select_related("plan", "previous"), number=number), request.user)


def _line(desk, reference):
    line = desk.line(reference)
    if line is None:
        raise Http404
    return line


def review(request, number):
    """Open at the first clause changed since this reader's last visit."""
    desk = _desk(request, number)
    return redirect("plans:review-clause", number, desk.first_to_read().pin.clause.reference)


def review_clause(request, number, reference):
    desk = _desk(request, number)
    return _show(request, desk, _line(desk, reference))


def _show(request, desk, line, form=None):
    previous, following = desk.around(line)
    context = {
        "desk": desk,
        "version": desk.version,
        "line": line,
        "differences": desk.differences(line),
        "reason": desk.reason(line),
        "previous": previous,
        "following": following,
        "sources": sources_of(line.pin.revision, request.user),
        "remarks": Remark.objects.visible_to(request.user)
        .filter(version=desk.version, clause=line.pin.clause)
        .select_related("author"),
        "amendments": Amendment.objects.visible_to(request.user)
        .filter(version=desk.version, rewordings__clause=line.pin.clause)
        .exclude(status=AmendmentStatus.DRAFT)
        .select_related("author", "target"),
        "form": form or RemarkForm(words=line.pin.revision.text),
        "is_open": desk.version.status == VersionStatus.IN_REVIEW,
        "can_remark": policies.can_amend(request.user, desk.version),
        "can_give_opinion": policies.can_give_opinion(request.user),
        "opinion": desk.version.opinions.filter(author=request.user).first(),
    }
    return render(request, "plans/review/clause.html", context)


@require_POST
def review_read(request, number, reference):
    desk = _desk(request, number)
    line = _line(desk, reference)
    actions.mark_read(desk.version, line.pin.clause, by=request.user)
    following = desk.after(line)
    if following is not None:
        return redirect("plans:review-clause", number, following.pin.clause.reference)
    messages.success(request, _("Vous avez relu toutes les clauses."))
    return redirect("plans:opinion", number) if policies.can_give_opinion(request.user) else redirect("plans:reviews")


@require_POST
def leave_remark(request, number, reference):
    desk = _desk(request, number)
    require(policies.can_amend, request.user, desk.version)
    line = _line(desk, reference)
    form = RemarkForm(request.POST, words=line.pin.revision.text)
    if not form.is_valid():
        return _show(request, desk, line, form)
    actions.leave_remark(desk.version, line.pin.clause, by=request.user, **form.cleaned_data)
    messages.success(request, _("Votre remarque est enregistrée."))
    return redirect("plans:review-clause", number, reference)


def opinion(request, number):
    desk = _desk(request, number)
    require(policies.can_give_opinion, request.user)
    given = desk.version.opinions.filter(author=request.user).first()
    form = OpinionForm(request.POST or None, initial={"kind": given.kind, "text": given.text} if given else None)
    if request.method == "POST" and form.is_valid():
        actions.give_opinion(desk.version, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Votre avis est enregistré. Vous pouvez le modifier jusqu’à la fin de la relecture.")
        )
        return redirect("plans:reviews")
    context = {"desk": desk, "version": desk.version, "form": form, "given": given}
    context["is_open"] = desk.version.status == VersionStatus.IN_REVIEW
    return render(request, "plans/review/opinion.html", context)
