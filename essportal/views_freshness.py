"""The page that asks once more that it is you, then goes on."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal import freshness
from essportal.forms import PortalForm


class CodeForm(PortalForm):
    code = forms.CharField(
        label=gettext_lazy("Code à six chiffres"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args, accepts=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.accepts = accepts

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        if not self.accepts(code):
            raise ValidationError(_("Code incorrect : recopiez les six chiffres du dernier courriel reçu."))
        return code


def prove(request):
    """GET sends nothing: the code leaves when one asks for it."""
    after = _after(request)
    if request.method == "POST" and "envoyer" in request.POST:
        if not ratelimit.consume(request, action="prove_identity", user=request.user):
            return render(request, "429.html", status=429)
        freshness.send_code(request)
        return redirect(f"{reverse('prove')}?{urlencode({'next': after})}")
    is_typing = request.method == "POST"
    if is_typing and not freshness.has_code(request):
        messages.warning(request, _("Ce code n’est plus valable. Demandez-en un autre."))
        return redirect(f"{reverse('prove')}?{urlencode({'next': after})}")
    form = CodeForm(request.POST if is_typing else None, accepts=lambda typed: freshness.accept_code(request, typed))
    if is_typing and form.is_valid():
        return redirect(after)
    context = {"form": form if freshness.has_code(request) else None, "after": after}
    return render(request, "essportal/prove.html", context)


def _after(request) -> str:
    """Where to go once it is done: inside the portal only."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/mon-espace/"
