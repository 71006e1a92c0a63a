import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused
from plans.models.clauses import Clause
from plans.models.plan import Plan
from plans.models.versions import Version


class Fate(models.TextChoices):
    KEPT = "kept", _("gardée")
    CHANGED = "changed", _("changée")
    DROPPED = "dropped", _("abandonnée")


class SuccessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team works on it; once published, whoever may read the text that it starts from."""
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(published_at__isnull=False, version__in=Version.objects.visible_to(user))


class Succession(models.Model):
    """A plan that follows another one, and starts from one of its versions: what becomes of each of its clauses."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="succession")
    version = models.ForeignKey(Version, models.PROTECT, related_name="successions")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("reprise du plan précédent")

    def __str__(self):
        return gettext("Du plan « %(before)s » à « %(after)s »") % {"before": self.version.plan, "after": self.plan}

    def get_absolute_url(self):
        return reverse("plans:succession-account", args=[self.plan.slug])

    @property
    def is_published(self):
        return self.published_at is not None

    def refuse_once_published(self):
        if self.is_published:
            raise Refused(gettext("Le bilan de reprise est publié : il ne change plus."))


class Succeeded(models.Model):
    """What becomes of one clause of the plan before, why, and the clause that takes its place."""

    succession = models.ForeignKey(Succession, models.PROTECT, related_name="decisions")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    fate = models.CharField(_("ce qu’elle devient"), max_length=10, choices=Fate)
    reason = models.CharField(_("pourquoi"), max_length=500)
    successor = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="succeeds")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("fate", Fate, name="succeeded_fate_known"),
            models.UniqueConstraint(fields=["succession", "clause"], name="succeeded_once"),
            models.CheckConstraint(name="succeeded_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="succeeded_has_successor_unless_dropped",
                condition=Q(fate="dropped", successor__isnull=True) | ~Q(fate="dropped") & Q(successor__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_account_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT FROM plans_succession s WHERE s.published_at IS NOT NULL
                           AND s.id = CASE TG_OP WHEN 'DELETE' THEN OLD.succession_id ELSE NEW.succession_id END)
                THEN RAISE EXCEPTION 'a published account never changes' USING ERRCODE = 'check_violation';
                END IF;
                RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]
        verbose_name = _("clause reprise")

    def __str__(self):
        return f"{self.clause} : {self.get_fate_display()}"
