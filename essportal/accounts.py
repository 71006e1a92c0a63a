"""How allauth behaves here: a person is an e-mail address, proved by a code."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_email
from django.conf import settings

from essportal.emails import one_line
from essportal.tasks import deliver_email


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """Queue it: known and unknown addresses then answer in the same time, even with the mail server down."""
        message = self.render_mail(template_prefix, email, {"email": email, "site_url": settings.SITE_URL, **context})
        deliver_email.defer(subject=one_line(message.subject), body=message.body, to=email)

    def populate_username(self, request, user):
        """There is no user name."""

    def clean_email(self, email):
        return super().clean_email(email.strip().lower())

    def save_user(self, request, user, form, commit=True):
        user_email(user, form.cleaned_data["email"])
        user.set_unusable_password()
        if commit:
            user.save()
        return user
