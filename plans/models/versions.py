import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal.constraints import one_of
from essportal.errors import Refused
from essportal.models import READ_AND_ADD
from plans.models.clauses import Clause, Revision
from plans.models.invitations import ReviewInvitation
from plans.models.plan import Plan


class VersionStatus(models.TextChoices):
    FROZEN = "frozen", _("gelée")
    IN_REVIEW = "in_review", _("soumise à relecture")
    REVIEWED = "reviewed", _("relue")
    TO_VOTE = "to_vote", _("soumise à délibération")
    ADOPTED = "adopted", _("adoptée")
    REJECTED = "rejected", _("rejetée")
    OUTDATED = "outdated", _("dépassée")
    REPLACED = "replaced", _("remplacée")


NEXT = {
    VersionStatus.FROZEN: {VersionStatus.IN_REVIEW, VersionStatus.OUTDATED},
    VersionStatus.IN_REVIEW: {VersionStatus.REVIEWED, VersionStatus.OUTDATED},
    VersionStatus.REVIEWED: {VersionStatus.TO_VOTE, VersionStatus.OUTDATED},
    VersionStatus.TO_VOTE: {VersionStatus.ADOPTED, VersionStatus.REJECTED, VersionStatus.OUTDATED},
    VersionStatus.REJECTED: {VersionStatus.TO_VOTE, VersionStatus.OUTDATED},
    VersionStatus.ADOPTED: {VersionStatus.REPLACED},
    VersionStatus.OUTDATED: set(),
    VersionStatus.REPLACED: set(),
}
UNDER_WAY = [VersionStatus.FROZEN, VersionStatus.IN_REVIEW, VersionStatus.REVIEWED, VersionStatus.TO_VOTE]


class VersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and (user.is_ess_team or user.is_general_management):
            return self
        submitted = self.filter(submitted_at__isnull=False)
        if user.is_authenticated and (user.is_elected or user.is_secretariat):
            return submitted
        invited = Q(pk__in=ReviewInvitation.objects.open_to(user).values("version"))
        return submitted.filter(Q(is_public=True) | invited)

    def in_force(self):
        return self.filter(status=VersionStatus.ADOPTED).order_by("-number")


class Version(models.Model):
    """One frozen, sealed text of a plan. Its status may move; its words never do."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["status", "submitted_at", "is_public", "review_closes_on", "review_closed_at"],
    }

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("titre du plan"), max_length=200)
    note = models.TextField(_("pourquoi cette version"))
    status = models.CharField(max_length=10, choices=VersionStatus, default=VersionStatus.FROZEN)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pin_count = models.PositiveIntegerField()
    reply_count = models.PositiveIntegerField()
    seal = models.CharField(max_length=64, unique=True)
    is_public = models.BooleanField(_("publique"), default=True)
    submitted_at = models.DateTimeField(null=True)
    review_closes_on = models.DateField(_("fin de la relecture"), null=True)
    review_closed_at = models.DateTimeField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            one_of("status", VersionStatus, name="version_status_known"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status=VersionStatus.IN_REVIEW),
                name="version_one_in_review_per_plan",
                violation_error_message=_("Une version de ce plan est déjà en relecture."),
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status=VersionStatus.ADOPTED), name="version_one_adopted_per_plan"
            ),
            models.CheckConstraint(name="version_has_a_seal", condition=Q(seal__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="version_first_or_has_previous", condition=Q(number=1) | Q(previous__isnull=False)
            ),
            models.CheckConstraint(
                name="version_submitted_has_moment",
                condition=Q(status__in=["frozen", "outdated"]) | Q(submitted_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_version_is_frozen_once_made",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.plan_id, NEW.number, NEW.title, NEW.note, NEW.previous_id, NEW.frozen_at, NEW.frozen_by_id,
                    NEW.pin_count, NEW.reply_count, NEW.seal)
                   IS DISTINCT FROM
                   (OLD.plan_id, OLD.number, OLD.title, OLD.note, OLD.previous_id, OLD.frozen_at, OLD.frozen_by_id,
                    OLD.pin_count, OLD.reply_count, OLD.seal)
                THEN RAISE EXCEPTION 'a version is frozen once made' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        verbose_name = _("version")

    def __str__(self):
        return gettext("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("plans:version", args=[self.number])

    @property
    def short_seal(self):
        """The first sixteen signs, by four, as people compare them."""
        return " ".join(self.seal[i : i + 4] for i in range(0, 16, 4))

    @property
    def is_adopted(self):
        return self.status in (VersionStatus.ADOPTED, VersionStatus.REPLACED)

    def can_move_to(self, status):
        return status in NEXT[self.status]

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(
                gettext("La version %(number)s est %(status)s : cette étape n’est plus possible.")
                % {"number": self.number, "status": self.get_status_display()},
                way_out=(gettext("Voir la version"), self.get_absolute_url()),
            )
        self.status = status


class Pin(models.Model):
    """Which revision of which clause a version holds, where, and the fingerprint of that entry."""

    app_may = READ_AND_ADD

    version = models.ForeignKey(Version, models.PROTECT, related_name="pins")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="pins")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="pins")
    position = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="pin_one_revision_per_clause"),
            models.UniqueConstraint(fields=["version", "position"], name="pin_position_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="pins_stay", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_pin_after_the_seal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF NEW.position >= (SELECT pin_count FROM plans_version WHERE id = NEW.version_id FOR SHARE)
                THEN RAISE EXCEPTION 'a version is frozen once made' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.version}: {self.label}"
