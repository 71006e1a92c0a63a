from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person, Representative
from consultations.models import Body, Seat
from essportal import clock


class ReviewInvitationQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those of the organisations that this person speaks for, and of the bodies where they sit, that day."""
        if not person.is_authenticated:
            return self.none()
        day = clock.today()
        spoken_for = Representative.objects.valid_on(day).filter(person=person)
        sits = Seat.objects.valid_on(day).filter(person=person)
        return self.filter(
            Q(organisation__in=spoken_for.values("organisation")) | Q(body__in=sits.values("college__body"))
        )


class ReviewInvitation(models.Model):
    """An organisation or a body is asked to review one version: it reads it, leaves remarks and amends it."""

    version = models.ForeignKey("plans.Version", models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    objects = ReviewInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="review_invitation_is_of_one",
                condition=Q(organisation__isnull=False, body__isnull=True)
                | Q(organisation__isnull=True, body__isnull=False),
            ),
            models.UniqueConstraint(fields=["version", "organisation"], name="review_invitation_once_an_organisation"),
            models.UniqueConstraint(fields=["version", "body"], name="review_invitation_once_a_body"),
        ]
        verbose_name = _("invitation à relire")

    def __str__(self):
        return self.invited.name

    @property
    def invited(self) -> Organisation | Body:
        return self.organisation or self.body

    @property
    def capacity(self) -> str:
        """What stays beside the words of somebody who speaks for them."""
        return gettext("pour %(invited)s") % {"invited": self.invited.name}
