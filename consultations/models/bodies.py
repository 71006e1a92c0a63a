import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Agent, Department, ElectedMember, Municipality, Organisation, Person
from actors.models.dated import ValidOnDay, ends_after_start
from actors.models.departments import DateRange
from essportal import clock
from essportal.constraints import one_of


class BodyKind(models.TextChoices):
    FOLLOW_UP = "comite_de_suivi", _("comité de suivi")
    EXTRA_MUNICIPAL = "commission_extra_municipale", _("commission extra-municipale")
    TERRITORY = "comite_de_territoire", _("comité de territoire")
    STEERING = "comite_de_pilotage", _("comité de pilotage")
    TECHNICAL = "comite_technique", _("comité technique")
    INTER_DEPARTMENT = "groupe_inter_services", _("groupe inter-services")
    PROJECT = "groupe_projet", _("groupe projet")


# The authority's own business: shown to officials, correspondents and agents, not to everyone.
INNER = [BodyKind.STEERING, BodyKind.TECHNICAL, BodyKind.INTER_DEPARTMENT, BodyKind.PROJECT]
# Created by the council, for no longer than its own mandate (CGCT L2143-2).
OF_THE_COUNCIL = [BodyKind.EXTRA_MUNICIPAL]


def dates_between(*, inclusive=True):
    return DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=inclusive))


