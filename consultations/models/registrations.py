from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Department, Organisation, Person
from consultations.models.meetings import Meeting
from essportal.constraints import one_of


class RegistrationStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("inscrite")
    WAITING = "waiting", _("en liste d’attente")
    CANCELLED = "cancelled", _("annulée")


class Registration(models.Model):
    """Someone comes to a meeting, or waits for a place in it; then they were there, or not (*émargement*)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="registrations")
    # Nobody: somebody without an account, registered by the team under a name.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="registrations")
    name = models.CharField(_("nom"), max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="registrations")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="registrations")
    status = models.CharField(max_length=12, choices=RegistrationStatus)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Unknown until the sheet is filled.
    attended = models.BooleanField(_("présent"), null=True, blank=True)

    class Meta:
        ordering = ["registered_at", "pk"]
        constraints = [
            one_of("status", RegistrationStatus, name="registration_status_known"),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=~Q(status="cancelled"),
                name="registration_of_a_person_once",
            ),
            models.CheckConstraint(
                name="registration_cancelled_has_moment",
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | ~Q(status="cancelled") & Q(cancelled_at__isnull=True),
            ),
        ]
        verbose_name = _("inscription")

    def __str__(self):
        return self.name or str(self.person)
