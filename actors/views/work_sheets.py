"""One sheet at the team's desk: written, corrected, archived, brought back, with its places and its people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors import actions, policies
from actors.forms.sheets import EstablishmentForm, TeamSheetForm
from actors.models import Establishment, Organisation, OrganisationStatus
from essportal import clock, journal
from essportal.policies import require

HISTORY = 20


def work_sheet(request, slug):
    organisation = find(request, slug)
    today = clock.today()
    people = organisation.representatives.select_related("person").order_by("-starts_on", "pk")
    context = {
        "organisation": organisation,
        "establishments": organisation.establishments.select_related("municipality"),
        "speaking": [link for link in people if not (link.ends_on and link.ends_on < today)],
        "past": [link for link in people if link.ends_on and link.ends_on < today],
        "offers": organisation.handovers.open(),
        "claims": organisation.claims.open().select_related("person"),
        "corrections": organisation.corrections.waiting().select_related("person"),
        "merges": organisation.merges.filter(undone_at=None).select_related("merged", "by"),
        "kept_by_hand": [Organisation._meta.get_field(name).verbose_name for name in organisation.kept_by_hand],
        "can": {
            "edit": organisation.status in (OrganisationStatus.VERIFIED, OrganisationStatus.TO_VERIFY),
            "verify": organisation.can_move_to(OrganisationStatus.VERIFIED)
            and organisation.status != OrganisationStatus.ARCHIVED,
            "refuse": organisation.can_move_to(OrganisationStatus.REFUSED),
            "archive": organisation.can_move_to(OrganisationStatus.ARCHIVED)
            and not organisation.claims.open().filter(registers=True).exists(),
            "restore": organisation.status == OrganisationStatus.ARCHIVED and not organisation.merged_into_id,
            "merge": organisation.is_verified,
        },
        "history": [(entry, journal.sentence(entry)) for entry in journal.timeline(organisation)[:HISTORY]],
    }
    return render(request, "actors/work/sheet.html", context)


def new_sheet(request):
    require(policies.can_run_directory, request.user)
    form = TeamSheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = actions.write_sheet(by=request.user, **form.deed)
        messages.success(request, _("La fiche est dans l’annuaire."))
        return redirect("actors:work-sheet", organisation.slug)
    return render(request, "actors/work/sheet_form.html", {"form": form})


def edit_sheet(request, slug):
    organisation = find(request, slug)
    form = TeamSheetForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        actions.edit_sheet(organisation, by=request.user, **form.deed)
        messages.success(request, _("La fiche est à jour."))
        return redirect("actors:work-sheet", slug)
    return render(request, "actors/work/sheet_form.html", {"form": form, "organisation": organisation})


@require_POST
def move_sheet(request, slug):
    """Verify or refuse a sheet that nobody claims, archive it, bring it back: each is undone by another."""
    organisation = find(request, slug)
    deeds = {
        "verify": (actions.verify_organisation, _("La fiche est vérifiée.")),
        "archive": (actions.archive_organisation, _("La fiche est archivée. Vous pouvez la rétablir.")),
        "restore": (actions.restore_organisation, _("La fiche est rétablie.")),
    }
    wanted = request.POST.get("deed")
    if wanted == "refuse":
        return _refuse(request, organisation)
    if wanted in deeds:
        deed, done = deeds[wanted]
        deed(organisation, by=request.user)
        messages.success(request, done)
    return redirect("actors:work-sheet", slug)


def _refuse(request, organisation):
    """Someone who registered it is owed a reason: it is written on the page of their claim."""
    if claim := organisation.claims.open().filter(registers=True).first():
        return redirect("actors:check-claim", claim.pk)
    actions.refuse_organisation(organisation, by=request.user)
    messages.success(request, _("La fiche est refusée : elle n’entre pas dans l’annuaire."))
    return redirect("actors:work-sheet", organisation.slug)


def establishment(request, slug, pk=None):
    organisation = find(request, slug)
    place = get_object_or_404(organisation.establishments, pk=pk) if pk else None
    form = EstablishmentForm(request.POST or None, instance=place)
    if request.method == "POST" and form.is_valid():
        actions.save_establishment(organisation, by=request.user, establishment=place, **form.deed)
        messages.success(request, _("L’établissement est enregistré."))
        return redirect("actors:work-sheet", slug)
    context = {"organisation": organisation, "form": form, "establishment": place}
    return render(request, "actors/work/establishment.html", context)


def remove_establishment(request, slug, pk):
    organisation = find(request, slug)
    place = get_object_or_404(Establishment.objects.filter(organisation=organisation), pk=pk)
    if request.method == "POST":
        actions.remove_establishment(place, by=request.user)
        messages.success(request, _("L’établissement est retiré de la fiche."))
        return redirect("actors:work-sheet", slug)
    context = {"organisation": organisation, "establishment": place}
    return render(request, "actors/work/remove_establishment.html", context)


@require_POST
def end_representation(request, slug, pk):
    organisation = find(request, slug)
    link = get_object_or_404(organisation.representatives, pk=pk)
    actions.stop_representing(link, by=request.user)
    messages.success(request, _("C’est noté : cette personne représente l’organisation jusqu’à ce soir."))
    return redirect("actors:work-sheet", slug)


def find(request, slug):
    require(policies.can_run_directory, request.user)
    visible = Organisation.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("municipality", "merged_into"), slug=slug)
