"""The stages of the plan, and a consultation drawn from a ready-made calendar."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.models import LocalAuthority
from plans import actions
from plans.forms.calendar import (
    ChooseCalendarForm,
    DrawnConsultationForm,
    StageFormSet,
    proposed,
    stages_of,
)
from plans.selectors import setup
from plans.views.work import the_plan


def stages(request):
    plan = the_plan(request)
    kept = list(plan.stages.values("title", "text", "starts_on", "ends_on"))
    formset = StageFormSet(request.POST or None, initial=kept)
    if request.method == "POST" and formset.is_valid():
        actions.set_stages(plan, formset.stages, by=request.user)
        messages.success(request, _("Le calendrier est enregistré. Les étapes se rangent par date."))
        return redirect("plans:stages")
    return render(request, "plans/work/stages.html", {"plan": plan, "formset": formset})


def draw_consultation(request):
    """First the length and the first day, then all that follows from them, to be changed before it is kept."""
    plan = the_plan(request)
    choice = ChooseCalendarForm(request.GET if "mois" in request.GET else None)
    if not (choice.is_bound and choice.is_valid()):
        return render(request, "plans/work/choose_calendar.html", {"plan": plan, "form": choice})
    drawn = choice.drawn()
    words = proposed(plan, LocalAuthority.objects.first(), drawn)
    form = DrawnConsultationForm(request.POST or None, initial=words)
    formset = StageFormSet(request.POST or None, initial=stages_of(drawn), prefix="etape")
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        days = {name: form.cleaned_data[name] for name in ("opens_on", "closes_on")}
        actions.draw_consultation(plan, by=request.user, stages=formset.stages, **days, **form.frame)
        messages.success(request, _("La concertation est prête. Relisez son cadre, posez vos questions, publiez-le."))
        return redirect("plans:set-up" if setup.running() else "consultations:work-frame")
    context = {"plan": plan, "form": form, "formset": formset, "choice": choice}
    return render(request, "plans/work/draw_consultation.html", context)
