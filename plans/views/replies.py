"""The table of contributions to answer, and the desk of one answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations.models import Contribution
from essportal.paging import page_of
from plans import actions
from plans.forms.replies import ReplyForm
from plans.models import Outcome, Plan, Reply, ReplyStatus
from plans.models.replies import unanswered, with_reply
from plans.views.work import the_plan

PAGE = 25


def filters(plan) -> dict:
    """Each view of the table: its label, and the contributions that it shows."""
    everything = with_reply(plan.contributions(), plan)
    return {
        "sans-reponse": (_("sans réponse"), unanswered(everything, plan)),
        "a-revoir": (_("à revoir"), everything.filter(reply_status=ReplyStatus.TO_REVIEW)),
        "redigees": (_("rédigées"), everything.filter(reply_status=ReplyStatus.DRAFTED)),
        "publiees": (_("publiées"), everything.filter(reply_status=ReplyStatus.PUBLISHED)),
        "toutes": (_("toutes"), everything),
    }


def replies(request):
    plan = the_plan(request)
    views = filters(plan)
    chosen = request.GET.get("etat") if request.GET.get("etat") in views else "sans-reponse"
    counts = {name: found.count() for name, (__, found) in views.items()}
    found = views[chosen][1].with_author().order_by("reference")
    page = page_of(request, found, PAGE)
    outcomes = dict(Reply.objects.filter(pk__in=[one.reply_id for one in page]).values_list("pk", "current__outcome"))
    for contribution in page:
        outcome = outcomes.get(contribution.reply_id)
        contribution.outcome = Outcome(outcome).label if outcome else ""
        contribution.reply_word = ReplyStatus(contribution.reply_status).label if outcome else ""
    context = {
        "plan": plan,
        "page": page,
        "chosen": chosen,
        "tabs": [(name, label, counts[name]) for name, (label, __) in views.items()],
        "total": counts["toutes"],
        "answered": counts["toutes"] - counts["sans-reponse"],
        "drafted": counts["redigees"],
        "may_publish": plan.versions.filter(submitted_at__isnull=False, is_public=True).exists(),
    }
    return render(request, "plans/work/replies.html", context)


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
