"""The team's questionnaires: build, try, open, type from paper, close, publish the results."""

import uuid

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actors.models import Organisation
from consultations import actions, policies
from consultations.forms.answering import AnswerForm, name_of
from consultations.forms.questionnaires import QuestionForm, QuestionnaireForm, TypingForm
from consultations.models import Answerer, AskedKind, Consultation, Questionnaire, Stage
from consultations.selectors import questionnaires
from consultations.views.deeds import Deed, Desk, confirmed
from consultations.views.history import history
from essportal import exports
from essportal.paging import page_of
from essportal.policies import require
from essportal.spreadsheets import csv_response, ods_response

DESK = "consultations:work-questionnaire"


def work_questionnaires(request):
    require(policies.can_run_consultations, request.user)
    found = Questionnaire.objects.visible_to(request.user).select_related("consultation")
    page = page_of(request, found.annotate(received=Count("sheets")).order_by("-pk"), 25)
    return render(request, "consultations/work/questionnaires/list.html", {"page": page})


def new_questionnaire(request):
    require(policies.can_run_consultations, request.user)
    form = QuestionnaireForm(request.POST or None, initial={"consultation": Consultation.objects.first()})
    if request.method == "POST" and form.is_valid():
        made = actions.prepare_questionnaire(by=request.user, **form.cleaned_data)
        messages.success(request, _("Le questionnaire est préparé. Ajoutez ses questions."))
        return redirect(DESK, made.pk)
    return render(request, "consultations/work/questionnaires/form.html", {"form": form})


def work_questionnaire(request, pk):
    found = find(request, pk)
    received = found.sheets.count()
    context = {
        "questionnaire": found,
        "questions": found.questions.select_related("condition"),
        "kinds": AskedKind.choices,
        "received": received,
        "participants": found.participations.count(),
        "can": {name: deed.may(found) for name, deed in DEEDS.items()},
        "may_type": found.published_at is not None and found.results_at is None,
        "has_results": questionnaires.may_read_results(request.user, found),
        "history": history(found),
    }
    return render(request, "consultations/work/questionnaires/desk.html", context)


