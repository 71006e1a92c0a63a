"""Saying that one speaks for an organisation, and following what becomes of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from actors import actions
from actors.forms.registration import ClaimForm, RegisterForm
from actors.models import Claim, HandOver, Organisation


def claim(request, slug):
    visible = Organisation.objects.visible_to(request.user).verified()
    organisation = get_object_or_404(visible.select_related("municipality"), slug=slug)
    if organisation.pk in request.user.organisation_ids:
        messages.info(request, _("Vous représentez déjà cette organisation."))
        return redirect(organisation)
    if waiting := organisation.claims.open().filter(person=request.user).first():
        return redirect(waiting)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.claim_organisation(organisation, by=request.user, **form.cleaned_data))
    return render(request, "actors/life/claim.html", {"organisation": organisation, "form": form})


def my_claim(request, pk):
    """Where it stands and what to do next; as long as it is open, it can be completed here."""
    found = _mine(request, pk)
    form = _form(request, found) if found.is_open else None
    if request.method == "POST" and form and form.is_valid():
        deed = form.deed if found.registers else form.cleaned_data
        actions.answer_claim(found, by=request.user, **deed)
        messages.success(request, _("Votre demande est complétée. L’équipe la relit."))
        return redirect(found)
    return render(request, "actors/life/my_claim.html", {"claim": found, "form": form})


def withdraw_claim(request, pk):
    found = _mine(request, pk)
    if request.method == "POST":
        actions.withdraw_claim(found, by=request.user)
        messages.success(request, _("Votre demande est retirée."))
        return redirect("consultations:my-space")
    return render(request, "actors/life/withdraw_claim.html", {"claim": found})


def take_over(request, pk):
    """Shown to the address it was sent to, once proved; nobody else learns that it exists."""
    if taken := HandOver.objects.filter(pk=pk, taken_at__isnull=False, email__iexact=request.user.email).first():
        return redirect(taken.organisation)  # pressed twice, or come back later: it is done
    offer = get_object_or_404(HandOver.objects.offered_to(request.user).select_related("organisation"), pk=pk)
    if request.method == "POST":
        if request.POST.get("deed") == "decline":
            actions.close_hand_over(offer, by=request.user)
            messages.success(request, _("Vous avez décliné."))
            return redirect("consultations:my-space")
        actions.take_over(offer, by=request.user)
        messages.success(request, _("Vous représentez maintenant cette organisation."))
        return redirect(offer.organisation)
    return render(request, "actors/life/take_over.html", {"offer": offer})


def _mine(request, pk):
    mine = Claim.objects.filter(person=request.user).select_related("organisation__municipality")
    return get_object_or_404(mine, pk=pk)


def _form(request, found):
    data = request.POST or None
    words = {"function": found.function, "note": found.note}
    if not found.registers:
        return ClaimForm(data, initial=words)
    sheet = found.organisation
    fields = {name: getattr(sheet, name) for name in ("name", "kind", "municipality", "activity")}
    head = sheet.establishments.filter(is_head=True).first()
    number = (head and head.siret) or sheet.rna or sheet.siren or ""
    return RegisterForm(data, initial={**fields, **words, "number": number}, sheet=sheet)
