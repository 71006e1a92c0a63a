"""Organisations that come from files: given, looked over row by row, decided, written."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actors import actions, policies
from actors.actions.imports import is_silent
from actors.forms.imports import DecisionsForm, ImportForm
from actors.imports import ods, template
from actors.models import Decision, Import, Outcome
from essportal.htmx import page_or_fragment
from essportal.policies import require

PER_PAGE = 25


@require_safe
def imports(request):
    require(policies.can_import, request.user)
    found = Import.objects.visible_to(request.user).select_related("by")
    context = {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "actors/imports/list.html", context)


def new_import(request):
    require(policies.can_import, request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.receive_import(by=request.user, **form.cleaned_data))
    return render(request, "actors/imports/new.html", {"form": form})


@require_safe
def import_template(request, kind):
    require(policies.can_import, request.user)
    content = template.as_ods() if kind == "ods" else template.as_csv()
    response = HttpResponse(content, content_type=ods.MIMETYPE if kind == "ods" else "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="organisations.{kind}"'
    return response


@require_safe
def one_import(request, pk):
    one = _find(request, pk)
    if one.is_running:
        context = {"one": one, "progress": one.progress, "silent": is_silent(one)}
        return page_or_fragment(request, "actors/imports/running.html", "actors/imports/_progress.html", context)
    if request.htmx:  # the work has just ended: the whole page changes
        return HttpResponse(headers={"HX-Refresh": "true"})
    counts = dict(one.rows.order_by().values_list("outcome").annotate(Count("pk")))
    chosen = _chosen(request, counts)
    rows = one.rows.filter(outcome=chosen).select_related("organisation")
    context = {
        "one": one,
        "tabs": [(outcome, counts.get(outcome, 0)) for outcome in Outcome],
        "chosen": chosen,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "undecided": one.rows.undecided().count(),
        "decisions": Decision,
        "can_decide": chosen == Outcome.DOUBLE and one.can_be_decided,
        **_promise(one),
    }
    return render(request, "actors/imports/preview.html", context)


def _find(request, pk):
    require(policies.can_import, request.user)
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("by", "progress"), pk=pk)


def _chosen(request, counts):
    """The part asked for, else the first that asks for something."""
    asked = request.GET.get("lignes")
    if asked in Outcome.values:
        return Outcome(asked)
    return next((outcome for outcome in Outcome if counts.get(outcome)), Outcome.NEW)


def _promise(one):
    """What the button will do: sheets added, sheets changed."""
    waiting = one.rows.to_write()
    added = waiting.filter(outcome=Outcome.NEW).count() + waiting.filter(decision=Decision.ANOTHER).count()
    return {"to_add": added, "to_change": waiting.count() - added}


@require_POST
def decide_import(request, pk):
    one = _find(request, pk)
    form = DecisionsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ces réponses n’ont pas été comprises. Recommencez."))
    elif form.cleaned_data["everywhere"]:
        count = actions.decide_all_doubles(one, by=request.user, decision=form.cleaned_data["everywhere"])
        messages.success(request, _said(count))
    else:
        count = actions.decide_doubles(one, by=request.user, decisions=form.cleaned_data["decisions"])
        messages.success(request, _said(count))
    page = request.POST.get("page", "")
    return redirect(f"{one.get_absolute_url()}?lignes=double&page={page if page.isdigit() else 1}")


def _said(count):
    sentence = ngettext("%(count)s doublon probable décidé.", "%(count)s doublons probables décidés.", count)
    return sentence % {"count": count}


@require_POST
def launch_import(request, pk):
    return redirect(actions.launch_import(_find(request, pk), by=request.user))


@require_POST
def resume_import(request, pk):
    return redirect(actions.resume_import(_find(request, pk), by=request.user))


@require_POST
def drop_import(request, pk):
    actions.drop_import(_find(request, pk), by=request.user)
    messages.success(request, _("L’import est abandonné : rien n’a été écrit, et ses fichiers sont effacés."))
    return redirect(reverse("actors:imports"))
