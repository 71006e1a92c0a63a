"""The team's desk of the directory: what waits, then each state; claims and corrections are answered here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import actions, policies, todo
from actors.forms.checking import CorrectionDecisionForm, Decision, DecisionForm, said
from actors.models import Claim, Correction, Municipality, Organisation, OrganisationStatus
from actors.selectors.doubles import doubles
from essportal.policies import require

PER_PAGE = 25
SHEETS = {
    "a-verifier": OrganisationStatus.TO_VERIFY,
    "verifiees": OrganisationStatus.VERIFIED,
    "refusees": OrganisationStatus.REFUSED,
    "archivees": OrganisationStatus.ARCHIVED,
}
TABS = [
    ("a-verifier", gettext_lazy("À vérifier")),
    ("demandes", gettext_lazy("Demandes de représenter")),
    ("corrections", gettext_lazy("Corrections")),
    ("verifiees", gettext_lazy("Vérifiées")),
    ("refusees", gettext_lazy("Refusées")),
    ("archivees", gettext_lazy("Archivées")),
]


def work_directory(request):
    require(policies.can_run_directory, request.user)
    counts = _counts()
    chosen = request.GET.get("etat")
    chosen = chosen if chosen in counts else "a-verifier"
    query = request.GET.get("q", "").strip()[:200]
    context = {
        "tabs": [(key, label, counts[key]) for key, label in TABS],
        "chosen": chosen,
        "query": query,
        "waiting": todo.waiting(request.user),
        "page": Paginator(_rows(chosen, query), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "actors/work/directory.html", context)


def check_claim(request, pk):
    require(policies.can_run_directory, request.user)
    claim = get_object_or_404(
        Claim.objects.visible_to(request.user).select_related("person", "organisation__municipality"), pk=pk
    )
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _decide(claim, request.user, **form.cleaned_data))
        return redirect("actors:work-directory")
    context = {
        "claim": claim,
        "organisation": claim.organisation,
        "form": form if claim.is_open else None,
        "doubles": _others_like(request, claim.organisation) if claim.registers else [],
        "person_claims": claim.person.claims.exclude(pk=claim.pk).select_related("organisation")[:5],
    }
    return render(request, "actors/work/claim.html", context)


def check_correction(request, pk):
    require(policies.can_run_directory, request.user)
    correction = get_object_or_404(Correction.objects.select_related("person", "organisation__municipality"), pk=pk)
    form = CorrectionDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["decision"] == Decision.ACCEPT
        reason = form.cleaned_data["words"]
        actions.settle_correction(correction, by=request.user, accepted=accepted, reason=reason)
        messages.success(request, _("La fiche est corrigée.") if accepted else _("La correction est refusée."))
        return redirect("actors:work-directory")
    context = {"correction": correction, "organisation": correction.organisation, "rows": asked(correction)}
    return render(request, "actors/work/correction.html", {**context, "form": form})


def asked(correction):
    """(what, what the sheet says, what is asked), as people read them."""
    wanted = Organisation(
        **{f"{name}_id" if name == "municipality" else name: value for name, value in correction.fields.items()}
    )
    return [
        (Organisation._meta.get_field(name).verbose_name, said(correction.organisation, name), said(wanted, name))
        for name in correction.fields
        if name != "municipality" or Municipality.objects.filter(pk=correction.fields[name]).exists()
    ]


def _decide(claim, by, *, decision, words):
    if decision == Decision.ACCEPT:
        actions.accept_claim(claim, by=by)
        return _("C’est accepté. La personne est prévenue, et ses contributions en attente sont publiées.")
    if decision == Decision.ASK:
        actions.ask_for_more(claim, by=by, question=words)
        return _("Votre question est envoyée. La demande revient ici avec la réponse.")
    actions.refuse_claim(claim, by=by, reason=words)
    return _("C’est refusé. La personne reçoit votre phrase.")


def _others_like(request, organisation):
    among = Organisation.objects.visible_to(request.user).living()
    return doubles(among, name=organisation.name, siren=organisation.siren, rna=organisation.rna, but=organisation)


def _counts():
    found = Organisation.objects.order_by().aggregate(
        **{key.replace("-", "_"): Count("pk", filter=Q(status=status)) for key, status in SHEETS.items()}
    )
    return {
        **{key: found[key.replace("-", "_")] for key in SHEETS},
        "demandes": Claim.objects.open().filter(registers=False).count(),
        "corrections": Correction.objects.waiting().count(),
    }


def _rows(chosen, query):
    if chosen == "demandes":
        rows = Claim.objects.open().filter(registers=False).select_related("person", "organisation__municipality")
        return rows.filter(organisation__name__unaccent__icontains=query).order_by("status", "filed_at", "pk")
    if chosen == "corrections":
        rows = Correction.objects.waiting().select_related("person", "organisation__municipality")
        return rows.filter(organisation__name__unaccent__icontains=query).order_by("filed_at", "pk")
    came = Claim.objects.filter(registers=True).select_related("person")
    rows = Organisation.objects.filter(status=SHEETS[chosen], name__unaccent__icontains=query)
    rows = rows.select_related("municipality", "merged_into").prefetch_related(
        Prefetch("claims", came, to_attr="came_with")
    )
    return rows.order_by("added_at" if chosen == "a-verifier" else "name", "pk")
