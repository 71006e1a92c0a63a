"""The frame of a consultation, written and published by the team."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.actions.consultations import frame_words
from consultations.bases import Overtaken, shown_again, stamp
from consultations.forms.frame import FrameForm
from consultations.models import Consultation
from consultations.views.history import history
from essportal.errors import Refused
from essportal.policies import require


def work_frame(request):
    """The newest consultation, or the page that opens the first one."""
    require(policies.can_run_consultations, request.user)
    newest = Consultation.objects.visible_to(request.user).first()
    return redirect("consultations:edit-frame", newest.slug) if newest else redirect("consultations:new-frame")


def new_frame(request):
    require(policies.can_run_consultations, request.user)
    form = FrameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consultation = actions.open_consultation(by=request.user, **form.deed)
        messages.success(request, _("Le cadre est enregistré. Relisez-le, puis publiez-le."))
        return redirect("consultations:edit-frame", consultation.slug)
    return render(request, "consultations/work/frame.html", {"form": form, "theirs": []})


def edit_frame(request, slug):
    consultation = find_consultation(request, slug)
    form = FrameForm(request.POST or None, instance=consultation, initial={"base": stamp(frame_words(consultation))})
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_consultation(consultation, by=request.user, **form.deed)
        except Overtaken as overtaken:
            form = shown_again(FrameForm, request.POST, overtaken, instance=find_consultation(request, slug))
            if not form.theirs:  # the same form sent twice
                return redirect("consultations:edit-frame", slug)
        except Refused as refused:  # a question may not leave: all that was typed stays
            form.add_error("questions", " ".join([refused.reason, *(f"« {title} »" for title in refused.items)]))
        else:
            messages.success(request, _("Le cadre est modifié."))
            return redirect("consultations:edit-frame", form.cleaned_data["slug"])
    context = {
        "form": form,
        "consultation": consultation,
        "others": Consultation.objects.visible_to(request.user).exclude(pk=consultation.pk),
        "history": history(consultation),
        "theirs": getattr(form, "theirs", []),
    }
    return render(request, "consultations/work/frame.html", context, status=409 if context["theirs"] else 200)


@require_POST
def publish_frame(request, slug):
    consultation = actions.publish_consultation(find_consultation(request, slug), by=request.user)
    messages.success(request, _("Le cadre est publié : tout le monde peut le lire."))
    return redirect("consultations:edit-frame", consultation.slug)


def find_consultation(request, slug):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
