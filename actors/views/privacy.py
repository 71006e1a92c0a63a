"""What everyone may know of the use of personal data, and how to ask about one's own."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import actions, emails
from actors.forms.privacy import AskForm, AskFromOutsideForm
from actors.models import DataRequest, RequestStatus
from actors.processing import REGISTER

DAY_SECONDS = 86_400


@require_safe
@login_not_required
def personal_data(request):
    return render(request, "essportal/personal_data.html", {"register": REGISTER})


@login_not_required
def ask_dpo(request):
    """Anyone may ask: who has no account proves their address by the link that leaves to it."""
    known = request.user.is_authenticated
    form = (AskForm if known else AskFromOutsideForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = request.user.email if known else form.cleaned_data["email"]
        if not ratelimit.consume(request, action="data_request", key=key):
            return render(request, "429.html", status=429)
        if known:
            asked = actions.ask_dpo(request.user, **form.cleaned_data)
            messages.success(request, _("Votre demande est partie."))
            return redirect(asked)
        actions.ask_dpo_from_outside(**form.cleaned_data)
        return redirect("actors:request-sent")
    return render(request, "actors/privacy/ask.html", {"form": form})


@require_safe
@login_not_required
def request_sent(request):
    return render(request, "actors/privacy/sent.html")


@login_not_required
def confirm_request(request, token):
    """The link of the e-mail opens one button; only the button starts the clock."""
    asked = _of_token(token)
    if asked is None:
        return render(request, "actors/privacy/expired.html", status=404)
    if request.method == "POST":
        asked = actions.confirm_data_request(asked)
    return render(request, "actors/privacy/confirm.html", {"asked": asked})


@require_safe
def my_request(request, reference):
    mine = DataRequest.objects.filter(person=request.user).exclude(status=RequestStatus.UNCONFIRMED)
    return render(request, "actors/privacy/request.html", {"asked": get_object_or_404(mine, reference=reference)})


def _of_token(token) -> DataRequest | None:
    try:
        pk = signing.loads(token, salt=emails.SALT, max_age=emails.LINK_DAYS * DAY_SECONDS)
    except signing.BadSignature:
        return None
    return DataRequest.objects.filter(pk=pk).first()
