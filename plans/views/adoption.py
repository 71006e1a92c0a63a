"""The council's vote: recorded by the team or by the secretariat of the assemblies."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.models import LocalAuthority
from essportal import clock
from essportal.errors import Refused
from essportal.policies import require
from plans import actions, policies
from plans.forms.adoption import DeliberationForm, FormalitiesForm
from plans.models import Deliberation, Version, VersionStatus

# The versions that the council has, or had, before it.
BEFORE_THE_COUNCIL = [VersionStatus.TO_VOTE, VersionStatus.ADOPTED, VersionStatus.REJECTED, VersionStatus.REPLACED]


def deliberations(request):
    require(policies.can_record_deliberation, request.user)
    found = Version.objects.visible_to(request.user).filter(status__in=BEFORE_THE_COUNCIL).select_related("plan")
    versions = list(found.prefetch_related("deliberations").order_by("-number"))
    waiting = sum(version.status == VersionStatus.TO_VOTE for version in versions)
    return render(request, "plans/work/deliberations.html", {"versions": versions, "waiting": waiting})


def deliberation(request, number):
    """The vote is read again before it is recorded: it is not corrected afterwards."""
    version = get_object_or_404(Version.objects.visible_to(request.user).select_related("plan"), number=number)
    require(policies.can_record_deliberation, request.user)
    can = policies.steps(request.user, version)
    form = DeliberationForm(request.POST or None, initial=usual(version))
    if request.method == "POST":
        refuse_unless_awaited(version, can)
        if form.is_valid() and "confirmed" in request.POST and recorded(request, version, form):
            return redirect("plans:deliberation", number)
    context = {
        "version": version,
        "form": form,
        "can": can,
        "to_confirm": form.is_bound and not form.errors and "correct" not in request.POST,
        "deliberations": version.deliberations.all(),
    }
    return render(request, "plans/work/deliberation.html", context)


def refuse_unless_awaited(version, can) -> None:
    if can["record_deliberation"]:
        return
    raise Refused(
        _("La version %(number)s est %(status)s : aucun vote n’est attendu, celui-ci n’est pas enregistré.")
        % {"number": version.number, "status": version.get_status_display()},
        way_out=(_("Voir où en est la version"), reverse("plans:deliberation", args=[version.number])),
    )


def formalities(request, pk):
    require(policies.can_record_deliberation, request.user)
    readable = Deliberation.objects.filter(version__in=Version.objects.visible_to(request.user))
    vote = get_object_or_404(readable.select_related("version__plan"), pk=pk)
    form = FormalitiesForm(request.POST or None, instance=vote)
    if request.method == "POST" and form.is_valid() and noted(request, vote, form):
        return redirect("plans:deliberation", vote.version.number)
    return render(request, "plans/work/formalities.html", {"vote": vote, "version": vote.version, "form": form})


def noted(request, vote, form) -> bool:
    """Whether the dates are written; their order with the session is the model's to judge."""
    try:
        vote = actions.record_formalities(vote, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    since = _("La délibération est exécutoire depuis le %(day)s.")
    later = _("C’est noté. La délibération sera exécutoire une fois transmise et publiée.")
    messages.success(request, since % {"day": date_format(vote.enforceable_on)} if vote.enforceable_on else later)
    return True


def recorded(request, version, form) -> bool:
    """Whether the vote is written; what only the database saw (a number just taken) is told in the form."""
    try:
        vote = actions.record_deliberation(version, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    said = _("La délibération %(number)s est enregistrée : la version est %(outcome)s.")
    messages.success(request, said % {"number": vote.number, "outcome": vote.get_outcome_display()})
    return True


def usual(version) -> dict:
    authority = LocalAuthority.objects.first()
    return {
        "session_on": clock.today(),
        "assembly": authority.assembly if authority else "",
        "object": _("Adoption du %(title)s") % {"title": version.title},
        "proxies": 0,
        "not_taking_part": 0,
    }
