"""The charter, what the team decides by it, and the appeals against that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.moderation import AnswerForm, AppealForm, MaskForm, RulesForm
from consultations.models import CharterReason, Contribution, Moderation, Rules, Ruling, RulingKind
from consultations.models.consultations import Consultation
from consultations.views.frame import find_consultation
from consultations.views.moderation import find_contribution
from essportal.policies import require


@login_not_required
def charter(request):
    """The reasons there are, how often each served, and when the team reads."""
    counts = dict(Ruling.objects.standing().order_by().values_list("motive").annotate(Count("pk")))
    appeals = Ruling.objects.aggregate(
        all=Count("pk", filter=Q(appealed_at__isnull=False)), overturned=Count("pk", filter=Q(verdict="overturned"))
    )
    shown = Consultation.objects.visible_to(request.user)
    context = {
        "reasons": [(reason.label, counts.get(reason.value, 0)) for reason in CharterReason],
        "appeals": appeals,
        "read_after": shown.filter(rules__moderation=Moderation.AFTER).order_by("title"),
    }
    return render(request, "consultations/contributions/charter.html", context)


def appeal(request, reference, pk):
    mine = Ruling.objects.filter(contribution__author=request.user, contribution__reference=reference)
    ruling = get_object_or_404(mine.select_related("contribution"), pk=pk)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.appeal(ruling, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre recours est parti. L’équipe vous répond par courriel."))
        return redirect(ruling.contribution)
    context = {"ruling": ruling, "contribution": ruling.contribution, "form": form}
    return render(request, "consultations/contributions/appeal.html", context)


def mask(request, reference):
    contribution = find_contribution(request, reference)
    form = MaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.mask_passage(contribution, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le passage est masqué partout. Son auteur en reçoit le motif."))
        return redirect("consultations:work-contribution", reference)
    return render(request, "consultations/work/mask.html", {"contribution": contribution, "form": form})


@require_POST
def unmask(request, reference, pk):
    contribution = find_contribution(request, reference)
    ruling = get_object_or_404(contribution.rulings.filter(kind=RulingKind.MASKED), pk=pk)
    actions.unmask_passage(ruling, by=request.user)
    messages.success(request, _("Le passage est de nouveau lisible par tous."))
    return redirect("consultations:work-contribution", reference)


def original(request, reference):
    """The words behind the masks, for the two who may read them."""
    require(policies.can_read_original, request.user)
    masked = Contribution.objects.filter(Q(masked_title__isnull=False) | Q(masked_text__isnull=False))
    contribution = get_object_or_404(masked.with_author(), reference=reference)
    rulings = contribution.rulings.standing().filter(kind=RulingKind.MASKED).select_related("decided_by")
    context = {"contribution": contribution, "rulings": rulings, "moderates": request.user.is_ess_team}
    return render(request, "consultations/work/original.html", context)


def answer_appeal(request, reference, pk):
    contribution = find_contribution(request, reference)
    ruling = get_object_or_404(contribution.rulings.filter(appealed_at__isnull=False), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_appeal(ruling, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre réponse part à la personne."))
        return redirect("consultations:work-contribution", reference)
    context = {"contribution": contribution, "ruling": ruling, "form": form}
    return render(request, "consultations/work/answer_appeal.html", context)


@require_POST
def note_reading(request, reference):
    actions.note_reading(find_contribution(request, reference), by=request.user)
    messages.success(request, _("La contribution est notée comme lue."))
    return redirect("consultations:work-contributions")


def edit_rules(request, slug):
    consultation = find_consultation(request, slug)
    form = RulesForm(request.POST or None, instance=Rules.objects.of(consultation))
    if request.method == "POST" and form.is_valid():
        actions.set_rules(consultation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Les règles sont enregistrées."))
        return redirect("consultations:edit-frame", slug)
    return render(request, "consultations/work/rules.html", {"consultation": consultation, "form": form})
