"""Reports from the departments: those who work there file and follow theirs, the team answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors import actions, policies
from actors.documents.reports_file import report_rows
from actors.forms.reports import AnswerReportForm, LinkReportForm, ReportForm, ReportSearch
from actors.models import FieldReport, ReportKind
from essportal import exports
from essportal.paging import page_of
from essportal.policies import require
from essportal.spreadsheets import ods_response

PER_PAGE = 25


def reports(request):
    """Those that this person may read, the newest first; the team chooses among them."""
    require(policies.can_read_reports, request.user)
    search, found = _searched(request)
    context = {
        "search": search,
        "page": page_of(request, found.select_related("department", "author").order_by("-filed_at", "-pk"), PER_PAGE),
        "waiting": FieldReport.objects.visible_to(request.user).waiting().count(),
        "can_file": policies.can_file_report(request.user),
        "can_answer": policies.can_answer_reports(request.user),
    }
    return render(request, "actors/reports/reports.html", context)


def _searched(request):
    search = ReportSearch(request.GET)
    return search, search.found(FieldReport.objects.visible_to(request.user))


def reports_ods(request):
    require(policies.can_answer_reports, request.user)
    found = _searched(request)[1]
    exports.log(request, _("Remontées, ODS"), rows=found.count())
    return ods_response("remontees", _("Remontées"), report_rows(found))


def report_figures(request):
    """How many of each kind from each department: where nothing comes from is shown too."""
    require(policies.can_read_reports, request.user)
    counted = FieldReport.objects.visible_to(request.user).order_by().values_list("department", "kind")
    counts = {(department, kind): n for department, kind, n in counted.annotate(n=Count("pk"))}
    lines = [
        (department, [counts.get((department.pk, kind), 0) for kind in ReportKind.values])
        for department in policies.departments_shown()
    ]
    context = {"kinds": ReportKind, "lines": [(department, cells, sum(cells)) for department, cells in lines]}
    return render(request, "actors/reports/figures.html", context)


def file_report(request):
    require(policies.can_file_report, request.user)
    form = ReportForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        report = actions.file_report(by=request.user, **form.cleaned_data)
        messages.success(request, _("La remontée %(reference)s est envoyée à l’équipe ESS.") % {"reference": report})
        return redirect(report)
    return render(request, "actors/reports/file.html", {"form": form})


@login_not_required
def report(request, reference):
    found = _find(request, reference)
    return _show(request, found)


def _show(request, found, answer=None, link=None):
    can_answer = policies.can_answer_reports(request.user)
    context = {
        "report": found,
        "is_author": found.author_id == request.user.pk,
        "can_correct": found.is_waiting and policies.can_correct_report(request.user, found),
        "can_answer": can_answer,
        "organisations": found.organisations.visible_to(request.user).order_by("name"),
    }
    if can_answer:
        given = {"status": found.status, "answer": found.answer} if not found.is_waiting else None
        context |= {"answer": answer or AnswerReportForm(initial=given), "link": link or LinkReportForm()}
    return render(request, "actors/reports/report.html", context)


def correct_report(request, reference):
    found = _find(request, reference)
    require(policies.can_correct_report, request.user, found)
    found.refuse_changed()
    form = ReportForm(request.POST or None, person=request.user, report=found)
    if request.method == "POST" and form.is_valid():
        actions.correct_report(found, by=request.user, **{k: v for k, v in form.cleaned_data.items() if k != "key"})
        messages.success(request, _("La remontée est corrigée."))
        return redirect(found)
    return render(request, "actors/reports/file.html", {"form": form, "report": found})


@require_POST
def answer_report(request, reference):
    require(policies.can_answer_reports, request.user)
    found = _find(request, reference)
    form = AnswerReportForm(request.POST)
    if not form.is_valid():
        return _show(request, found, answer=form)
    actions.answer_report(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("La réponse est enregistrée : son auteur est prévenu."))
    return redirect(found)


@require_POST
def link_report(request, reference):
    require(policies.can_answer_reports, request.user)
    found = _find(request, reference)
    form = LinkReportForm(request.POST)
    if not form.is_valid():
        return _show(request, found, link=form)
    actions.link_report(found, form.cleaned_data["organisation"], by=request.user)
    messages.success(request, _("L’organisation est notée."))
    return redirect(found)


@require_POST
def unlink_report(request, reference, slug):
    require(policies.can_answer_reports, request.user)
    found = _find(request, reference)
    actions.unlink_report(found, get_object_or_404(found.organisations, slug=slug), by=request.user)
    messages.success(request, _("L’organisation n’est plus notée sur cette remontée."))
    return redirect(found)


def _find(request, reference) -> FieldReport:
    visible = FieldReport.objects.visible_to(request.user).select_related("department", "author")
    return get_object_or_404(visible, reference=reference)
