"""A vote of priorities: each voter shares out the same number of points among synthesis points."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from consultations.models.bodies import Body, Seat
from consultations.models.consultations import Consultation, Permission
from consultations.models.meetings import Meeting, Workshop
from consultations.models.synthesis import SynthesisPoint
from consultations.models.timed import Asked, Stage, Timed, own_dates
from essportal.constraints import one_of

MOST_POINTS = 1_000


class Voters(models.TextChoices):
    ORGANISATIONS = "organisations", _("les organisations vérifiées, un bulletin chacune")
    BODY = "body", _("les sièges d’une instance, un bulletin chacun")
    TABLES = "tables", _("les tables d’une fabrique, saisies par l’équipe")


class PrioritisationQuerySet(Timed):
    permission = Permission.PRIORITISE

    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self.timed()
        return self.begun().filter(consultation__in=Consultation.objects.visible_to(user).values("pk"))

    def known(self):
        """Over, and what was voted is read by everyone: it never opens again."""
        return self.over_by_its_dates().filter(ballots__isnull=False).distinct()


class Prioritisation(Asked):
    """Which synthesis points come first, for those who vote."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="prioritisations")
    voters = models.CharField(_("qui vote"), max_length=14, choices=Voters, default=Voters.ORGANISATIONS)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="prioritisations", verbose_name=_("instance")
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="prioritisations", verbose_name=_("fabrique")
    )
    points_each = models.PositiveSmallIntegerField(_("points à répartir"), default=10)
    is_secret = models.BooleanField(
        _("secret jusqu’à la clôture"),
        default=True,
        help_text=_("Jusque-là, on ne voit que le nombre de bulletins, l’équipe comme les autres."),
    )

    objects = PrioritisationQuerySet.as_manager()

    class Meta(Asked.Meta):
        constraints = [
            one_of("voters", Voters, name="prioritisation_voters_known"),
            models.UniqueConstraint(fields=["consultation", "slug"], name="prioritisation_slug_once"),
            *own_dates("prioritisation"),
            models.CheckConstraint(
                name="prioritisation_shares_out_some_points", condition=Q(points_each__range=(1, MOST_POINTS))
            ),
            models.CheckConstraint(
                name="prioritisation_knows_its_voters",
                condition=Q(voters="organisations", body__isnull=True, meeting__isnull=True)
                | Q(voters="body", body__isnull=False, meeting__isnull=True)
                | Q(voters="tables", body__isnull=True, meeting__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rules_stay_once_opened",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
                func="""
                IF (OLD.voters, OLD.body_id, OLD.meeting_id, OLD.points_each, OLD.is_secret, OLD.published_at)
                   IS DISTINCT FROM
                   (NEW.voters, NEW.body_id, NEW.meeting_id, NEW.points_each, NEW.is_secret, NEW.published_at)
                   OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at
                THEN RAISE EXCEPTION 'the rules of an open vote stay' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            )
        ]
        verbose_name = _("vote de priorités")
        verbose_name_plural = _("votes de priorités")

    def get_absolute_url(self):
        return reverse("consultations:prioritisation", args=[self.consultation.slug, self.slug])

    @property
    def shows_results(self) -> bool:
        """Secret, nothing is known before the close, by anybody."""
        return self.stage == Stage.CLOSED or (self.stage == Stage.OPEN and not self.is_secret)


class Choice(models.Model):
    """A synthesis point that one may give points to."""

    prioritisation = models.ForeignKey(Prioritisation, models.CASCADE, related_name="choices")
    point = models.ForeignKey(SynthesisPoint, models.PROTECT, related_name="choices")

    class Meta:
        ordering = ["point__reference"]
        constraints = [models.UniqueConstraint(fields=["prioritisation", "point"], name="choice_once")]
        triggers = [
            pgtrigger.Trigger(
                name="choices_stay_once_opened",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT FROM consultations_prioritisation
                            WHERE id IN (OLD.prioritisation_id, NEW.prioritisation_id) AND published_at IS NOT NULL)
                THEN RAISE EXCEPTION 'the points of an open vote stay' USING ERRCODE = 'check_violation';
                END IF;
                RETURN COALESCE(NEW, OLD);
                """,
            )
        ]
        verbose_name = _("point soumis au vote")

    def __str__(self):
        return str(self.point_id)


class Ballot(models.Model):
    """One voter's; changed until the close. `group` is the college or the family on the day it was last given."""

    prioritisation = models.ForeignKey(Prioritisation, models.PROTECT, related_name="ballots")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    workshop = models.ForeignKey(Workshop, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(_("collège"), max_length=150)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prioritisation", "organisation"], name="one_ballot_per_organisation"),
            models.UniqueConstraint(fields=["prioritisation", "seat"], name="one_ballot_per_seat"),
            models.UniqueConstraint(fields=["prioritisation", "workshop"], name="one_ballot_per_table"),
            models.CheckConstraint(
                name="ballot_is_of_one_voter",
                condition=Q(organisation__isnull=False, seat__isnull=True, workshop__isnull=True)
                | Q(organisation__isnull=True, seat__isnull=False, workshop__isnull=True)
                | Q(organisation__isnull=True, seat__isnull=True, workshop__isnull=False),
            ),
        ]
        verbose_name = _("bulletin")

    def __str__(self):
        return str(self.pk)

    @property
    def voter(self):
        return self.organisation or self.seat or self.workshop


SUM_IS_RIGHT = """
IF EXISTS (
    SELECT FROM consultations_ballot ballot JOIN consultations_prioritisation vote ON vote.id = ballot.prioritisation_id
     WHERE ballot.id IN (OLD.ballot_id, NEW.ballot_id)
       AND (SELECT COALESCE(SUM(points), 0) FROM consultations_share WHERE ballot_id = ballot.id) <> vote.points_each)
THEN RAISE EXCEPTION 'a ballot shares out all of its points' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


class Share(models.Model):
    """How many points a ballot gives to a choice; none is not written."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="shares")
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="shares")
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "choice"], name="share_once"),
            models.CheckConstraint(name="share_gives_something", condition=Q(points__range=(1, MOST_POINTS))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="the_sum_is_right",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=SUM_IS_RIGHT,
            )
        ]
        verbose_name = _("points donnés")

    def __str__(self):
        return f"{self.choice_id}: {self.points}"
