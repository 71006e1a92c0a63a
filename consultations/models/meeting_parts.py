"""What goes with a meeting: who is invited, the documents sent before it, each person's own calendar address."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.meetings import Meeting
from essportal import clock


class MeetingInvitation(models.Model):
    """Someone expected at a meeting: a person of the portal, or an address that has no account yet."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="meeting_invitations")
    email = models.EmailField(_("adresse électronique"), blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meeting_invites_a_person_once"),
            models.UniqueConstraint(
                "meeting", Lower("email"), condition=~Q(email=""), name="meeting_invites_an_address_once"
            ),
            models.CheckConstraint(
                name="meeting_invitation_is_to_someone",
                condition=Q(person__isnull=False, email="") | Q(person__isnull=True) & ~Q(email=""),
            ),
        ]
        verbose_name = _("invitation à une rencontre")

    def __str__(self):
        return str(self.person or self.email)

    @property
    def address(self):
        """Where it is written to; nothing once the person is erased."""
        if self.person is None:
            return self.email
        return "" if self.person.erased_at else self.person.email


class MeetingDocument(models.Model):
    """A file sent before a meeting, or left after it: the day it was sent is part of the record."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    title = models.CharField(_("titre"), max_length=200)
    file = models.FileField(upload_to="meetings/")
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "sha256"], name="meeting_document_once")]
        verbose_name = _("document de rencontre")

    def __str__(self):
        return self.title

    @property
    def is_after(self):
        return self.sent_at > self.meeting.starts_at

    @property
    def is_late(self):
        """Sent after the day that the body's rule says; without a body, after the beginning."""
        last = last_day_for_documents(self.meeting)
        return self.is_after or (last is not None and clock.day_of(self.sent_at) > last)


def last_day_for_documents(meeting):
    """The last day to send documents in time; none for a meeting that no body holds."""
    if meeting.body is None:
        return None
    return clock.day_of(meeting.starts_at) - timedelta(days=meeting.body.documents_days)


class CalendarKey(models.Model):
    """The secret of a person's own calendar address: only its digest is stored, so that it is shown once."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_key")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("adresse d’agenda")

    def __str__(self):
        return str(self.made_at)