def edit_questionnaire(request, pk):
    found = find(request, pk)
    form = QuestionnaireForm(request.POST or None, instance=found, answered=found.sheets.exists())
    if request.method == "POST" and form.is_valid():
        actions.revise_questionnaire(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le questionnaire est modifié."))
        return redirect(DESK, pk)
    return render(request, "consultations/work/questionnaires/form.html", {"form": form, "questionnaire": found})


def new_question(request, pk, kind):
    found = find(request, pk)
    if kind not in AskedKind.values:
        raise Http404
    form = QuestionForm(request.POST or None, kind=kind, earlier=found.questions.all())
    if request.method == "POST" and form.is_valid():
        made = actions.add_question(found, by=request.user, **form.deed)
        messages.success(request, _("La question %(rank)s est ajoutée.") % {"rank": made.rank})
        return redirect(f"{reverse(DESK, args=[pk])}#ajouter")
    return _question_page(request, found, form, AskedKind(kind).label)


def edit_question(request, pk, question):
    found = find(request, pk)
    asked = get_object_or_404(found.questions, pk=question)
    earlier = found.questions.filter(rank__lt=asked.rank)
    form = QuestionForm(request.POST or None, instance=asked, kind=asked.kind, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        actions.revise_question(asked, by=request.user, **form.deed)
        messages.success(request, _("La question est modifiée."))
        return _back_to(pk, asked)
    return _question_page(request, found, form, asked.get_kind_display(), asked)


@require_POST
def move_question(request, pk, question, direction):
    found = find(request, pk)
    asked = get_object_or_404(found.questions, pk=question)
    actions.move_question(asked, by=request.user, up=direction == "monter")
    return _back_to(pk, asked)


@require_POST
def drop_question(request, pk, question):
    asked = get_object_or_404(find(request, pk).questions, pk=question)
    actions.drop_question(asked, by=request.user)
    messages.success(request, _("La question est retirée."))
    return redirect(DESK, pk)


def try_questionnaire(request, pk):
    """As people will see it; nothing is kept."""
    found = find(request, pk)
    form = AnswerForm(request.POST or None, questions=found.questions.all())
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Tout est juste. C’était un essai : rien n’est gardé."))
        return redirect("consultations:try-questionnaire", pk)
    return render(request, "consultations/work/questionnaires/try.html", {"questionnaire": found, "form": form})


@require_safe
def poster(request, pk):
    """One sheet to print: the QR code, the address, and the questions for those who answer on paper."""
    found = find(request, pk)
    questions = [(one, questionnaires.labels_of(one)) for one in found.questions.select_related("condition")]
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {"questionnaire": found, "questions": questions, "address": address}
    return render(request, "consultations/work/questionnaires/poster.html", context)


def type_answers(request, pk):
    found = find(request, pk)
    organisations = None
    if found.answerer == Answerer.ORGANISATION:
        gone = found.participations.filter(organisation__isnull=False).values("organisation")
        organisations = Organisation.objects.verified().exclude(pk__in=gone).order_by("sort_name")
    origin = TypingForm(request.POST or None, organisations=organisations)
    form = AnswerForm(request.POST or None, questions=found.questions.all(), initial={"key": uuid.uuid4()})
    if request.method == "POST" and all([origin.is_valid(), form.is_valid()]):
        key = form.cleaned_data["key"]
        actions.type_answers(found, by=request.user, answers=form.answers, key=key, **origin.cleaned_data)
        messages.success(request, _("La réponse est enregistrée. Vous pouvez saisir la suivante."))
        return redirect("consultations:type-answers", pk)
    context = {"questionnaire": found, "origin": origin, "form": form}
    return render(request, "consultations/work/questionnaires/type.html", context)


@require_safe
def answers_file(request, pk, kind):
    """Sheet by sheet, with who signed them: only where nobody was promised anonymity."""
    found = find(request, pk)
    if found.is_anonymous:
        raise Http404
    rows = list(_signed_rows(found))
    exports.log(request, _("Réponses au questionnaire, %(kind)s") % {"kind": kind.upper()}, rows=len(rows) - 1)
    if kind == "ods":
        return ods_response(f"reponses-{found.slug}", found.title, rows)
    return csv_response(f"reponses-{found.slug}", rows)


def _signed_rows(found):
    questions = list(found.questions.all())
    yield [_("qui"), _("date"), _("canal"), *(f"{one.rank}. {one.title}" for one in questions)]
    for sheet in found.sheets.select_related("organisation", "person").order_by("answered_on", "pk"):
        who = sheet.organisation or (sheet.person and sheet.person.email) or _("sur papier")
        cells = [questionnaires.said_by(one, sheet.answers.get(str(one.pk))) for one in questions]
        yield [str(who), sheet.answered_on, sheet.get_channel_display(), *cells]


def _may_publish(found):
    return found.stage == Stage.CLOSED and not found.results_at and questionnaires.may_be_counted(found)


DEEDS = {
    "open": Deed(
        actions.open_questionnaire,
        lambda found: found.published_at is None,
        gettext_lazy("Ouvrir ce questionnaire ?"),
        gettext_lazy("Il paraît à sa date d’ouverture. Dès la première réponse, ses questions ne changent plus."),
        gettext_lazy("Ouvrir le questionnaire"),
        gettext_lazy("Le questionnaire est ouvert."),
    ),
    "close": Deed(
        actions.close_questionnaire,
        lambda found: found.stage in (Stage.OPEN, Stage.COMING),
        gettext_lazy("Fermer ce questionnaire maintenant ?"),
        gettext_lazy("Plus personne ne pourra répondre en ligne. On ne revient pas en arrière."),
        gettext_lazy("Fermer le questionnaire"),
        gettext_lazy("Le questionnaire est fermé."),
    ),
    "publish": Deed(
        actions.publish_results,
        _may_publish,
        gettext_lazy("Publier les résultats ?"),
        gettext_lazy("Tout le monde pourra lire les nombres. Les textes écrits restent à l’équipe."),
        gettext_lazy("Publier les résultats"),
        gettext_lazy("Les résultats sont publiés."),
    ),
    "drop": Deed(
        actions.drop_questionnaire,
        lambda found: found.published_at is None,
        gettext_lazy("Abandonner ce questionnaire ?"),
        gettext_lazy("Ses questions seront effacées. Personne ne l’a vu."),
        gettext_lazy("Abandonner le questionnaire"),
        gettext_lazy("Le questionnaire est abandonné."),
        leaves=True,
    ),
}


def move_questionnaire(request, pk, deed):
    return confirmed(
        request, find(request, pk), DEEDS[deed], Desk(DESK, "consultations:work-questionnaires", _("Questionnaires"))
    )


def find(request, pk):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(Questionnaire.objects.visible_to(request.user).select_related("consultation"), pk=pk)


def _back_to(pk, asked):
    return redirect(f"{reverse(DESK, args=[pk])}#{name_of(asked)}")


def _question_page(request, found, form, kind, asked=None):
    context = {"questionnaire": found, "form": form, "kind": kind, "question": asked}
    return render(request, "consultations/work/questionnaires/question.html", context)
