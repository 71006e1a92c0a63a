"""The information pages at work: edited, previewed, and every text of theirs that was ever shown."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors import actions, policies
from actors.editable import subject_of
from actors.forms.pages import AuditForm, NewWordForm, PageTextForm, WordForm
from actors.models import AccessibilityAudit
from essportal import pages, slots
from essportal.models import PageText
from essportal.policies import require


@require_safe
def pages_desk(request):
    require(policies.can_edit_pages, request.user)
    newest = {text.key: text for text in PageText.objects.newest().select_related("by")}
    words = pages.glossary()
    used = {word.key for word in words}
    context = {
        "pages": [(page, newest.get(page.key)) for page in pages.PAGES.values()],
        "words": words,
        "removed": [text for key, text in newest.items() if key.startswith(pages.WORD_PREFIX) and key not in used],
    }
    return render(request, "actors/pages/desk.html", context)


def edit_page(request, key):
    subject = _subject(key)
    require(policies.can_edit_page, request.user, key)
    newest = pages.current(key)
    form = _form(request, subject, newest)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "apercu" not in request.POST:
            return _save(request, subject, newest, form)
        preview = form.cleaned_data["text"]
    context = {"subject": subject, "form": form, "newest": newest, "preview": preview}
    context["can_edit_pages"] = policies.can_edit_pages(request.user)
    return render(request, "actors/pages/edit.html", context)


@require_safe
def page_history(request, key):
    subject = _subject(key)
    require(policies.can_edit_page, request.user, key)
    texts = list(PageText.objects.filter(key=key).select_related("by"))
    before = {text.number: text.text for text in texts}
    for text in texts:
        text.before = before.get(text.number - 1, subject.first) or subject.first
    slots.fill("page-difference", texts, request.user)
    return render(request, "actors/pages/history.html", {"subject": subject, "texts": texts})


@require_POST
def restore_page(request, key, number):
    """An old text comes back as a new one; number 0 is the first text of the page."""
    subject = _subject(key)
    require(policies.can_edit_page, request.user, key)
    newest = pages.current(key)
    if newest is None:
        raise Http404
    old = get_object_or_404(PageText, key=key, number=number) if number else None
    words = {"text": old.text, "title": old.title} if old else subject.restored
    note = _("Texte n° %(n)s repris") % {"n": number} if old else _("Premier texte repris")
    actions.write_page(key, by=request.user, base=newest.number, note=note, **words)
    messages.success(request, _("Le texte est repris : chacun le lit de nouveau."))
    return redirect("actors:page-history", key)


def remove_word(request, key):
    """A word leaves the glossary; its history stays, and may bring it back."""
    subject = _subject(key)
    require(policies.can_edit_pages, request.user)
    if key not in {word.key for word in pages.glossary()}:
        raise Http404
    if request.method == "POST":
        newest = pages.current(key)
        number = newest.number if newest else 0
        actions.write_page(key, by=request.user, base=number, text="", title=subject.label, note=_("Mot retiré"))
        messages.success(request, _("Le mot est retiré du glossaire."))
        return redirect(f"{reverse('actors:pages')}#glossaire")
    return render(request, "actors/pages/remove_word.html", {"subject": subject})


def new_word(request):
    require(policies.can_edit_pages, request.user)
    form = NewWordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        removed = pages.current(form.key)
        actions.write_page(form.key, by=request.user, base=removed.number if removed else 0, **form.cleaned_data)
        messages.success(request, _("Le mot est dans le glossaire."))
        return redirect(f"{reverse('actors:pages')}#glossaire")
    return render(request, "actors/pages/new_word.html", {"form": form})


def audits(request):
    require(policies.can_record_audit, request.user)
    form = AuditForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_audit(by=request.user, **form.cleaned_data)
        messages.success(request, _("L’audit est enregistré : le pied de chaque page dit son résultat."))
        return redirect("actors:audits")
    recorded = AccessibilityAudit.objects.select_related("recorded_by")
    return render(request, "actors/pages/audits.html", {"form": form, "audits": recorded})


@require_POST
def cancel_audit(request, pk):
    require(policies.can_record_audit, request.user)
    actions.cancel_audit(get_object_or_404(AccessibilityAudit, pk=pk), by=request.user)
    messages.success(request, _("L’audit est annulé."))
    return redirect("actors:audits")


def _subject(key):
    subject = subject_of(key)
    if subject is None:
        raise Http404
    return subject


def _form(request, subject, newest):
    initial = {"text": _words(subject, newest), "title": subject.label, "base": newest.number if newest else 0}
    kind = WordForm if subject.is_word else PageTextForm
    return kind(request.POST or None, newest=newest, initial=initial)


def _words(subject, newest):
    """What is read there now."""
    return newest.text if newest and newest.text else subject.first


def _save(request, subject, newest, form):
    words = {name: form.cleaned_data[name] for name in ("text", "title", "base", "note") if name in form.cleaned_data}
    if (words["text"], words.get("title", subject.label)) == (_words(subject, newest), subject.label):
        messages.info(request, _("Le texte n’a pas changé : rien n’est enregistré."))
    else:
        actions.write_page(subject.key, by=request.user, **words)
        messages.success(request, _("Le texte est enregistré : chacun le lit dès maintenant."))
    return redirect(subject.url)
