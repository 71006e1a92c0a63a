"""The bilan that closes a consultation: written by the team around figures that the portal counts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions
from consultations.actions.frames import report_words
from consultations.bases import Overtaken, shown_again, stamp
from consultations.forms.synthesis import ReportForm
from consultations.models import ClosingReport
from consultations.selectors.participation import figures
from consultations.views.frame import find_consultation
from consultations.views.points import points_by_question


@login_not_required
def report(request, slug):
    found = get_object_or_404(
        ClosingReport.objects.visible_to(request.user).select_related("consultation"), consultation__slug=slug
    )
    consultation = found.consultation
    context = {
        "report": found,
        "consultation": consultation,
        "told": found.figures or figures(consultation),
        "groups": points_by_question(consultation, request.user),
    }
    return render(request, "consultations/report/report.html", context)


def edit_report(request, slug):
    consultation = find_consultation(request, slug)
    found = ClosingReport.objects.filter(consultation=consultation).first()
    if found and found.published_at:
        return redirect("consultations:report", slug)
    form = ReportForm(request.POST or None, instance=found, initial={"base": stamp(report_words(found))})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_report(consultation, by=request.user, **form.cleaned_data)
        except Overtaken as overtaken:
            form = shown_again(ReportForm, request.POST, overtaken)
            if not form.theirs:  # the same form sent twice
                return redirect("consultations:edit-report", slug)
        else:
            messages.success(request, _("Le bilan est enregistré. Personne d’autre que l’équipe ne le voit encore."))
            return redirect("consultations:edit-report", slug)
    context = {
        "consultation": consultation,
        "report": found,
        "form": form,
        "theirs": getattr(form, "theirs", []),
        "told": figures(consultation),
    }
    return render(request, "consultations/report/edit.html", context, status=409 if context["theirs"] else 200)


def publish_report(request, slug):
    consultation = find_consultation(request, slug)
    found = get_object_or_404(ClosingReport, consultation=consultation)
    if request.method == "POST":
        actions.publish_report(found, by=request.user)
        messages.success(request, _("Le bilan est publié : tout le monde peut le lire, et il ne changera plus."))
        return redirect("consultations:report", slug)
    return render(request, "consultations/report/publish.html", {"consultation": consultation, "report": found})
