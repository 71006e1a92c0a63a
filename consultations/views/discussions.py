"""What is said about a contribution or a synthesis point, and how the team keeps it readable."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.moderation import HideCommentForm
from consultations.models import Comment, Contribution, Discussion, SynthesisPoint
from consultations.selectors.conversation import PAGE, THREADS, around, comment_form
from consultations.views.limits import minutes_to_wait
from essportal.policies import require


def discuss_contribution(request, reference):
    visible = Contribution.objects.visible_to(request.user).select_related("consultation")
    return _discuss(request, get_object_or_404(visible, reference=reference))


def discuss_point(request, reference):
    return _discuss(request, _point(request, reference))


def take_back_comment(request, pk):
    comment = _comment(request, pk)
    require(policies.can_take_back_comment, request.user, comment)
    if request.method == "POST":
        actions.take_back_comment(comment, by=request.user)
        messages.success(request, _("Votre message est retiré. Les réponses qu’il a reçues restent."))
        return redirect(place_of(comment))
    context = {"comment": comment, "back": place_of(comment)}
    return render(request, "consultations/discussions/take_back.html", context)


def hide_comment(request, pk):
    require(policies.can_run_consultations, request.user)
    comment = _comment(request, pk)
    form = HideCommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide_comment(comment, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le message est masqué. Son auteur le reçoit avec le motif."))
        return redirect(place_of(comment))
    context = {"comment": comment, "form": form, "back": place_of(comment)}
    return render(request, "consultations/discussions/hide.html", context)


@require_POST
def show_comment(request, pk):
    require(policies.can_run_consultations, request.user)
    comment = actions.show_comment(_comment(request, pk), by=request.user)
    messages.success(request, _("Le message est montré de nouveau."))
    return redirect(place_of(comment))


@require_POST
def move_discussion(request, about, reference, deed):
    require(policies.can_run_consultations, request.user)
    if about == "point":
        subject = _point(request, reference)
    else:
        subject = get_object_or_404(Contribution.objects.visible_to(request.user), reference=reference)
    {"close": actions.close_discussion, "reopen": actions.reopen_discussion}[deed](subject, by=request.user)
    said = _("La discussion est close.") if deed == "close" else _("La discussion est rouverte.")
    messages.success(request, said)
    return redirect(f"{subject.get_absolute_url()}#discussion")


def place_of(comment) -> str:
    """The page of its thread, at the message."""
    first = comment.parent or comment
    before = comment.discussion.comments.filter(parent=None, at__lt=first.at).count()
    page = f"?{PAGE}={before // THREADS + 1}" if before >= THREADS else ""
    return f"{comment.discussion.subject.get_absolute_url()}{page}#m{comment.pk}"


def _discuss(request, subject):
    """The form alone on its page: to reply to one message, or to mend what was refused."""
    about = {"contribution" if isinstance(subject, Contribution) else "point": subject}
    found = Discussion.objects.filter(**about).first()
    asked = request.POST.get("parent") or request.GET.get("a", "")
    parent = found and found.comments.filter(parent=None, pk=asked if asked.isdecimal() else 0).first()
    form = comment_form(request, found, request.POST or None, parent)
    if request.method == "POST" and (minutes := minutes_to_wait(request, Comment)):
        return _ask_to_wait(request, subject, form, parent, minutes)
    if request.method == "POST" and form.is_valid():
        comment = actions.say(subject, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre message est publié."))
        return redirect(place_of(comment))
    return _say(request, subject, form, parent)


def _ask_to_wait(request, subject, form, parent, minutes):
    said = ngettext(
        "Beaucoup de messages en peu de temps : attendez %(count)s minute, puis envoyez de nouveau.",
        "Beaucoup de messages en peu de temps : attendez %(count)s minutes, puis envoyez de nouveau.",
        minutes,
    )
    form.add_error(None, said % {"count": minutes})
    return _say(request, subject, form, parent, status=429)


def _say(request, subject, form, parent, status=200):
    context = {**around(subject, request, form), "parent": parent, "back": f"{subject.get_absolute_url()}#discussion"}
    return render(request, "consultations/discussions/say.html", context, status=status)


def _point(request, reference):
    visible = SynthesisPoint.objects.visible_to(request.user).select_related("consultation")
    return get_object_or_404(visible, reference=reference)


def _comment(request, pk):
    known = Comment.objects.select_related("organisation", "parent", "discussion__contribution", "discussion__point")
    comment = get_object_or_404(known, pk=pk)
    subject = comment.discussion.subject
    if not type(subject).objects.visible_to(request.user).filter(pk=subject.pk).exists():
        raise Http404
    return comment
