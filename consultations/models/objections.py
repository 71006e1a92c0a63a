import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from consultations.models.synthesis import SynthesisPoint
from essportal.constraints import one_of


class ObjectionOutcome(models.TextChoices):
    UPHELD = "upheld", _("prise en compte")
    PARTLY = "partly", _("prise en compte en partie")
    REJECTED = "rejected", _("non retenue")


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone reads one once the team has answered it; until then its author, their organisation and the team."""
        if user.is_authenticated and user.is_ess_team:
            return self
        seen = self.filter(point__in=SynthesisPoint.objects.visible_to(user))
        answered = Q(answered_at__isnull=False)
        if not user.is_authenticated:
            return seen.filter(answered)
        return seen.filter(answered | Q(author=user) | Q(organisation__in=user.organisation_ids))

    def waiting(self):
        return self.filter(answered_at__isnull=True)


class Objection(models.Model):
    """Someone whose words a point gathers says that it does not tell them. The team answers, with a reason."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["organisation", "outcome", "answer", "answered_by", "answered_at", "is_hidden"],
    }

    point = models.ForeignKey(SynthesisPoint, models.PROTECT, related_name="objections")
    # The version that was contested.
    version = models.PositiveIntegerField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="objections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="objections")
    text = models.TextField(_("ce qui ne va pas"))
    filed_at = models.DateTimeField()
    outcome = models.CharField(_("suite donnée"), max_length=12, choices=ObjectionOutcome, blank=True)
    answer = models.TextField(_("réponse et motif"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_hidden = models.BooleanField(
        _("ne pas montrer au public le texte de l’objection"),
        default=False,
        help_text=_("S’il met en cause une personne. La réponse reste publique."),
    )

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        constraints = [
            one_of("outcome", ObjectionOutcome, name="objection_outcome_known", or_empty=True),
            models.CheckConstraint(
                name="objection_answered_with_a_reason",
                condition=Q(answered_at__isnull=True, outcome="", answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="") & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                fields=["point", "author"],
                condition=Q(answered_at__isnull=True),
                name="objection_waiting_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="objections_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="words_of_objections_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.text, NEW.filed_at, NEW.point_id, NEW.author_id, NEW.version)
                   IS DISTINCT FROM (OLD.text, OLD.filed_at, OLD.point_id, OLD.author_id, OLD.version)
                   OR OLD.answered_at IS NOT NULL
                      AND (NEW.answer, NEW.outcome, NEW.answered_at)
                          IS DISTINCT FROM (OLD.answer, OLD.outcome, OLD.answered_at)
                THEN RAISE EXCEPTION 'an objection and its answer never change' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        verbose_name = _("objection")

    def __str__(self):
        return self.text[:60]

    @property
    def signature(self):
        """As a contribution is signed: the organisation; a name only with the person's consent."""
        if self.organisation_id:
            return str(self.organisation)
        author = self.author
        return author.name if author.name_is_public and not author.erased_at and author.name else ""
