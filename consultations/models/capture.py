"""The address by which a table writes without an account: one table, the day of its meeting, revocable, write-only."""

import base64
import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from actors.models import Person
from consultations.models.contributions import Contribution
from consultations.models.meetings import MeetingStatus, Workshop
from essportal import clock

AFTER_MIDNIGHT = timedelta(hours=1)
WRITES = (MeetingStatus.ANNOUNCED, MeetingStatus.HELD)


def draw() -> str:
    return secrets.token_urlsafe(16)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class CaptureAddressQuerySet(models.QuerySet):
    def behind(self, secret: str):
        """The one that this secret opens: only its digest is stored."""
        return self.filter(digest=digest_of(secret))

    def valid(self):
        return self.filter(revoked_at=None)


class CaptureAddress(models.Model):
    """Whoever holds it writes at one table.

    The secret itself is nowhere: it is made from the draw and the portal's key, so that the sheets of the tables can be
    printed again, and that a copy of the database opens nothing.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="capture_addresses")
    drawn = models.CharField(max_length=32, default=draw, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = CaptureAddressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(revoked_at=None), name="capture_one_address_by_table"
            ),
        ]

    def __str__(self):
        return f"{self.workshop.meeting.reference}, {self.workshop}"

    def get_absolute_url(self):
        return reverse("consultations:capture", args=[self.secret])

    @property
    def secret(self) -> str:
        """24 signs, 144 bits: short enough for a QR code that an old phone reads."""
        made = salted_hmac("consultations.capture", self.drawn, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(made[:18]).decode()

    @property
    def is_whole(self) -> bool:
        """The portal's key has changed since: what is printed still opens, but it can no longer be printed again."""
        return digest_of(self.secret) == self.digest

    @property
    def opens_at(self):
        return midnight_of(self.workshop.meeting.starts_at)

    @property
    def closes_at(self):
        return closes_at(self.workshop.meeting)

    @property
    def state(self) -> str:
        """`revoked`, `early`, `over`, `shut` (the meeting receives nothing) or `open`."""
        now, meeting = clock.now(), self.workshop.meeting
        if self.revoked_at:
            return "revoked"
        if now >= self.closes_at:
            return "over"
        if meeting.status not in WRITES or meeting.consultation_id is None:
            return "shut"
        return "early" if now < self.opens_at else "open"


def closes_at(meeting):
    """The end of the meeting's day in Paris; an hour later when the meeting itself lasts until midnight or beyond."""
    midnight = midnight_of(meeting.starts_at, days=1)
    return midnight + AFTER_MIDNIGHT if meeting.ends_at >= midnight else midnight


def midnight_of(moment, days: int = 0):
    """The midnight that begins this day in Paris, or one of the next."""
    day = clock.day_of(moment) + timedelta(days=days)
    return datetime.combine(day, time(), timezone.get_default_timezone())


class CapturedIdea(models.Model):
    """Which address, and which device, an idea came from: it counts them, and lets that device take its own back."""

    app_may = {"select": True, "insert": True}

    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="captured")
    address = models.ForeignKey(CaptureAddress, models.PROTECT, related_name="ideas")
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["address", "at"], name="captured_by_address")]

    def __str__(self):
        return str(self.contribution_id)
