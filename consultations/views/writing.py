"""Contributing: writing, then signing in if need be, then looking once more, then filing."""

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, kept
from consultations.actions.corrections import why_not
from consultations.forms.contributions import WritingForm
from consultations.models import Consultation, Contribution, ContributionStatus, Permission, Rules
from consultations.selectors.similar import similar_to
from consultations.selectors.speaking import waits_for_the_check
from consultations.views.limits import minutes_to_wait
from essportal import clock
from essportal.htmx import AUTOSAVED
from essportal.typography import hour


@login_not_required
def write(request):
    consultation = _consultation(request)
    if consultation is None:
        return render(request, "consultations/contributions/nothing_open.html")
    if request.method == "POST" and (minutes := minutes_to_wait(request)):
        return _ask_to_wait(request, consultation, minutes)
    if request.user.is_authenticated:
        return _write(request, consultation)
    return _write_as_visitor(request, consultation)


def edit(request, key):
    draft = _my_contribution(request, key)
    if draft.status == ContributionStatus.DRAFT:
        return _write(request, draft.consultation, draft)
    if request.method == "POST":  # filed meanwhile in another tab: what was typed here is not lost
        return _write(request, draft.consultation)
    return redirect("consultations:filed", key)


def verify(request, key):
    """Filing is one look later: what will be public is shown first, and only the second button files."""
    draft = _my_contribution(request, key)
    if draft.status != ContributionStatus.DRAFT:
        return redirect("consultations:filed", key)
    if request.method == "POST":
        actions.file_contribution(draft, by=request.user)
        return redirect("consultations:filed", key)
    context = {
        "draft": draft,
        "is_open": draft.consultation.permits(Permission.CONTRIBUTE),
        "waits": waits_for_the_check(draft.organisation, request.user),
        "too_late": why_not(draft.replaces) if draft.replaces else "",
        "similar": similar_to(draft.title, reader=request.user, consultation=draft.consultation, but=draft.replaces_id),
    }
    return render(request, "consultations/contributions/verify.html", context)


def filed(request, key):
    contribution = _my_contribution(request, key)
    if contribution.status == ContributionStatus.DRAFT:
        return redirect("consultations:verify", key)
    waits = waits_for_the_check(contribution.organisation, request.user)
    rules = Rules.objects.of(contribution.consultation)
    context = {
        "contribution": contribution,
        "waits": waits,
        "answer_on": rules.answer_expected_on(contribution),
        "correct_until": rules.may_correct_until(contribution) if not why_not(contribution) else None,
    }
    return render(request, "consultations/contributions/filed.html", context)


def drop(request, key):
    draft = _my_contribution(request, key)
    if request.method == "POST":
        actions.drop_draft(draft, by=request.user)
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("consultations:my-space")
    return render(request, "consultations/contributions/drop.html", {"draft": draft})


@require_POST
def detach(request, key, pk):
    attachment = get_object_or_404(_my_contribution(request, key).attachments, pk=pk)
    actions.detach_file(attachment, by=request.user)
    messages.success(request, _("Le fichier est retiré."))
    return redirect("consultations:edit-draft", key)


def _write_as_visitor(request, consultation):
    form = WritingForm(
        request.POST or None,
        user=request.user,
        consultation=consultation,
        initial=kept.kept(request.session, consultation),
    )
    if request.method == "POST" and form.is_valid():
        key = kept.keep(request.session, form, consultation)
        after = urlencode({"next": reverse("consultations:edit-draft", args=[key])})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{after}")
    return _page(request, consultation, form)


def _write(request, consultation, draft=None):
    if request.method == "POST" and AUTOSAVED in request.headers:
        return _keep_by_itself(request, consultation, draft)
    complete = request.POST.get("deed") != "keep"
    form = WritingForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        consultation=consultation,
        complete=complete,
        initial=_initial(draft) if draft else {},
    )
    if request.method == "POST" and form.is_valid():
        saved = _save(request, consultation, form, draft)
        if saved.status != ContributionStatus.DRAFT:
            return redirect("consultations:filed", saved.key)
        if complete:
            return redirect("consultations:verify", saved.key)
        messages.success(request, _("Votre brouillon est gardé."))
        return redirect("consultations:edit-draft", saved.key)
    return _page(request, consultation, form, draft)


