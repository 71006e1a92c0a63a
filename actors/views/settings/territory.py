"""The communes of the territory, chosen by EPCI, by department or one by one, without JavaScript."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import actions, france, policies
from actors.forms.territory import SearchForm, SeatForm
from actors.models import LocalAuthority, Municipality
from essportal.policies import require


def territory(request):
    require(policies.can_tend_territory, request.user)
    authority = LocalAuthority.objects.first()
    seat = SeatForm(request.POST if "siege" in request.POST else None, instance=authority)
    if request.method == "POST":
        if "siege" not in request.POST:
            _change(request)
            return redirect(_back(request))
        if authority and seat.is_valid():
            actions.revise_authority(by=request.user, **seat.cleaned_data)
            messages.success(request, _("Le siège est enregistré."))
            return redirect(_back(request))
    municipalities = list(Municipality.objects.all())
    context = {
        "municipalities": municipalities,
        "seat": seat if authority and municipalities else None,
        "population": sum(commune.population for commune in municipalities),
        **_search(request, authority, municipalities),
    }
    return render(request, "actors/settings/territory.html", context)


def _search(request, authority, municipalities):
    """What was looked for; before any search, the EPCI that the authority's SIREN names."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    typed = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    if not form.is_bound and authority and not municipalities and authority.siren in france.epcis():
        typed = authority.siren
    found = france.search(typed)
    held = {commune.code for commune in municipalities}
    return {
        "search": form,
        "typed": typed,
        "epcis": [(epci, len(epci.communes)) for epci in found.epcis],
        "found": [(commune, france.epcis().get(commune.epci), commune.code in held) for commune in found.communes],
        "department": found.department,
        "department_size": len(france.of_department(found.department)) if found.department else 0,
        "more": found.more,
    }


def _change(request) -> None:
    if "retirer" in request.POST:
        count = actions.leave_communes(request.POST.getlist("communes"), by=request.user)
        said = ngettext("%(n)s commune est retirée.", "%(n)s communes sont retirées.", count)
        nothing = _("Cochez d’abord les communes à retirer.")
    else:
        chosen = _chosen(request.POST)
        count = actions.take_communes(chosen, by=request.user)
        said = ngettext("%(n)s commune est ajoutée.", "%(n)s communes sont ajoutées.", count)
        nothing = (
            _("Rien à ajouter : ces communes sont déjà dans le territoire.")
            if chosen
            else _("Cochez d’abord les communes à ajouter.")
        )
    if count:
        messages.success(request, said % {"n": count})
    else:
        messages.info(request, nothing)


def _chosen(posted) -> list[france.Commune]:
    if epci := france.epcis().get(posted.get("epci", "")):
        return epci.communes
    if "departement" in posted:
        return france.of_department(posted["departement"])
    return france.by_codes(posted.getlist("communes"))


def _back(request) -> str:
    """The same search again, so that one goes on choosing where one was."""
    typed = request.GET.get("q", "")
    return reverse("actors:territory") + (f"?{urlencode({'q': typed})}" if typed else "")
