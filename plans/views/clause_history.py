"""The history of a clause: who, when, why, which words; and an old revision brought back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from plans import actions
from plans.drafting import readable, words
from plans.forms.desk import RestoreForm
from plans.selectors import comparing
from plans.views.work import find_clause


def clause_history(request, reference):
    """Every revision, newest first, with the words that it changed and what else it did."""
    clause = find_clause(request, reference)
    revisions = list(clause.revisions.select_related("author", "clause").order_by("number"))
    notes = comparing.notes_along(revisions)
    for place, revision in enumerate(revisions):
        before = revisions[place - 1] if place else None
        revision.notes = notes[place]
        revision.marked_title, revision.marked = _marked(before, revision)
        revision.is_reopening = before is not None and before.is_closed and not revision.is_closed
    context = {"clause": clause, "revision": revisions[-1], "revisions": revisions[::-1]}
    return render(request, "plans/work/clause_history.html", context)


def _marked(before, revision):
    """Title and text, each None when it did not change."""
    if before is None:
        return [("eq", revision.title)] if revision.title else None, [("eq", revision.text)] if revision.text else None
    title = readable(words(before.title, revision.title)) if revision.title != before.title else None
    text = readable(words(before.text, revision.text)) if revision.text != before.text else None
    return title, text


def restore_revision(request, reference, number):
    """What it would change to today's text is read before it is brought back."""
    clause = find_clause(request, reference)
    revision = get_object_or_404(clause.revisions.select_related("author", "clause"), number=number)
    newest = clause.working()
    form = RestoreForm(request.POST or None, newest=newest)
    if request.method == "POST" and form.is_valid():
        actions.restore_revision(revision, by=request.user, **form.cleaned_data)
        messages.success(request, _("La révision est rétablie, comme une révision nouvelle."))
        return redirect("plans:drafting-clause", reference)
    title, text = _marked(newest, revision)
    context = {"clause": clause, "revision": newest, "old": revision, "title": title, "text": text, "form": form}
    return render(request, "plans/work/restore_revision.html", context)