def _keep_by_itself(request, consultation, draft):
    """What the page sends while one writes: the words only. Neither a file nor a consent is given without a button."""
    form = WritingForm(request.POST, user=request.user, consultation=consultation, complete=False)
    if not form.is_valid():
        return JsonResponse({}, status=422)
    key = draft.key if draft else form.cleaned_data["key"]
    actions.save_draft(by=request.user, consultation=consultation, key=key, **kept.draft_fields(form))
    return JsonResponse({"bases": {}, "collided": False, "at": hour(clock.now())})


@transaction.atomic
def _save(request, consultation, form, draft):
    """One form, one whole: the words, the file and the name are kept together or not at all."""
    data, user = form.cleaned_data, request.user
    key = draft.key if draft else data["key"]
    already = Contribution.objects.filter(key=key, author=user).exclude(status=ContributionStatus.DRAFT).first()
    if already:
        if (already.title, already.text) == (data["title"], data["text"]):  # the same form sent again
            return already
        key = uuid.uuid4()  # other words in a page that the browser had kept: another contribution
        messages.info(request, _("La précédente est déposée et ne change plus : ceci en est une nouvelle."))
    saved = actions.save_draft(by=user, consultation=consultation, key=key, **kept.draft_fields(form))
    if file := data.get("attachment"):
        actions.attach_file(saved, by=user, name=file.name, content=file.content, content_type=file.content_type)
    if data.get("name"):
        actions.change_name_consent(user, by=user, name=data["name"], name_is_public=data["name_is_public"])
    return saved


def _ask_to_wait(request, consultation, minutes):
    """429 with the form as it was filled: the words stay on the page, ready to be sent again."""
    complete = request.POST.get("deed") != "keep"
    form = WritingForm(request.POST, user=request.user, consultation=consultation, complete=complete)
    said = ngettext(
        "Beaucoup de textes en peu de temps : attendez %(count)s minute, puis envoyez de nouveau. "
        "Le vôtre n’est pas encore gardé : laissez cette page ouverte.",
        "Beaucoup de textes en peu de temps : attendez %(count)s minutes, puis envoyez de nouveau. "
        "Le vôtre n’est pas encore gardé : laissez cette page ouverte.",
        minutes,
    )
    form.add_error(None, said % {"count": minutes})
    if request.FILES:
        form.add_error(None, _("Le fichier sera à joindre de nouveau."))
    return _page(request, consultation, form, status=429)


def _page(request, consultation, form, draft=None, status=200):
    context = {
        "consultation": consultation,
        "form": form,
        "draft": draft,
        "is_open": consultation.permits(Permission.CONTRIBUTE),
        "others": _open_to(request.user).exclude(pk=consultation.pk),
        "drafts": _drafts(request.user).exclude(key=draft.key if draft else None),
    }
    return render(request, "consultations/contributions/write.html", context, status=status)


def _initial(draft):
    names = ("key", "question", "title", "text", "municipality", "organisation", "name_is_public")
    return {**{name: getattr(draft, name) for name in names}, "policy_areas": draft.policy_areas.all()}


def _open_to(user):
    return Consultation.objects.visible_to(user).permitting(Permission.CONTRIBUTE)


def _consultation(request):
    """The one that the address names, even closed meanwhile, since words may be on their way; else the newest open."""
    slug = request.GET.get("concertation")
    if slug:
        return get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug[:120])
    return _open_to(request.user).first()


def _drafts(user):
    mine = Contribution.objects.filter(author=user) if user.is_authenticated else Contribution.objects.none()
    return mine.filter(status=ContributionStatus.DRAFT).order_by("-created_at", "-pk")


def _my_contribution(request, key):
    mine = Contribution.objects.filter(author=request.user).select_related(
        "consultation", "organisation", "author", "replaces__consultation"
    )
    found = mine.filter(key=key).first()
    if found is None:
        raise Http404
    return found
