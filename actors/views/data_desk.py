"""The desk of the DPO: requests and their clock, the register, the log of exports, accounts that sleep."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from actors import actions, inactivity, policies
from actors.forms.privacy import AnswerForm, CloseForm, ExtendForm, InactivityForm
from actors.models import DataRequest, LocalAuthority
from actors.processing import PREFIX, REGISTER
from essportal import journal
from essportal.models import ExportEntry, PageText
from essportal.policies import require

PER_PAGE = 50
SHOWN, FEW = 100, 25
DEEDS = {
    "answer": (AnswerForm, actions.answer_data_request, gettext_lazy("La réponse est partie.")),
    "extend": (
        ExtendForm,
        actions.extend_data_request,
        gettext_lazy("Le délai est prolongé ; la personne en est avertie."),
    ),
    "close": (CloseForm, actions.close_data_request, gettext_lazy("La demande est close.")),
}


@require_safe
def data_desk(request):
    require(policies.is_dpo, request.user)
    visible = DataRequest.objects.visible_to(request.user).select_related("person")
    over = visible.exclude(pk__in=visible.waiting()).order_by("-received_at", "-pk")
    context = {
        "waiting": visible.waiting(),
        "page": Paginator(over, PER_PAGE).get_page(request.GET.get("page")),
        "left": inactivity.left_with_a_role().count(),
        "warned": inactivity.warned().count(),
        "register": REGISTER,
    }
    return render(request, "actors/privacy/desk.html", context)


def work_request(request, reference, deed=None):
    """One request with what may be done about it; a form that was refused comes back with what was typed."""
    require(policies.is_dpo, request.user)
    asked = get_object_or_404(
        DataRequest.objects.visible_to(request.user).select_related("person"), reference=reference
    )
    if deed and request.method == "POST":
        kind, act, said = DEEDS[deed]
        form = kind(request.POST)
        if form.is_valid():
            act(asked, by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect("actors:work-request", reference)
    context = {
        "asked": asked,
        "forms": {
            name: form if deed == name and request.method == "POST" else DEEDS[name][0](auto_id=f"{name}_%s")
            for name in DEEDS
        },
        "history": [(entry, journal.sentence(entry)) for entry in journal.timeline(asked)],
        "can_erase": policies.can_erase(request.user, asked.person),
    }
    return render(request, "actors/privacy/work_request.html", context)


def erase_account(request, reference):
    """The account of who asked for it, by the DPO: the same erasure as one's own."""
    require(policies.is_dpo, request.user)
    asked = get_object_or_404(DataRequest.objects.visible_to(request.user), reference=reference)
    require(policies.can_erase, request.user, asked.person)
    if request.method == "POST":
        actions.erase_person(asked.person, by=request.user)
        messages.success(request, _("Le compte est effacé. Répondez maintenant à la personne, puis fermez la demande."))
        return redirect("actors:work-request", reference)
    return render(request, "actors/privacy/erase.html", {"asked": asked})


@require_safe
def register(request):
    require(policies.can_read_register, request.user)
    written = {text.key: text for text in PageText.objects.newest().filter(key__startswith=PREFIX)}
    context = {
        "register": [(processing, written.get(processing.key)) for processing in REGISTER],
        "can_edit": policies.is_dpo(request.user),
    }
    return render(request, "actors/privacy/register.html", context)


@require_safe
def exports_log(request):
    require(policies.can_read_exports, request.user)
    entries = ExportEntry.objects.select_related("by")
    context = {"page": Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "actors/privacy/exports.html", context)


def inactive_accounts(request):
    require(policies.is_dpo, request.user)
    authority = get_object_or_404(LocalAuthority)
    form = InactivityForm(request.POST or None, instance=authority)
    if request.method == "POST" and form.is_valid():
        actions.settle_inactivity(by=request.user, years=form.cleaned_data["inactive_years"])
        messages.success(request, _("La durée est enregistrée : elle vaut dès cette nuit."))
        return redirect("actors:inactive-accounts")
    context = {
        "form": form,
        "years": inactivity.years(),
        "page": Paginator(inactivity.left_with_a_role(), FEW).get_page(request.GET.get("page")),
        "warned": inactivity.warned()[:SHOWN],
    }
    return render(request, "actors/privacy/inactive.html", context)
