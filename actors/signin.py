"""Signing in and signing up are one gesture: an e-mail address, proved by a code. A password is a later choice."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.account.models import EmailAddress
from django.core.validators import MaxLengthValidator
from django.db import transaction

from actors.models import Person


class EntryForm(RequestLoginCodeForm):
    """A code leaves for any address, known or not: the page, the e-mail and the delay are the same for everybody.

    Nobody has an account before the code comes back: until then the address is unproved and the person holds nothing.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        longest = Person._meta.get_field("email").max_length
        self.fields["email"].validators.append(MaxLengthValidator(longest))

    def clean_email(self):
        email = get_adapter().clean_email(super().clean_email())
        if self._user is None:
            self._user = _newcomer(email)
        return email


class PasswordForm(LoginForm):
    """For those who chose a password; nobody is asked for one when they come for the first time."""

    def _setup_password_field(self):
        """allauth drops it where signing up asks for none."""
        self.fields["password"].help_text = ""  # the page says what to do when it is forgotten


@transaction.atomic
def _newcomer(email):
    """None for a closed account: it receives no code, and nobody is told."""
    person, created = Person.objects.get_or_create(email=email, defaults={"password": "!"})
    if created:
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
    return person if person.is_active else None
