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


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; the team holds the list."""
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def confirmed(self):
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def waiting(self):
        """In the order in which they came."""
        return self.filter(status=RegistrationStatus.WAITING).order_by("registered_at", "pk")

    def standing(self):
        return self.exclude(status=RegistrationStatus.CANCELLED)

    def with_names(self):
        return self.select_related("person", "organisation", "department")


class Registration(models.Model):
    """Someone comes to a meeting, or waits for a place in it; then they were there, or not (*émargement*)."""

    # A registration is cancelled, never deleted: who came and who waited stays countable.
    app_may = {"select": True, "insert": True, "update": True}

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="registrations")
    # Drawn with the form: sent twice, it registers once.
    key = models.UUIDField(unique=True, null=True, editable=False)
    # Nobody: somebody without an account, registered by the team under a name.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="registrations")
    name = models.CharField(_("nom"), max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="registrations")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="registrations")
    status = models.CharField(max_length=12, choices=RegistrationStatus)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Free words for the team (a step, an interpreter, a meal…), erased once the meeting is over.
    need = models.CharField(_("ce qu’il vous faut pour venir"), max_length=300, blank=True)
    # Unknown until the sheet is filled.
    attended = models.BooleanField(_("présent"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["registered_at", "pk"]
        indexes = [models.Index(fields=["meeting", "status", "registered_at"], name="registrations_of_a_meeting")]
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
        return self.called

    @property
    def called(self):
        """Their name for the team and for the sheet: never shown to the public."""
        if self.name:
            return self.name
        if self.person is None:
            return str(self.organisation or self.department or _("sans nom"))
        return self.person.pseudonym if self.person.erased_at else str(self.person)

    @property
    def for_whom(self):
        """What they come for; nothing in a personal capacity."""
        return str(self.organisation or self.department or "")
