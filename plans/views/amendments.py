"""Amendments, for those who write and those who read them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essportal.policies import require
from plans import actions, policies
from plans.drafting import readable, words
from plans.forms.amendments import ReasonsForm, RewordForm, WithdrawForm
from plans.models import Amendment, AmendmentStatus, Pin, Version, VersionStatus
from plans.selectors.amending import carried


def _version(request, number) -> Version:
    require(policies.can_read_reviews, request.user)
    visible = Version.objects.visible_to(request.user).filter(submitted_at__isnull=False)
    return get_object_or_404(visible.select_related("plan"), number=number)


def amendments(request, number):
    """Those of a version: the ones that wait first."""
    version = _version(request, number)
    listed = Amendment.objects.visible_to(request.user).filter(version=version)
    filed = listed.exclude(status=AmendmentStatus.DRAFT).select_related("author", "target").order_by("filed_at", "pk")
    context = {
        "version": version,
        "waiting": [one for one in filed if one.is_pending],
        "settled": [one for one in filed if not one.is_pending],
        "drafts": listed.filter(author=request.user, status=AmendmentStatus.DRAFT).select_related("target"),
        "is_open": version.status == VersionStatus.IN_REVIEW,
        "can_amend": policies.can_amend(request.user, version),
    }
    return render(request, "plans/review/amendments.html", context)


def amend(request, number, reference):
    """Write other words for a clause; the difference is shown before anything is filed."""
    version = _version(request, number)
    require(policies.can_amend, request.user, version)
    pin = get_object_or_404(
        Pin.objects.select_related("clause", "revision"), version=version, clause__reference=reference
    )
    target = _target(request, version)
    base = _base(target, pin)
    draft = Amendment.objects.filter(
        version=version, author=request.user, target=target, status=AmendmentStatus.DRAFT
    ).first()
    kept = draft.rewordings.filter(clause=pin.clause).first() if draft else None
    initial = {"title": kept.title, "text": kept.text} if kept else {"title": base[0], "text": base[1]}
    form = RewordForm(request.POST or None, initial=initial, kind=pin.revision.kind)
    preview = None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data["title"], form.cleaned_data["text"]
        if "apercu" in request.POST:
            preview = _difference(base, asked)
        elif asked == base:
            form.add_error("text", _("Vous n’avez rien changé : réécrivez ce que vous voulez voir modifié."))
        else:
            draft = actions.reword(version, pin.clause, by=request.user, target=target, title=asked[0], text=asked[1])
            messages.success(request, _("Votre réécriture est gardée. Dites pourquoi, puis déposez l’amendement."))
            return redirect("plans:amendment-draft", draft.pk)
    context = {
        "version": version,
        "pin": pin,
        "form": form,
        "preview": preview,
        "target": target,
        "is_open": version.status == VersionStatus.IN_REVIEW,
    }
    return render(request, "plans/review/amend.html", context)


def _target(request, version) -> Amendment | None:
    """The amendment that is amended, named by its reference in the address."""
    reference = request.GET.get("sur")
    if not reference:
        return None
    known = Amendment.objects.visible_to(request.user).pending().filter(version=version, target=None)
    return get_object_or_404(known, reference=reference)


def _base(target: Amendment | None, pin: Pin) -> tuple[str, str]:
    if target is None:
        return pin.revision.title, pin.revision.text
    rewording = target.rewordings.filter(clause=pin.clause).first()
    if rewording is None:
        raise Http404
    return rewording.title, rewording.text


def _difference(base, asked) -> dict:
    return {
        "title": readable(words(base[0], asked[0])) if base[0] or asked[0] else None,
        "text": readable(words(base[1], asked[1])),
    }


def differences_of(amendment: Amendment) -> list[dict]:
    """Each clause with the words that go and the words that come."""
    bases = {}
    if amendment.target:
        bases = {one.clause_id: (one.title, one.text) for one in amendment.target.rewordings.all()}
    labels = dict(
        Pin.objects.filter(version=amendment.version, clause__rewordings__amendment=amendment).values_list(
            "clause", "label"
        )
    )
    return [
        {
            "clause": one.clause,
            "label": labels.get(one.clause_id, one.clause.reference),
            "heading": one.revision.title,
            **_difference(bases.get(one.clause_id) or (one.revision.title, one.revision.text), (one.title, one.text)),
        }
        for one in amendment.rewordings.select_related("clause", "revision")
    ]


def _own_draft(request, pk) -> Amendment:
    mine = Amendment.objects.filter(author=request.user, status=AmendmentStatus.DRAFT)
    return get_object_or_404(mine.select_related("version", "target"), pk=pk)


def amendment_draft(request, pk):
    """All that will be filed, on one page: the reasons are said last."""
    draft = _own_draft(request, pk)
    form = ReasonsForm(request.POST or None, person=request.user, version=draft.version)
    if request.method == "POST" and form.is_valid():
        require(policies.can_amend, request.user, draft.version)
        filed = actions.file_amendment(draft, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre amendement est déposé sous le numéro %(number)s.") % {"number": filed})
        return redirect(filed)
    clauses = draft.version.pins.select_related("clause", "revision").order_by("position")
    context = {
        "draft": draft,
        "version": draft.version,
        "differences": differences_of(draft),
        "form": form,
        "pins": clauses if draft.target is None else [],
    }
    return render(request, "plans/review/amendment_draft.html", context)


@require_POST
def drop_rewording(request, pk, reference):
    draft = _own_draft(request, pk)
    rewording = get_object_or_404(draft.rewordings.select_related("clause"), clause__reference=reference)
    actions.drop_rewording(draft, rewording.clause, by=request.user)
    messages.success(request, _("Cette clause n’est plus dans votre amendement."))
    return redirect("plans:amendment-draft", pk)


@require_POST
def drop_amendment(request, pk):
    draft = _own_draft(request, pk)
    actions.drop_amendment(draft, by=request.user)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect("plans:amendments", draft.version.number)


@login_not_required
def amendment(request, reference):
    """Decided, everyone who may read its version reads it; before that, reviewers do."""
    found = find_amendment(request, reference)
    return _show(request, found)


def _show(request, found, form=None):
    signatures = list(found.cosignatures.select_related("person"))
    signed = any(one.person_id == request.user.pk for one in signatures)
    reviewer = request.user.is_authenticated and policies.can_read_reviews(request.user)
    context = {
        "amendment": found,
        "differences": differences_of(found),
        "carried": carried(found) if found.is_pending and found.target is None else [],
        "signatures": signatures,
        "amended_by": Amendment.objects.visible_to(request.user)
        .filter(target=found)
        .exclude(status=AmendmentStatus.DRAFT),
        "first": found.rewordings.select_related("clause").first(),
        "can": {
            "withdraw": found.is_pending and policies.is_author(request.user, found),
            "cosign": found.is_pending and not signed and policies.can_cosign(request.user, found),
            "unsign": found.is_pending and signed,
            "amend": found.is_pending
            and found.target is None
            and found.version.status == VersionStatus.IN_REVIEW
            and policies.can_amend(request.user, found.version),
            "decide": policies.can_write_plan(request.user) and found.is_pending,
        },
        "advice_is_shown": reviewer,
        "form": form,
    }
    return render(request, "plans/reading/amendment.html", context)


def find_amendment(request, reference) -> Amendment:
    visible = Amendment.objects.visible_to(request.user).exclude(status=AmendmentStatus.DRAFT)
    return get_object_or_404(visible.select_related("version__plan", "author", "target"), reference=reference)


def withdraw_amendment(request, reference):
    found = find_amendment(request, reference)
    require(policies.is_author, request.user, found)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_amendment(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre amendement est retiré. Ses mots restent lisibles."))
        return redirect(found)
    return render(request, "plans/review/withdraw_amendment.html", {"amendment": found, "form": form})


@require_POST
def cosign(request, reference):
    found = find_amendment(request, reference)
    require(policies.can_amend, request.user, found.version)
    actions.cosign(found, by=request.user)
    messages.success(request, _("Vous avez cosigné cet amendement."))
    return redirect(found)


@require_POST
def take_signature_back(request, reference):
    found = find_amendment(request, reference)
    require(policies.can_amend, request.user, found.version)
    actions.take_signature_back(found, by=request.user)
    messages.success(request, _("Votre signature est retirée."))
    return redirect(found)
