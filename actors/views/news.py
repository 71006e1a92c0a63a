"""Receiving the news by e-mail: a visitor's address, someone's choices, and the one click that stops them."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from actors import actions, digests, emails_news
from actors.forms.news import NewsChoicesForm, SubscribeForm

DAY_SECONDS = 86_400


@login_not_required
def subscribe(request):
    """The answer is the same whether or not the address is known."""
    if request.user.is_authenticated:
        return redirect("actors:news-choices")
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="subscribe", key=form.cleaned_data["email"]):
            return render(request, "429.html", status=429)
        actions.subscribe(**form.cleaned_data)
        return redirect("actors:subscribe-sent")
    return render(request, "actors/news/subscribe.html", {"form": form})


@require_safe
@login_not_required
def subscribe_sent(request):
    return render(request, "actors/news/sent.html", {"days": emails_news.LINK_DAYS})


@login_not_required
def confirm_subscription(request, token):
    """The link opens one button; only the button subscribes, and once."""
    pk, nonce = _read(token, emails_news.SUBSCRIBE, emails_news.LINK_DAYS * DAY_SECONDS) or (None, None)
    confirmed = None
    if request.method == "POST" and pk:
        confirmed = actions.confirm_subscription(pk, nonce)
    if confirmed is None and (pk is None or request.method == "POST"):
        return render(request, "actors/news/expired.html", status=404)
    context = {
        "confirmed": confirmed,
        "last_day": confirmed and digests.ends_on(confirmed),
        "stop": confirmed and emails_news.stop_address(confirmed),
    }
    return render(request, "actors/news/confirm.html", context)


@csrf_exempt  # RFC 8058: mail programs post here by themselves, without a page; the address can only stop e-mails
@login_not_required
def unsubscribe(request, token):
    kind, pk = _read(token, emails_news.UNSUBSCRIBE) or (None, None)
    if pk is None:
        return render(request, "actors/news/expired.html", status=404)
    if request.method == "POST":
        (actions.stop_digest if kind == "person" else actions.unsubscribe)(pk)
    context = {"is_done": request.method == "POST", "is_person": kind == "person"}
    return render(request, "actors/news/unsubscribe.html", context)


def news_choices(request):
    person = request.user
    form = NewsChoicesForm(request.POST or None, cadences=digests.cadences(person))
    if request.method == "POST" and form.is_valid():
        actions.choose_news(person, cadences=form.cleaned_data)
        messages.success(request, _("Vos choix sont enregistrés."))
        return redirect("actors:news-choices")
    return render(request, "actors/news/choices.html", {"form": form})


def _read(token, salt, max_age=None) -> list | None:
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
