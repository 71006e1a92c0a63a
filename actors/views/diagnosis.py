"""The shared diagnosis: read by everyone, edition by edition; counted, completed and published by the ESS team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actors import actions, policies
from actors.forms.diagnosis import DiagnosisForm, FiguresForm, RevisedDiagnosisForm
from actors.models import Breakdown, Diagnosis, Kind, Municipality, SizeBand
from actors.selectors import panorama
from actors.selectors.figures import HEADINGS, NUMBERS
from essportal import clock
from essportal.policies import require
from essportal.spreadsheets import csv_response


@require_safe
@login_not_required
def latest(request):
    diagnosis = Diagnosis.objects.published().first()
    return edition(request, diagnosis.pk) if diagnosis else render(request, "actors/diagnosis/none.html")


@require_safe
@login_not_required
def edition(request, pk):
    diagnosis = get_object_or_404(Diagnosis.objects.visible_to(request.user), pk=pk)
    whole, sections = panorama.sections(diagnosis)
    communes = next((one for one in sections if one.breakdown == Breakdown.MUNICIPALITY), None)
    outlined = Municipality.objects.exclude(outline="") if communes else []
    context = {
        "diagnosis": diagnosis,
        "whole": whole,
        "shares": whole
        and {
            "jobs": panorama.share(whole.jobs, whole.all_jobs),
            "establishments": panorama.share(whole.establishments, whole.all_establishments),
        },
        "comment": diagnosis.comments.filter(breakdown=Breakdown.WHOLE).first(),
        "sections": sections,
        "map": panorama.map_of(communes, outlined) if communes and outlined else None,
        "others": Diagnosis.objects.published().exclude(pk=pk),
    }
    return render(request, "actors/diagnosis/edition.html", context)


@require_safe
@login_not_required
def edition_csv(request, pk):
    """The figures of an edition, laid out as the file that brings them: one may be the start of the next."""
    diagnosis = get_object_or_404(Diagnosis.objects.visible_to(request.user), pk=pk)
    lines = [
        [
            figure.get_breakdown_display(),
            figure.label,
            *(getattr(figure, name) for name in NUMBERS),
            figure.organisations,
        ]
        for figure in diagnosis.figures.all()
    ]
    heading = [*HEADINGS, "organisations de l’annuaire"]
    return csv_response(f"diagnostic-{diagnosis.figures_on}", [heading, *lines], separator=";")


def template_csv(request):
    """The model to fill: the labels of this portal, without numbers."""
    require(policies.can_write_diagnosis, request.user)
    lines = [[Breakdown.WHOLE.label, Breakdown.WHOLE.label]]
    lines += [[Breakdown.FAMILY.label, one.label] for one in Kind if one != Kind.PARTNER]
    lines += [[Breakdown.SIZE.label, one.label] for one in SizeBand]
    lines += [[Breakdown.MUNICIPALITY.label, one.name] for one in Municipality.objects.all()]
    return csv_response("modele-diagnostic", [HEADINGS, *([*line, "", "", "", ""] for line in lines)], separator=";")


def desk(request):
    require(policies.can_write_diagnosis, request.user)
    return render(request, "actors/diagnosis/desk.html", {"editions": Diagnosis.objects.all()})


def add(request):
    require(policies.can_write_diagnosis, request.user)
    form = DiagnosisForm(request.POST or None, initial={"figures_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        diagnosis = actions.open_diagnosis(by=request.user, **form.cleaned_data)
        messages.success(request, _("L’édition est ouverte, et l’annuaire est compté."))
        return redirect("actors:diagnosis-desk-edition", diagnosis.pk)
    return render(request, "actors/diagnosis/add.html", {"form": form})


def revise(request, pk):
    diagnosis = _draft(request, pk)
    form = RevisedDiagnosisForm(request.POST or None, instance=diagnosis)
    if request.method == "POST" and form.is_valid():
        actions.revise_diagnosis(diagnosis, by=request.user, comments=form.comments, **form.edition)
        messages.success(request, _("Le diagnostic est enregistré."))
        return redirect("actors:diagnosis-desk-edition", pk)
    return _desk(request, diagnosis, form=form)


@require_POST
def count(request, pk):
    actions.count_registry(_draft(request, pk), by=request.user)
    messages.success(request, _("L’annuaire est compté de nouveau."))
    return redirect("actors:diagnosis-desk-edition", pk)


@require_POST
def bring(request, pk):
    diagnosis = _draft(request, pk)
    figures = FiguresForm(request.POST, request.FILES)
    if not figures.is_valid():
        return _desk(request, diagnosis, figures=figures)
    lines = actions.bring_figures(diagnosis, by=request.user, rows=figures.cleaned_data["file"])
    messages.success(request, ngettext("%(n)s ligne reprise.", "%(n)s lignes reprises.", lines) % {"n": lines})
    return redirect("actors:diagnosis-desk-edition", pk)


def publish(request, pk):
    diagnosis = _draft(request, pk)
    if request.method == "POST":
        actions.publish_diagnosis(diagnosis, by=request.user)
        messages.success(request, _("Le diagnostic est publié."))
        return redirect(diagnosis)
    return render(request, "actors/diagnosis/publish.html", {"diagnosis": diagnosis})


def drop(request, pk):
    diagnosis = _draft(request, pk)
    if request.method == "POST":
        actions.drop_diagnosis(diagnosis, by=request.user)
        messages.success(request, _("L’édition est abandonnée."))
        return redirect("actors:diagnosis-desk")
    return render(request, "actors/diagnosis/drop.html", {"diagnosis": diagnosis})


def _draft(request, pk):
    diagnosis = get_object_or_404(Diagnosis.objects.visible_to(request.user), pk=pk)
    require(policies.can_write_diagnosis, request.user)
    return diagnosis


def _desk(request, diagnosis, *, form=None, figures=None):
    context = {
        "diagnosis": diagnosis,
        "form": form or RevisedDiagnosisForm(instance=diagnosis),
        "figures": figures or FiguresForm(),
        "lines": diagnosis.figures.count(),
        "brought": diagnosis.figures.exclude(jobs=None, establishments=None).count(),
    }
    return render(request, "actors/diagnosis/revise.html", context)
