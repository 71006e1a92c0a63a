"""The team writes the minutes, answers corrections, has them approved, and joins errata afterwards."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.minutes import ApproveForm, ErratumForm, MinutesForm, SectionForm, SendForm, SettleForm
from consultations.models import Minutes, Passage
from consultations.models.minutes import following
from consultations.selectors.attending import people_present
from consultations.views.minutes import of_meeting
from consultations.views.work_meetings import find_meeting
from essportal import clock
from essportal.htmx import AUTOSAVED
from essportal.policies import require
from essportal.typography import hour


@require_POST
def open_minutes(request, reference):
    actions.open_minutes(find_meeting(request, reference), by=request.user)
    return redirect("consultations:write-minutes", reference)


def write_minutes(request, reference):
    minutes = find(request, reference)
    if minutes.is_approved:
        return redirect(minutes)
    form, collisions = MinutesForm(request.POST or None, minutes=minutes), []
    if request.method == "POST" and form.is_valid():
        collisions = actions.write_minutes(minutes, by=request.user, texts=form.texts)
        if request.headers.get(AUTOSAVED):
            return JsonResponse(_bases(minutes, form.texts, collisions))
        if not collisions:
            messages.success(request, _("Le compte rendu est enregistré."))
            return redirect("consultations:write-minutes", reference)
        form = MinutesForm(minutes=minutes, kept={one.section.pk: one.mine for one in collisions})
    context = {
        "minutes": minutes,
        "form": form,
        "collisions": {one.section.pk: one for one in collisions},
        "sections": SectionForm(),
        "waiting": minutes.corrections.waiting().count(),
        **of_meeting(minutes.meeting, request.user),
    }
    return render(request, "consultations/minutes/write.html", {**context, "meeting": minutes.meeting})


def _bases(minutes, texts, collisions) -> dict:
    """What the page needs to go on by itself: the newest number of each part that now says what was typed here.

    A part that someone else wrote meanwhile keeps its old number: their text is not in this page.
    """
    newest = Passage.objects.filter(section__minutes=minutes).order_by("section_id", "-number").distinct("section_id")
    same = {one.section_id: one.number for one in newest if texts.get(one.section_id, (0, None))[1] == one.text}
    return {
        "bases": {f"base_{section}": number for section, number in same.items()},
        "collided": bool(collisions),
        "at": hour(clock.now()),
    }


@require_POST
def add_section(request, reference):
    minutes = find(request, reference)
    form = SectionForm(request.POST)
    if form.is_valid():
        actions.add_section(minutes, by=request.user, **form.cleaned_data)
        messages.success(request, _("La partie est ajoutée à la fin."))
    else:
        messages.error(request, _("Donnez un titre à la partie, en 300 caractères au plus."))
    return redirect("consultations:write-minutes", reference)


def versions(request, reference):
    minutes = find(request, reference)
    sections = list(minutes.sections.prefetch_related("passages__by"))
    for section in sections:
        section.written = _with_before(section.passages.all())
    return render(request, "consultations/minutes/versions.html", {"minutes": minutes, "sections": sections})


def _with_before(passages) -> list[Passage]:
    """The newest first, each with the text it changed."""
    before = ""
    for passage in passages:
        passage.before, before = before, passage.text
    return list(reversed(passages))


def send(request, reference):
    minutes = find(request, reference)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_minutes(minutes, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le compte rendu est envoyé à celles et ceux qui étaient là."))
        return redirect("consultations:work-meeting", reference)
    there = minutes.meeting.registrations.filter(attended=True)
    context = {"minutes": minutes, "form": form, "present": there.filter(person__isnull=False).count()}
    return render(request, "consultations/minutes/send.html", {**context, "there": there.count()})


def corrections(request, reference):
    minutes = find(request, reference)
    found = minutes.corrections.select_related("section", "proposed_by", "settled_by")
    return render(request, "consultations/minutes/corrections.html", {"minutes": minutes, "corrections": found})


def settle(request, reference, pk):
    minutes = find(request, reference)
    correction = get_object_or_404(minutes.corrections.select_related("minutes__meeting", "section"), pk=pk)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["answer"] == "accepter"
        actions.settle_correction(correction, by=request.user, accepted=accepted, reason=form.cleaned_data["reason"])
        said = _("Reprenez-la maintenant dans le texte.") if accepted else _("Son auteur lira le motif.")
        messages.success(request, said)
        return redirect("consultations:write-minutes" if accepted else "consultations:minutes-corrections", reference)
    return render(
        request, "consultations/minutes/settle.html", {"minutes": minutes, "correction": correction, "form": form}
    )


def approve(request, reference):
    minutes = find(request, reference)
    sitting = following(minutes.meeting).first()
    form = ApproveForm(request.POST if request.method == "POST" else None, sitting=sitting)
    if request.method == "POST" and form.is_valid():
        actions.approve_minutes(minutes, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le compte rendu est approuvé : son texte ne change plus."))
        return redirect(minutes)
    context = {
        "minutes": minutes,
        "form": form,
        "sitting": sitting,
        "is_too_soon": sitting is not None and sitting.starts_at > clock.now(),
        "waiting": minutes.corrections.waiting().count(),
        "is_awaited": sitting is None and minutes.takes_corrections and bool(people_present(minutes.meeting)),
    }
    return render(request, "consultations/minutes/approve.html", context)


def erratum(request, reference):
    minutes = find(request, reference)
    form = ErratumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_erratum(minutes, by=request.user, **form.cleaned_data)
        messages.success(request, _("L’erratum est joint au compte rendu."))
        return redirect(minutes)
    return render(request, "consultations/minutes/erratum.html", {"minutes": minutes, "form": form})


def find(request, reference):
    require(policies.can_run_consultations, request.user)
    visible = Minutes.objects.visible_to(request.user).select_related("meeting__body", "approved_in")
    return get_object_or_404(visible, meeting__reference=reference)
