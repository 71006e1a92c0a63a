"""The table of contributions to answer, the desk of one answer, and the same answer to several."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations.models import Contribution
from essportal.errors import Refused
from plans import actions
from plans.forms.replies import BatchReplyForm, ReplyForm
from plans.models import Outcome, Plan, Reply, ReplyStatus
from plans.models.replies import unanswered
from plans.selectors.answering import MOST_AT_ONCE, ReplyTable, chosen
from plans.selectors.answers import Answer
from plans.views.work import the_plan


def replies(request):
    plan = the_plan(request)
    table = ReplyTable(plan, request.GET)
    _say_outcomes(plan, table.page.objects)
    context = {
        "plan": plan,
        "table": table,
        "page": table.page,
        "tabs": [(label, count, name, table.address(etat=name)) for name, label, count in table.tabs],
        "all_of_them": table.address(etat=table.state, tous="1"),
        "listed": table.address(etat=table.state),
        "drafted": Reply.objects.filter(plan=plan, status=ReplyStatus.DRAFTED).count(),
        "may_publish": plan.versions.filter(submitted_at__isnull=False, is_public=True).exists(),
    }
    return render(request, "plans/work/replies.html", context)


def _say_outcomes(plan, contributions):
    found = Reply.objects.filter(plan=plan, contribution__in=contributions, current__isnull=False)
    outcomes = dict(found.values_list("contribution", "current__outcome"))
    for contribution in contributions:
        outcome = outcomes.get(contribution.pk)
        contribution.outcome = Outcome(outcome).label if outcome else ""
        contribution.reply_word = ReplyStatus(contribution.reply_status).label if outcome else ""


def reply_batch(request):
    """One reasoned answer to the contributions ticked, or to all those of the search."""
    plan = the_plan(request)
    table = ReplyTable(plan, request.GET)
    found = chosen(table)
    back = table.address(etat=table.state)
    if not found:
        messages.warning(request, _("Cochez au moins une contribution."))
        return redirect(_table_address(back))
    if len(found) > MOST_AT_ONCE:
        raise Refused(
            _("On répond à 500 contributions au plus à la fois : resserrez la recherche."),
            way_out=(_("Revenir à la liste"), _table_address(back)),
        )
    form = BatchReplyForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        written = _answer_all(request, plan, form, found)
        said = ngettext("%(n)s réponse enregistrée.", "%(n)s réponses enregistrées.", written) % {"n": written}
        messages.success(request, said if written else _("Toutes avaient déjà leur réponse : rien n’a changé."))
        return redirect(_table_address(back))
    context = {
        "contributions": found,
        "form": form,
        "already": sum(one.reply_id is not None for one in found),
        "back": _table_address(back),
    }
    return render(request, "plans/work/reply_batch.html", context)


def _table_address(query):
    return reverse("plans:replies") + query


def _answer_all(request, plan, form, found) -> int:
    said = form.reply()
    answer = Answer(said["outcome"], said["reason"], tuple(said["clauses"]), said["postponed_to"])
    again = form.cleaned_data["again"]
    answers = {one.pk: answer for one in found if again or one.reply_id is None}
    return len(actions.write_replies(answers, plan=plan, by=request.user, only_unanswered=not again))


def reply(request, reference):
    plan = the_plan(request)
    visible = Contribution.objects.visible_to(request.user).with_author().filter(consultation__plans=plan)
    contribution = get_object_or_404(visible, reference=reference)
    known = Reply.objects.filter(contribution=contribution, plan=plan).select_related("current").first()
    form = ReplyForm(request.POST or None, plan=plan, initial=as_typed(known))
    if request.method == "POST" and form.is_valid():
        actions.write_reply(contribution, plan=plan, by=request.user, **form.reply())
        messages.success(request, _("La réponse à %(reference)s est enregistrée.") % {"reference": reference})
        return redirect(*where_next(request, plan, contribution))
    wordings = known.wordings.select_related("author").prefetch_related("clauses").order_by("-number") if known else []
    context = {
        "contribution": contribution,
        "known": known,
        "form": form,
        "wordings": wordings,
        "points": contribution.points.order_by("reference"),
        "left": unanswered(plan.contributions(), plan).count(),
    }
    return render(request, "plans/work/reply.html", context)


def as_typed(known) -> dict:
    if known is None or known.current is None:
        return {}
    wording = known.current
    return {
        "outcome": wording.outcome,
        "reason": wording.reason,
        "postponed_to": wording.postponed_to,
        "clauses": list(wording.clauses.values_list("reference", flat=True)),
    }


def where_next(request, plan, contribution) -> tuple:
    """The next contribution without a reply when asked for it, after the last one the first; else the same page."""
    if "suivante" not in request.POST:
        return ("plans:reply", contribution.reference)
    waiting = unanswered(plan.contributions(), plan).order_by("reference").values_list("reference", flat=True)
    following = waiting.filter(reference__gt=contribution.reference).first() or waiting.first()
    return ("plans:reply", following) if following else ("plans:replies",)


@require_POST
def publish_replies(request):
    count = actions.publish_replies(the_plan(request), by=request.user)
    said = ngettext("%(count)s réponse publiée.", "%(count)s réponses publiées.", count) % {"count": count}
    messages.success(request, said if count else _("Aucune réponse n’attendait d’être publiée."))
    return redirect("plans:replies")


def waiting_count(person) -> int | None:
    """Beside the menu: how many contributions wait for a reply."""
    plan = Plan.objects.current()
    return unanswered(plan.contributions(), plan).count() or None if plan else None
