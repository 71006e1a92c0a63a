import secrets
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models.people import Person
from essportal import clock
from essportal.constraints import one_of
from essportal.news import Span, Topic

LEAVES_AT = time(7)  # in the authority's time zone
READ_BACK = timedelta(days=31)  # a digest never tells what is older, even after a long breakdown


class Cadence(models.TextChoices):
    DAILY = "daily", _("chaque jour")
    WEEKLY = "weekly", _("le lundi")
    NEVER = "never", _("jamais")

    def until(self) -> datetime | None:
        """The last moment at which such a digest was due: what happened after it waits for the next one."""
        if self == Cadence.NEVER:
            return None
        now = clock.now()
        day = clock.today()
        if self == Cadence.WEEKLY:
            day -= timedelta(days=day.weekday())
        moment = _at_seven(day)
        back = timedelta(days=7 if self == Cadence.WEEKLY else 1)
        return moment if moment <= now else _at_seven(day - back)


def _at_seven(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, LEAVES_AT))


# What is said of a topic before anybody chose: nobody gets the news of the whole process unasked.
DEFAULTS = {topic: Cadence.DAILY for topic in Topic} | {Topic.PROCESS: Cadence.NEVER}


class DigestChoice(models.Model):
    """How often someone gets the news of a topic, and up to when they have. No row: the default, and nothing sent yet.

    The rows of a person are the lock of their digest.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="digest_choices")
    topic = models.CharField(max_length=12, choices=Topic)
    cadence = models.CharField(max_length=8, choices=Cadence)
    sent_up_to = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["person", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="digest_choice_once_a_topic"),
            one_of("topic", Topic, name="digest_topic_known"),
            one_of("cadence", Cadence, name="digest_cadence_known"),
        ]
        verbose_name = _("choix de réception")

    def __str__(self):
        return f"{self.get_topic_display()}: {self.get_cadence_display()}"

    def span(self) -> Span | None:
        """What is due now; None when nothing is."""
        return due(Cadence(self.cadence), self.sent_up_to, self.person.joined_at)


def due(cadence: Cadence, sent_up_to: datetime | None, joined_at: datetime) -> Span | None:
    until = cadence.until()
    if until is None:
        return None
    since = max(sent_up_to or joined_at, until - READ_BACK)
    return Span(since, until) if since < until else None


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class Subscriber(models.Model):
    """An address without an account that gets the news of the process: once proved, and until it asks no more."""

    email = models.EmailField(_("adresse électronique"))
    # Drawn at each asking and emptied by the confirmation: a link confirms once.
    nonce = models.CharField(max_length=32, blank=True, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    sent_up_to = models.DateTimeField(null=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_once_an_address"),
            models.CheckConstraint(
                name="subscriber_confirmed_has_a_mark",
                condition=Q(confirmed_at__isnull=True, sent_up_to__isnull=True)
                | Q(confirmed_at__isnull=False, sent_up_to__isnull=False),
            ),
        ]
        verbose_name = _("abonné")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def draw(self) -> None:
        self.nonce, self.asked_at = secrets.token_hex(16), clock.now()
