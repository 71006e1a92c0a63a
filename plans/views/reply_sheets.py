"""The replies as a spreadsheet: it leaves, comes back, is read again row by row, and is written at once."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essportal import clock, exports
from essportal.spreadsheets import csv_response, ods_response
from essportal.xlsx import xlsx_response
from plans import actions
from plans.documents.reply_sheet import Mark, marked, rows
from plans.forms.reply_sheets import ReplySheetForm
from plans.models import ReplySheet
from plans.selectors.answering import ReplyTable
from plans.views.work import the_plan

SHOWN = 300


def replies_file(request, kind):
    """What the table shows, in the format that the person fills in."""
    plan = the_plan(request)
    if kind not in ("ods", "xlsx", "csv"):
        raise Http404
    table = ReplyTable(plan, request.GET)
    exports.log(request, _("Réponses, %(kind)s") % {"kind": kind.upper()}, rows=table.found.count())
    name, title = f"reponses-{clock.today().isoformat()}", _("Réponses")
    found = rows(plan, table.found)
    if kind == "csv":
        return csv_response(name, found, ";")
    return ods_response(name, title, found) if kind == "ods" else xlsx_response(name, title, found)


def reply_sheet(request):
    plan = the_plan(request)
    form = ReplySheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, typed = form.cleaned_data["file"]
        sheet = actions.keep_reply_sheet(plan, by=request.user, name=name, rows=typed)
        return redirect("plans:reply-sheet-preview", sheet.pk)
    context = {"form": form, "file_kinds": ["ods", "xlsx", "csv"]}
    return render(request, "plans/work/reply_sheet.html", context)


def reply_sheet_preview(request, pk):
    """What each row would change, read again at each visit; the person's own sheet, until it is written."""
    plan = the_plan(request)
    sheet = get_object_or_404(ReplySheet, pk=pk, plan=plan, by=request.user, written_at=None)
    if request.method == "POST":
        count = actions.write_reply_sheet(sheet, by=request.user, over=request.POST.getlist("remplacer"))
        said = ngettext("%(n)s réponse enregistrée.", "%(n)s réponses enregistrées.", count) % {"n": count}
        messages.success(request, said if count else _("Ce tableau ne changeait rien."))
        return redirect("plans:replies")
    found = marked(plan, sheet.rows)
    counts = Counter(row.mark for row in found)
    order = list(Mark.values)
    told = sorted((row for row in found if row.mark != Mark.SAME), key=lambda row: (order.index(row.mark), row.line))
    context = {
        "sheet": sheet,
        "rows": told[:SHOWN],
        "more": max(0, len(told) - SHOWN),
        "tallies": [(mark, Mark(mark).label, counts[mark]) for mark in order if counts[mark]],
        "ready": counts[Mark.NEW] + counts[Mark.EDITED],
        "meanwhile": counts[Mark.MEANWHILE],
    }
    return render(request, "plans/work/reply_sheet_preview.html", context)
