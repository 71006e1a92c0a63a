"""The people of the portal, their roles of the day, and what is noted of each."""

from copy import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import actions, policies
from actors.actions.facts import can_withdraw
from actors.forms.facts import FORMS, EndForm
from actors.forms.people import PeopleSearch
from actors.models import FACTS, Correspondent, Department, FactKind, Invitation, Person, facts_of
from actors.models.departments import Rank
from essportal import clock, journal
from essportal.policies import require

PER_PAGE = 25


@require_safe
def people(request):
    require(policies.can_see_people, request.user)
    search = PeopleSearch(request.GET or None)
    found = search.found(Person.objects.visible_to(request.user)).order_by("name", "email", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    roles = facts_of(page.object_list, clock.today())
    context = {
        "search": search,
        "page": page,
        "lines": [(person, roles[person.pk]) for person in page.object_list],
        "waiting": Invitation.objects.visible_to(request.user).waiting().count(),
    }
    return render(request, "actors/people/people.html", context)


@require_safe
def person(request, pk):
    found = find_person(request, pk)
    facts = facts_of([found])[found.pk]
    for fact in facts:
        fact.can_end = policies.can_note(request.user, fact.sort)
        fact.state = _state(fact)
    context = {
        "person": found,
        "facts": facts,
        "sorts": [(sort, sort.label) for sort in FACTS if policies.can_note(request.user, sort)],
        "has_second_factor": found.authenticator_set.exists(),
        "can_administer": policies.can_administer(request.user),
        "can_close": policies.can_close(request.user, found),
        "history": [(entry, journal.sentence(entry)) for entry in journal.timeline(found)[:30]],
    }
    return render(request, "actors/people/person.html", context)


def add_fact(request, pk, sort):
    found = find_person(request, pk)
    require(policies.can_note, request.user, sort)
    form = FORMS[sort](request.POST or None, person=found, initial=_given(request))
    if request.method == "POST" and form.is_valid():
        actions.note_fact(found, sort, by=request.user, **form.deed)
        messages.success(request, _("C’est noté."))
        return redirect(found)
    return render(request, "actors/people/add_fact.html", {"person": found, "form": form, "sort": FactKind(sort).label})


def end_fact(request, pk, sort, fact):
    found, held = _find_fact(request, pk, sort, fact)
    form = EndForm(request.POST or None, fact=held)
    if request.method == "POST" and form.is_valid():
        actions.end_fact(held, by=request.user, **form.cleaned_data)
        messages.success(request, _("La date de fin est notée."))
        return redirect(found)
    context = {"person": found, "fact": held, "sort": sort, "form": form, "can_withdraw": can_withdraw(held)}
    return render(request, "actors/people/end_fact.html", context)


def correct_fact(request, pk, sort, fact):
    found, held = _find_fact(request, pk, sort, fact)
    # The form writes what is typed in a copy: the page goes on saying what is recorded.
    form = FORMS[sort](request.POST or None, instance=copy(held), person=found)
    if request.method == "POST" and form.is_valid():
        actions.correct_fact(held, by=request.user, **form.deed)
        messages.success(request, _("C’est corrigé."))
        return redirect(found)
    return render(request, "actors/people/correct_fact.html", {"person": found, "fact": held, "form": form})


def withdraw_fact(request, pk, sort, fact):
    found, held = _find_fact(request, pk, sort, fact)
    if request.method == "POST":
        actions.withdraw_fact(held, by=request.user)
        messages.success(request, _("C’est retiré."))
        return redirect(found)
    return render(request, "actors/people/withdraw_fact.html", {"person": found, "fact": held, "sort": sort})


@require_safe
def correspondents(request):
    """Department by department, who carries the ESS today, and where nobody does."""
    require(policies.can_see_people, request.user)
    today = Correspondent.objects.valid_on(clock.today()).select_related("person")
    held = {(fact.department_id, fact.rank): fact for fact in today}
    lines = [
        (department, held.get((department.pk, Rank.HOLDER)), held.get((department.pk, Rank.SUBSTITUTE)))
        for department in Department.objects.all()
    ]
    context = {"lines": lines, "missing": sum(1 for __, holder, __ in lines if holder is None)}
    return render(request, "actors/people/correspondents.html", context)


def find_person(request, pk) -> Person:
    require(policies.can_see_people, request.user)
    return get_object_or_404(Person.objects.visible_to(request.user), pk=pk)


def _find_fact(request, pk, sort, fact):
    found = find_person(request, pk)
    require(policies.can_note, request.user, sort)
    held = get_object_or_404(FACTS[sort], pk=fact, person=found)
    return found, held


def _given(request) -> dict:
    """From an organisation's or a department's page: what is already known of the fact."""
    return {name: request.GET[name] for name in ("organisation", "department", "rank") if name in request.GET}


def _state(fact) -> tuple[str, str]:
    """A word, and the known word whose look it takes."""
    day = clock.today()
    if fact.starts_on > day:
        return _("à venir"), "à lancer"
    if fact.ends_on and fact.ends_on < day:
        return _("terminé"), "clôturée"
    return _("en cours"), "tenue"
