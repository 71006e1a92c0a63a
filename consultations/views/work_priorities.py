"""The team's votes of priorities: build, open, type the ballots of tables, close. Never whose ballot says what."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.priorities import BallotForm, ChoicesForm, PrioritisationForm
from consultations.models import Consultation, Prioritisation, Stage, Voters
from consultations.selectors import priorities
from consultations.views.deeds import Deed, Desk, confirmed
from consultations.views.history import history
from essportal.paging import page_of
from essportal.policies import require

DESK = "consultations:work-prioritisation"


def work_prioritisations(request):
    require(policies.can_run_consultations, request.user)
    found = Prioritisation.objects.visible_to(request.user).select_related("consultation")
    page = page_of(request, found.annotate(received=Count("ballots")).order_by("-pk"), 25)
    return render(request, "consultations/work/priorities/list.html", {"page": page})


def new_prioritisation(request):
    require(policies.can_run_consultations, request.user)
    form = PrioritisationForm(request.POST or None, initial={"consultation": Consultation.objects.first()})
    if request.method == "POST" and form.is_valid():
        vote = actions.prepare_prioritisation(by=request.user, **form.cleaned_data)
        messages.success(request, _("Le vote est préparé. Choisissez les points à départager."))
        return redirect(DESK, vote.pk)
    return render(request, "consultations/work/priorities/form.html", {"form": form})


def work_prioritisation(request, pk):
    vote = find(request, pk)
    return _desk(request, vote, _choices_form(vote))


@require_POST
def set_choices(request, pk):
    vote = find(request, pk)
    form = _choices_form(vote, request.POST)
    if not form.is_valid():
        return _desk(request, vote, form)
    actions.revise_prioritisation(vote, by=request.user, points=form.cleaned_data["points"])
    messages.success(request, _("Les points du vote sont enregistrés."))
    return redirect(DESK, pk)


def edit_prioritisation(request, pk):
    vote = find(request, pk)
    form = PrioritisationForm(request.POST or None, instance=vote)
    if request.method == "POST" and form.is_valid():
        actions.revise_prioritisation(vote, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le vote est modifié."))
        return redirect(DESK, pk)
    return render(request, "consultations/work/priorities/form.html", {"form": form, "vote": vote})


def type_ballot(request, pk, number):
    """What a table decided, typed while the vote is open."""
    vote = find(request, pk)
    if vote.voters != Voters.TABLES:
        raise Http404
    table = get_object_or_404(vote.meeting.workshops, number=number)
    given = vote.ballots.filter(workshop=table).first()
    # Secret means the team too: what was typed is typed again whole, never shown.
    shown = dict(given.shares.values_list("choice_id", "points")) if given and not vote.is_secret else {}
    form = BallotForm(request.POST or None, vote=vote, choices=vote.choices.select_related("point"), given=shown)
    if request.method == "POST" and form.is_valid():
        actions.type_ballot(vote, table, by=request.user, shares=form.shares)
        messages.success(request, _("Le bulletin de la table %(number)s est enregistré.") % {"number": number})
        return redirect(DESK, pk)
    lines = [(choice, form[f"c{choice.pk}"]) for choice in form.choices]
    context = {"vote": vote, "table": table, "form": form, "lines": lines, "given": given}
    return render(request, "consultations/work/priorities/table.html", context)


DEEDS = {
    "open": Deed(
        actions.open_prioritisation,
        lambda vote: vote.published_at is None,
        gettext_lazy("Ouvrir ce vote ?"),
        gettext_lazy("Il paraît à sa date d’ouverture. Ses points et ses règles ne changeront plus."),
        gettext_lazy("Ouvrir le vote"),
        gettext_lazy("Le vote est ouvert."),
    ),
    "close": Deed(
        actions.close_prioritisation,
        lambda vote: vote.stage in (Stage.OPEN, Stage.COMING),
        gettext_lazy("Fermer ce vote maintenant ?"),
        gettext_lazy("Les résultats paraissent aussitôt. On ne revient pas en arrière."),
        gettext_lazy("Fermer le vote"),
        gettext_lazy("Le vote est clos, ses résultats sont publics."),
    ),
    "drop": Deed(
        actions.drop_prioritisation,
        lambda vote: vote.published_at is None,
        gettext_lazy("Abandonner ce vote ?"),
        gettext_lazy("Personne ne l’a vu."),
        gettext_lazy("Abandonner le vote"),
        gettext_lazy("Le vote est abandonné."),
        leaves=True,
    ),
}


def move_prioritisation(request, pk, deed):
    return confirmed(
        request, find(request, pk), DEEDS[deed], Desk(DESK, "consultations:work-prioritisations", _("Priorités"))
    )


def find(request, pk):
    require(policies.can_run_consultations, request.user)
    visible = Prioritisation.objects.visible_to(request.user).select_related("consultation", "body", "meeting")
    return get_object_or_404(visible, pk=pk)


def _choices_form(vote, data=None):
    chosen = list(vote.choices.values_list("point_id", flat=True))
    return ChoicesForm(data, consultation=vote.consultation, initial={"points": chosen})


def _desk(request, vote, form):
    tables = vote.meeting.workshops.order_by("number") if vote.voters == Voters.TABLES else []
    typed = set(vote.ballots.values_list("workshop_id", flat=True)) if tables else set()
    context = {
        "vote": vote,
        "form": form,
        "choices": vote.choices.select_related("point"),
        "tables": [(table, table.pk in typed) for table in tables],
        "received": vote.ballots.count(),
        "electorate": priorities.electorate(vote),
        "can": {name: deed.may(vote) for name, deed in DEEDS.items()},
        "is_open": vote.stage == Stage.OPEN,
        "history": history(vote),
    }
    return render(request, "consultations/work/priorities/desk.html", context)
