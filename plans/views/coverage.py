"""The coverage matrix: who may read a text may read what it covers. Each number opens the measures that it counts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from essportal import exports, menus
from essportal.spreadsheets import ods_response
from plans import policies
from plans.documents.coverage import coverage_pdf
from plans.forms.coverage import WORKING, CoverageForm
from plans.models import Plan, Version
from plans.selectors import coverage


class Asked:
    """What an address asks for, as far as this reader may see it; 404 for a text or a heading that is not there."""

    def __init__(self, request):
        self.plan = Plan.objects.current()
        self.versions = list(Version.objects.visible_to(request.user).filter(plan=self.plan).order_by("-number"))
        self.can_write = policies.can_write_plan(request.user) and self.plan is not None
        if not self.versions and not self.can_write:
            raise Http404
        asked = request.GET.get("texte")
        self.is_working_text = self.can_write and (asked == WORKING or not self.versions)
        self.version = None if self.is_working_text else self._version(asked) if asked else self.versions[0]
        since = request.GET.get("depuis")
        self.before = self._version(since) if since else None
        self.coverage = (
            coverage.of_working_text(self.plan) if self.is_working_text else coverage.of_version(self.version)
        )
        self.form = CoverageForm(
            {**request.GET.dict(), "texte": WORKING if self.is_working_text else str(self.version.number)},
            versions=self.versions,
            with_working_text=self.can_write,
            coverage=self.coverage,
        )
        if not self.form.is_valid():
            raise Http404
        down, across, self.title = coverage.TABLES[self.form.cleaned_data["vue"] or "competence-direction"]
        self.matrix = coverage.Matrix(
            coverage.DIMENSIONS[down],
            coverage.DIMENSIONS[across],
            self.coverage,
            self.form.chosen,
            coverage.of_version(self.before) if self.before else None,
        )

    def _version(self, number) -> Version:
        found = next((version for version in self.versions if str(version.number) == number), None)
        if found is None:
            raise Http404
        return found

    @property
    def text_name(self) -> str:
        return _("Texte de travail") if self.is_working_text else str(self.version)

    def listed(self, row, column) -> dict | None:
        """The measures behind one number, and what they have in common; a total has one heading, or none."""
        if row is None and column is None:
            return None
        crossed = [
            (dimension, key, names)
            for dimension, key, names in (
                (self.matrix.down, row, dict(self.matrix.rows)),
                (self.matrix.across, column, dict(self.matrix.columns)),
            )
            if key
        ]
        if any(key not in names for __, key, names in crossed):
            raise Http404
        headings = [*self.form.chosen, *((dimension.key, key) for dimension, key, __ in crossed)]
        return {
            "measures": self.coverage.under(headings),
            "named": [names[key] for __, key, names in crossed],
        }


@login_not_required
def matrix(request):
    asked = Asked(request)
    kept = request.GET.copy()
    listed = asked.listed(request.GET.get("ligne"), request.GET.get("colonne"))
    for name in ("ligne", "colonne"):
        kept.pop(name, None)
    context = {
        "asked": asked,
        "matrix": asked.matrix,
        "grid": asked.matrix.grid(),
        "totals": asked.matrix.totals(),
        "whole": asked.matrix.cell(None, None),
        "listed": listed,
        "here": f"?{kept.urlencode()}&" if kept else "?",
        "form": asked.form,
    }
    return render(request, "plans/reading/coverage.html", context)


def _log(request, asked, kind):
    version = asked.version
    if not (version and version.is_public and version.submitted_at):
        exports.log(request, _("Couverture, %(text)s, %(kind)s") % {"text": asked.text_name, "kind": kind})


@login_not_required
def matrix_ods(request):
    asked = Asked(request)
    _log(request, asked, "ODS")
    return ods_response("couverture", str(asked.title), _rows(asked))


def _rows(asked):
    total = _("Total")
    yield [str(asked.matrix.down.title), *(name for __, name in asked.matrix.columns), total]
    for name, cells, whole in asked.matrix.grid():
        yield [name, *(cell.count for cell in cells), whole.count]
    yield [total, *(cell.count for cell in asked.matrix.totals()), asked.matrix.cell(None, None).count]


@login_not_required
def matrix_pdf(request):
    asked = Asked(request)
    _log(request, asked, "PDF")
    made = coverage_pdf(
        asked.matrix, title=str(asked.title), text=asked.text_name, authority=str(menus.authority() or "")
    )
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="couverture.pdf"'},
    )