class CouncilTerm(models.Model):
    """A mandate of the authority's council: what it creates, and those it names, end with it at the latest."""

    starts_on = models.DateField(_("installation du conseil"))
    ends_on = models.DateField(_("dernier jour du mandat"))

    objects = ValidOnDay.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ends_after_start("council_term"),
            ExclusionConstraint(
                name="one_council_term_at_a_time",
                expressions=[(dates_between(), RangeOperators.OVERLAPS)],
                violation_error_message=_("Un autre mandat du conseil couvre déjà une partie de ces dates."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="council_terms_hold_their_bodies",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                IF EXISTS (SELECT FROM consultations_body b WHERE b.kind = 'commission_extra_municipale'
                           AND b.starts_on BETWEEN OLD.starts_on AND OLD.ends_on
                           AND (TG_OP = 'DELETE' OR b.starts_on < NEW.starts_on OR b.ends_on > NEW.ends_on))
                THEN RAISE EXCEPTION 'a body of the council would outlive it' USING ERRCODE = 'check_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            )
        ]
        verbose_name = _("mandat du conseil")
        verbose_name_plural = _("mandats du conseil")

    def __str__(self):
        return f"{self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"


class BodyQuerySet(ValidOnDay):
    def visible_to(self, user):
        """Public ones for all; inner ones for those of the authority; the others for their members and the team."""
        if user.is_authenticated and user.is_ess_team:
            return self
        seen = Q(is_public=True) & ~Q(kind__in=INNER)
        if user.is_authenticated:
            seen |= Q(pk__in=sits_in(user))
            if is_inside(user):
                seen |= Q(is_public=True)
        return self.filter(seen)


def sits_in(user):
    """The bodies in which someone has a seat today, as ids."""
    return Seat.objects.valid_on(clock.today()).filter(person=user).values("college__body")


def is_inside(user) -> bool:
    """Officials, correspondents, general management, agents: the people of the authority."""
    if user.is_correspondent or user.is_elected or user.is_general_management:
        return True
    return Agent.objects.valid_on(clock.today()).filter(person=user).exists()


def body_is_shown_to(user) -> Q:
    """For what belongs to a body, or to none: a sitting of a private body is nobody's business."""
    return Q(body__isnull=True) | Q(body__in=Body.objects.visible_to(user))


def sits_there(user) -> Q:
    """Who sits in a body reads all its sittings, those closed to the public too."""
    return Q(body__in=sits_in(user)) if user.is_authenticated else Q(pk__in=[])


class Body(models.Model):
    """An *instance*: people named for a time, who meet, give opinions and decide. It never outlives its mandate."""

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=30, choices=BodyKind)
    name = models.CharField(_("nom"), max_length=200)
    purpose = models.TextField(_("ce qu’elle fait"), blank=True)
    founding_act = models.CharField(_("acte de création"), max_length=300, blank=True)
    closing_act = models.CharField(_("acte de dissolution"), max_length=300, blank=True)
    municipalities = models.ManyToManyField(Municipality, blank=True, verbose_name=_("communes"))
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_public = models.BooleanField(_("composition et séances publiques"), default=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True, help_text=_("En nombre de sièges."))
    documents_days = models.PositiveSmallIntegerField(
        _("délai d’envoi des documents"), default=5, help_text=_("En jours avant la séance.")
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [one_of("kind", BodyKind, name="body_kind_known"), ends_after_start("body")]
        triggers = [
            pgtrigger.Trigger(
                name="bodies_of_the_council_end_with_it",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.kind = 'commission_extra_municipale'"),
                func="""
                PERFORM 1 FROM consultations_councilterm t
                 WHERE NEW.starts_on BETWEEN t.starts_on AND t.ends_on AND NEW.ends_on <= t.ends_on FOR SHARE;
                IF NOT FOUND
                THEN RAISE EXCEPTION 'a body of the council ends with its mandate' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="bodies_last_as_long_as_their_seats",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF EXISTS (SELECT FROM consultations_seat s JOIN consultations_college c ON c.id = s.college_id
                           WHERE c.body_id = NEW.id AND (s.starts_on < NEW.starts_on
                             OR NEW.ends_on IS NOT NULL AND (s.ends_on IS NULL OR s.ends_on > NEW.ends_on)))
                THEN RAISE EXCEPTION 'a seat would outlive its body' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        verbose_name = _("instance")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("consultations:body", args=[self.slug])

    @property
    def is_inner(self):
        return self.kind in INNER

    @property
    def is_of_the_council(self):
        return self.kind in OF_THE_COUNCIL

    @property
    def is_over(self):
        return self.ends_on is not None and self.ends_on < clock.today()


class College(models.Model):
    """Those who sit for the same reason: the authority, the networks, the residents…"""

    body = models.ForeignKey(Body, models.CASCADE, related_name="colleges")
    rank = models.PositiveSmallIntegerField(_("rang"))
    name = models.CharField(_("collège"), max_length=150)
    places = models.PositiveSmallIntegerField(_("nombre de sièges"), null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "rank"], name="college_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["body", "name"], name="college_name_once"),
        ]
        verbose_name = _("collège")

    def __str__(self):
        return self.name


class SeatQuerySet(ValidOnDay):
    def visible_to(self, user):
        return self.filter(college__body__in=Body.objects.visible_to(user))

    def with_holders(self):
        """What a list of seats shows, without a query for each: for whom, by whom, and whether they are in office."""
        in_office = ElectedMember.objects.valid_on(clock.today()).filter(person=OuterRef("person"))
        found = self.select_related("college", "organisation", "department", "mandate", "person")
        return found.annotate(person_in_office=Exists(in_office))


def once_at_a_time(holder: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"one_seat_of_{holder}_in_a_college_at_a_time",
        expressions=[
            ("college", RangeOperators.EQUAL),
            (holder, RangeOperators.EQUAL),
            (dates_between(), RangeOperators.OVERLAPS),
        ],
        condition=Q(**{f"{holder}__isnull": False}),
        violation_error_message=_("Ce siège existe déjà dans ce collège à ces dates."),
    )


class Seat(models.Model):
    """Between two dates, a place in a college, held for an organisation, a mandate or a department."""

    college = models.ForeignKey(College, models.PROTECT, related_name="seats")
    # Nobody yet: the organisation, or the department, has still to name someone.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="seats")
    mandate = models.ForeignKey(ElectedMember, models.PROTECT, null=True, blank=True, related_name="seats")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["college__rank", "pk"]
        constraints = [
            ends_after_start("seat"),
            models.CheckConstraint(
                name="seat_is_held_for_one_reason",
                condition=Q(organisation__isnull=False, mandate__isnull=True, department__isnull=True)
                | Q(organisation__isnull=True, mandate__isnull=False, department__isnull=True)
                | Q(organisation__isnull=True, mandate__isnull=True, department__isnull=False),
            ),
            once_at_a_time("organisation"),
            once_at_a_time("mandate"),
            once_at_a_time("department"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seats_stay_within_body_and_mandate",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("holder", "record")],
                func="""
                SELECT b.starts_on, b.ends_on INTO holder FROM consultations_body b
                  JOIN consultations_college c ON c.body_id = b.id WHERE c.id = NEW.college_id FOR SHARE OF b;
                IF NEW.starts_on < holder.starts_on
                   OR COALESCE(NEW.ends_on, 'infinity') > COALESCE(holder.ends_on, 'infinity')
                THEN RAISE EXCEPTION 'a seat stays within its body' USING ERRCODE = 'check_violation';
                END IF;
                IF NEW.mandate_id IS NOT NULL THEN
                  SELECT m.starts_on, m.ends_on INTO holder FROM actors_electedmember m
                   WHERE m.id = NEW.mandate_id FOR SHARE;
                  IF NEW.starts_on < holder.starts_on
                     OR COALESCE(NEW.ends_on, 'infinity') > COALESCE(holder.ends_on, 'infinity')
                  THEN RAISE EXCEPTION 'a seat stays within its mandate' USING ERRCODE = 'check_violation';
                  END IF;
                END IF;
                RETURN NEW;
                """,
            )
        ]
        verbose_name = _("siège")

    def __str__(self):
        return self.holder

    @property
    def holder(self) -> str:
        """For whom the place is: shown always."""
        if self.mandate_id:
            return self.mandate.summary
        return str(self.organisation or self.department)

    @property
    def name(self) -> str:
        """Who sits, as everyone may read it: an elected official in office, the others with their consent."""
        person = self.person
        if person is None or person.erased_at or not person.name:
            return ""
        in_office = self.person_in_office if hasattr(self, "person_in_office") else person.is_elected
        return person.name if person.name_is_public or in_office else ""

    @property
    def is_running(self):
        day = clock.today()
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)
