"""What the open editor tells and asks while someone writes: their draft, who else is there, what was saved since."""

from datetime import timedelta

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essportal import clock
from essportal.text import render_markdown
from essportal.typography import hour
from plans import actions
from plans.forms.desk import DraftForm
from plans.models import Presence
from plans.views.work import find_clause

HERE_FOR = timedelta(seconds=75)


@require_POST
def keep_draft(request, reference):
    """Kept for its author alone. With the page's script, the answer also shows the text as it will be read."""
    clause = find_clause(request, reference)
    form = DraftForm(request.POST, clause=clause)
    if not form.is_valid():
        return JsonResponse({"kept": False}, status=400)
    kept = actions.keep_draft(clause, by=request.user, **form.cleaned_data)
    if not request.headers.get("X-Autosave"):
        messages.success(request, _("Le brouillon est gardé : vous seul le voyez."))
        return redirect("plans:drafting-clause", reference)
    actions.see(clause, by=request.user)
    answer = {"kept": True, "is_draft": kept is not None, "at": hour(clock.now()), **around(request, clause)}
    return JsonResponse(answer | {"html": render_markdown(form.cleaned_data["text"])})


@require_POST
def drop_draft(request, reference):
    clause = find_clause(request, reference)
    actions.drop_draft(clause, by=request.user)
    messages.success(request, _("Le brouillon est abandonné."))
    return redirect("plans:drafting-clause", reference)


@require_POST
def presence(request, reference):
    """A light poll: I am here; who else is, and what is the newest revision?"""
    clause = find_clause(request, reference)
    actions.see(clause, by=request.user)
    return JsonResponse(around(request, clause))


def around(request, clause) -> dict:
    newest = clause.revisions.select_related("author").order_by("-number").first()
    saved = {"name": str(newest.author), "at": hour(newest.created_at)}
    return {"others": others_on(clause, request.user), "newest": newest.pk, "saved": said(saved)}


def said(saved: dict) -> str:
    return _("%(name)s a enregistré cette clause à %(at)s : votre texte y sera réuni.") % saved


def others_on(clause, reader) -> str:
    """In words, empty when nobody else is there."""
    here = Presence.objects.filter(clause=clause, seen_at__gte=clock.now() - HERE_FOR).exclude(person=reader)
    names = [str(one.person) for one in here.select_related("person").order_by("pk")]
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s est aussi sur cette clause.") % {"name": names[0]}
    return _("%(names)s sont aussi sur cette clause.") % {"names": ", ".join(names)}
