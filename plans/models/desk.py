"""What the drafting desk keeps beside the text: drafts, who is on a clause, and what people disagree about."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from essportal.models import READ_AND_ADD
from plans.models.clauses import Clause, Revision


class ClauseDraft(models.Model):
    """What one person typed on one clause and has not saved: read by them alone, gone once saved. Not a revision."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="drafts")
    base = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=250, blank=True)
    text = models.TextField(_("texte"), blank=True)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "clause"], name="clause_draft_once_each")]
        verbose_name = _("brouillon")

    def __str__(self):
        return f"{self.clause_id} {self.person_id}"


class Presence(models.Model):
    """Someone had this clause open in the editor at that moment."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "clause"], name="presence_once_each")]
        verbose_name = _("présence")

    def __str__(self):
        return f"{self.clause_id} {self.person_id}"


class Disagreement(models.Model):
    """What people do not agree about on a clause: kept, with who holds what, until closed with a reason."""

    app_may = READ_AND_ADD | {"update": ["closed_at", "closed_by", "conclusion"]}

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="disagreements")
    subject = models.CharField(_("sur quoi porte le désaccord"), max_length=250)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    conclusion = models.CharField(_("comment il se conclut"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="disagreement_is_about_something", condition=~Q(subject="")),
            models.CheckConstraint(
                name="disagreement_closed_says_how",
                condition=Q(closed_at=None, closed_by=None, conclusion="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(conclusion=""),
            ),
        ]
        verbose_name = _("désaccord")

    def __str__(self):
        return self.subject

    @property
    def is_closed(self):
        return self.closed_at is not None


class Position(models.Model):
    """What one side holds. An organisation of the directory, or a name in words: a direction, a body, a college."""

    app_may = READ_AND_ADD

    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.CharField(_("qui"), max_length=150, blank=True)
    text = models.CharField(_("ce qui est soutenu"), max_length=500)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="position_has_one_holder",
                condition=Q(organisation__isnull=False, holder="") | Q(organisation=None) & ~Q(holder=""),
            ),
            models.CheckConstraint(name="position_says_what", condition=~Q(text="")),
        ]
        triggers = [pgtrigger.Protect(name="positions_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("position")

    def __str__(self):
        return f"{self.organisation or self.holder}: {self.text[:40]}"
