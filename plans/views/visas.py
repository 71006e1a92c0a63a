"""Departments' visas: what each one has to answer, for its correspondents; all of them, for the team and the DGS."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from essportal import clock, exports
from essportal.policies import require
from essportal.spreadsheets import csv_response
from plans import actions, policies
from plans.documents.book import budget, facts
from plans.forms.visas import OverrideForm, VisaForm
from plans.models import Plan, Visa, VisaKind
from plans.selectors import visas as reading
from plans.selectors.writing import difference
from plans.views.work import the_plan


def _needed(request) -> list[reading.Needed]:
    """On the working text, those that this reader follows."""
    plan = Plan.objects.current()
    found = reading.needed_by(plan) if plan else []
    if policies.follows_all_visas(request.user):
        return found
    mine = {department.pk for department in request.user.departments}
    return [one for one in found if one.department.pk in mine]


def visas(request):
    require(policies.can_follow_visas, request.user)
    found = _needed(request)
    to_ask = reading.to_ask(Plan.objects.current()) if policies.can_write_plan(request.user) and found else []
    mine = {department.pk for department in request.user.departments}
    context = {
        "missing": [one for one in found if one.is_missing],
        "settled": [one for one in found if not one.is_missing],
        "to_ask": len(to_ask),
        "mine": mine,
        "can_override": policies.can_override_visa(request.user),
    }
    return render(request, "plans/work/visas.html", context)


@require_POST
def ask_visas(request):
    count = actions.ask_visas(the_plan(request), by=request.user)
    said = ngettext("%(n)s visa est demandé.", "%(n)s visas sont demandés.", count) % {"n": count}
    messages.success(request, said if count else _("Tous les visas sont déjà demandés."))
    return redirect("plans:visas")


def visa(request, pk):
    """The text and the sheet as they were asked, and the answer."""
    require(policies.can_follow_visas, request.user)
    found = get_object_or_404(Visa.objects.visible_to(request.user).with_answers(), pk=pk)
    can_give = policies.can_give_visa(request.user, found)
    answer = found.answer
    kept = {"seen": answer.number if answer else 0, "kind": answer.kind if answer else VisaKind.FAVOURABLE}
    form = VisaForm(request.POST or None, initial={**kept, "text": answer.text if answer else ""})
    if request.method == "POST" and form.is_valid():
        require(policies.can_give_visa, request.user, found)
        actions.give_visa(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le visa de votre direction est enregistré."))
        return redirect("plans:visas")
    newest = found.clause.working()
    asked = Visa.objects.filter(clause=found.clause, department=found.department)
    earlier = asked.filter(pk__lt=found.pk, answers__isnull=False)
    before = earlier.select_related("revision").order_by("-pk").first()
    context = {
        "visa": found,
        "answer": answer,
        "answers": list(found.answers.all()),
        "form": form if can_give else None,
        "can_override": policies.can_override_visa(request.user) and found.is_missing,
        "has_moved": not found.holds_for(newest),
        "since": _since(before.revision, found.revision) if before else None,
    }
    return render(request, "plans/work/visa.html", context)


def _since(before, after) -> dict:
    """What moved since the last visa: the words, and the lines of the sheet."""
    same_words = before.says_the_same_as(after)
    was, now = (dict(_lines(revision.sheet)) for revision in (before, after))
    return {
        "words": None if same_words else difference(before, after.title, after.text),
        "sheet": [
            (name, was.get(name, ""), now.get(name, ""))
            for name in {**was, **now}
            if was.get(name, "") != now.get(name, "")
        ],
    }


def _lines(sheet: dict) -> list:
    money = "\n".join(f"{year}, {funder} : {planned}" for year, funder, planned in budget(sheet))
    return [*facts(sheet), (_("Budget"), money)]


def override_visa(request, pk):
    require(policies.can_override_visa, request.user)
    found = get_object_or_404(Visa.objects.visible_to(request.user).with_answers(), pk=pk)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.override_visa(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le portail passe outre ce visa ; votre raison est publique avec la mesure."))
        return redirect("plans:visas")
    return render(request, "plans/work/override_visa.html", {"visa": found, "form": form})


COLUMNS = [
    *("clause", "mesure", "direction", "etat", "demande_le", "echeance"),
    *("repondu_le", "qualite", "reserve", "passe_outre"),
]


def visas_csv(request):
    """For a spreadsheet: a line for each department that a measure needs, on the working text."""
    require(policies.can_follow_visas, request.user)
    found = _needed(request)
    exports.log(request, _("Visas des directions, CSV"), rows=len(found))
    return csv_response("visas", [COLUMNS, *map(_row, found)])


def _row(one: reading.Needed) -> list:
    visa, answer = one.visa, one.visa.answer if one.visa else None
    return [
        one.revision.clause.reference,
        one.revision.title,
        one.department.name,
        one.get_status_display(),
        *((clock.day_of(visa.asked_at), visa.due_on) if visa else ("", "")),
        *((clock.day_of(answer.at), answer.capacity, answer.text) if answer else ("", "", "")),
        visa.override_reason if visa else "",
    ]
