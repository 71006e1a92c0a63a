"""Answering a questionnaire, and reading what it says. Writing comes before signing in."""

from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from consultations import actions
from consultations.forms.answering import AnswerForm, initial_of
from consultations.models import Answerer, Questionnaire, Stage
from consultations.selectors import questionnaires
from consultations.views.limits import minutes_to_wait
from essportal import exports
from essportal.spreadsheets import csv_response, ods_response

_KEPT = "kept_answers"


@login_not_required
def questionnaire(request, slug, questionnaire):
    found = find(request, slug, questionnaire)
    mine, left, outside = _standing(request.user, found)
    done = bool(mine) and not left
    context = {"questionnaire": found, "done": done, "outside": outside}
    if found.stage != Stage.OPEN or done or outside:
        return _page(request, context)
    kept = _kept(request, found)
    form = AnswerForm(
        request.POST or None,
        questions=found.questions.all(),
        organisations=left,
        chooses=len(mine) > 1,
        initial=initial_of(kept),
    )
    context |= {"form": form, "is_waiting": bool(kept) and request.user.is_authenticated}
    if request.method == "POST" and (minutes := minutes_to_wait(request)):
        return _ask_to_wait(request, context, minutes)
    if request.method == "POST" and form.is_valid():
        return _send(request, found, form, left)
    return _page(request, context)


def _send(request, found, form, left):
    """Kept in the session while the code comes; nothing of it is left there once it is sent."""
    if found.asks_identity and not request.user.is_authenticated:
        request.session[_KEPT] = {"questionnaire": found.pk, "answers": form.answers}
        after = urlencode({"next": found.get_absolute_url()})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{after}")
    who = {"by": request.user} if found.asks_identity else {"key": form.cleaned_data["key"]}
    if left:
        who["organisation"] = form.cleaned_data.get("organisation") or left[0]
    actions.answer_questionnaire(found, answers=form.answers, **who)
    request.session.pop(_KEPT, None)
    return redirect("consultations:questionnaire-thanks", found.consultation.slug, found.slug)


@require_safe
@login_not_required
def thanks(request, slug, questionnaire):
    return render(
        request, "consultations/questionnaires/thanks.html", {"questionnaire": find(request, slug, questionnaire)}
    )


@require_safe
@login_not_required
def results(request, slug, questionnaire):
    found = find_results(request, slug, questionnaire)
    groupings = questionnaires.groupings(found)
    by = request.GET.get("par", "")
    crossed, together = questionnaires.crossed(found, by) if by in dict(groupings) else (None, [])
    context = {
        "questionnaire": found,
        "results": questionnaires.results(found),
        "groupings": groupings,
        "by": by if crossed is not None else "",
        "by_name": dict(groupings).get(by, ""),
        "crossed": crossed,
        "together": together,
        "count": found.sheets.count(),
        "is_team": request.user.is_authenticated and request.user.is_ess_team,
    }
    return render(request, "consultations/questionnaires/results.html", context)


@require_safe
@login_not_required
def results_file(request, slug, questionnaire, kind):
    """Counts, never sheets; the words that people wrote are for the team."""
    found = find_results(request, slug, questionnaire)
    is_team = request.user.is_authenticated and request.user.is_ess_team
    rows = list(questionnaires.table_of(questionnaires.results(found), with_texts=is_team))
    exports.log(request, _("Résultats de questionnaire, %(kind)s") % {"kind": kind.upper()}, rows=len(rows) - 1)
    if kind == "ods":
        return ods_response(f"resultats-{found.slug}", found.title, rows)
    return csv_response(f"resultats-{found.slug}", rows)


@require_safe
@login_not_required
def code(request, slug, questionnaire):
    """The address of the questionnaire as a QR code, to be printed."""
    found = find(request, slug, questionnaire)
    drawn = segno.make(request.build_absolute_uri(found.get_absolute_url()), error="m")
    response = HttpResponse(content_type="image/svg+xml")
    drawn.save(response, kind="svg", scale=4, border=2)
    return response


def find(request, slug, name):
    visible = Questionnaire.objects.visible_to(request.user).select_related("consultation")
    return get_object_or_404(visible, consultation__slug=slug, slug=name)


def find_results(request, slug, name):
    """Unknown to those who may not read them yet."""
    found = find(request, slug, name)
    if not questionnaires.may_read_results(request.user, found):
        raise Http404
    return found


def _standing(user, found) -> tuple[list, list, bool]:
    """For whom this person answers, those for whom they still may, and whether nobody asks them."""
    if not user.is_authenticated or not found.asks_identity:
        return [], [], False
    if found.answerer == Answerer.PERSON:
        return [user], [] if found.participations.filter(person=user).exists() else [user], False
    mine = {one.organisation_id: one.organisation for one in user.representations if one.organisation.is_verified}
    gone = set(found.participations.filter(organisation__in=list(mine)).values_list("organisation_id", flat=True))
    return list(mine.values()), [one for pk, one in mine.items() if pk not in gone], not mine


def _page(request, context, status=200):
    found = context["questionnaire"]
    context = {
        "form": None,
        "is_waiting": False,
        **context,
        "has_results": questionnaires.may_read_results(request.user, found),
        "is_team": request.user.is_authenticated and request.user.is_ess_team,
    }
    return render(request, "consultations/questionnaires/questionnaire.html", context, status=status)


def _kept(request, found) -> dict:
    kept = request.session.get(_KEPT, {})
    return kept["answers"] if kept.get("questionnaire") == found.pk else {}


def _ask_to_wait(request, context, minutes):
    said = ngettext(
        "Beaucoup de réponses en peu de temps : attendez %(count)s minute, puis envoyez de nouveau.",
        "Beaucoup de réponses en peu de temps : attendez %(count)s minutes, puis envoyez de nouveau.",
        minutes,
    )
    context["form"].add_error(None, said % {"count": minutes})
    return _page(request, context, status=429)
