"""Who took part and who is missing: for everyone, the small numbers kept; for the team, each number as it is."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from consultations.models import Consultation
from consultations.selectors.participation import figures, rows_of
from consultations.views.frame import find_consultation
from essportal import exports
from essportal.spreadsheets import csv_response, ods_response


@login_not_required
def participation(request, slug):
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    context = {"consultation": consultation, "told": figures(consultation)}
    return render(request, "consultations/participation/public.html", context)


@login_not_required
def participation_file(request, slug, kind):
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    return _file(kind, f"participation-{slug}", rows_of(figures(consultation)))


def work_participation(request, slug):
    consultation = find_consultation(request, slug)
    context = {"consultation": consultation, "told": figures(consultation, whole=True)}
    return render(request, "consultations/participation/work.html", context)


def work_participation_file(request, slug, kind):
    rows = rows_of(figures(find_consultation(request, slug), whole=True))
    exports.log(request, _("Participation à une concertation, chiffres entiers"), rows=len(rows) - 1)
    return _file(kind, f"participation-entiere-{slug}", rows)


def _file(kind, name, rows):
    if kind == "ods":
        return ods_response(name, _("Participation"), rows)
    return csv_response(name, rows, separator=";")
