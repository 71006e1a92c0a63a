import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Department, ElectedMember, Organisation, Person
from consultations.models.meetings import Meeting
from consultations.models.minutes import Minutes, MinutesStatus, attended_by, preceding
from essportal import clock
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from essportal.search import FRENCH, Plain


class DecisionKind(models.TextChoices):
    DECISION = "decision", _("décision")
    TASK = "task", _("tâche")


DECISION_WORDS = SearchVector(Plain("text"), weight="B", config=FRENCH)
LETTERS = {DecisionKind.DECISION: "D", DecisionKind.TASK: "T"}


class DecisionMode(models.TextChoices):
    CONSENSUS = "consensus", _("par consensus")
    VOTE = "vote", _("par un vote")


class DecisionStatus(models.TextChoices):
    TO_DO = "to_do", _("à faire")
    DONE = "done", _("faite")
    ABANDONED = "abandoned", _("abandonnée")


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the minutes that say it; and always to those who have to do it."""
        if user.is_authenticated and user.is_ess_team:
            return self
        said = Minutes.objects.filter(status=MinutesStatus.APPROVED)
        seen = Q(meeting__in=Meeting.objects.visible_to(user)) & Q(meeting__in=said.values("meeting"))
        if user.is_authenticated:
            read_again = Minutes.objects.exclude(status=MinutesStatus.DRAFT).values("meeting")
            seen |= Q(meeting__in=attended_by(user)) & Q(meeting__in=read_again)
            seen |= owned_by(user)
        return self.filter(seen)

    def owned_by(self, user):
        return self.filter(owned_by(user))

    def open(self):
        return self.filter(status=DecisionStatus.TO_DO)

    def late(self):
        return self.open().filter(due_on__lt=clock.today())

    def with_owners(self):
        """What a list shows of who does it, without a query for each."""
        in_office = ElectedMember.objects.valid_on(clock.today()).filter(person=OuterRef("owner"))
        found = self.select_related("meeting", "owner", "owner_department", "owner_organisation")
        return found.annotate(owner_in_office=Exists(in_office))

    def to_follow_up_at(self, meeting):
        """What earlier sittings of the same body or series decided and is still to do: on the agenda by itself."""
        return self.open().filter(meeting__in=preceding(meeting)).order_by("meeting__starts_at", "number", "pk")


def owned_by(user) -> Q:
    departments = [department.pk for department in user.departments]
    return Q(owner=user) | Q(owner_department__in=departments) | Q(owner_organisation__in=user.organisation_ids)


class Decision(models.Model):
    """What a sitting decided, or gave someone to do: an owner, a day, and what became of it."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    kind = models.CharField(_("nature"), max_length=10, choices=DecisionKind)
    number = models.PositiveSmallIntegerField(_("numéro dans la séance"))
    text = models.TextField(_("texte"))
    mode = models.CharField(_("prise"), max_length=10, choices=DecisionMode, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("pour"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("contre"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    owner_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=DecisionStatus, default=DecisionStatus.TO_DO)
    taken_at = models.DateTimeField(default=clock.now, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "kind", "number"]
        indexes = [GinIndex(DECISION_WORDS, name="decision_words")]
        constraints = [
            one_of("kind", DecisionKind, name="decision_kind_known"),
            one_of("mode", DecisionMode, name="decision_mode_known", or_empty=True),
            one_of("status", DecisionStatus, name="decision_status_known"),
            models.UniqueConstraint(fields=["meeting", "kind", "number"], name="decision_number_once_a_meeting"),
            models.CheckConstraint(
                name="decision_has_one_owner_at_most",
                condition=Q(owner__isnull=True, owner_department__isnull=True)
                | Q(owner__isnull=True, owner_organisation__isnull=True)
                | Q(owner_department__isnull=True, owner_organisation__isnull=True),
            ),
            models.CheckConstraint(
                name="decision_votes_when_voted",
                condition=Q(mode="vote", votes_for__isnull=False)
                | ~Q(mode="vote") & Q(votes_for__isnull=True, votes_against__isnull=True, abstentions__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decisions_approved_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("sitting", "bigint")],
                func="""
                IF TG_OP = 'UPDATE' AND (NEW.meeting_id, NEW.reference, NEW.kind, NEW.number, NEW.text, NEW.mode,
                     NEW.votes_for, NEW.votes_against, NEW.abstentions)
                   IS NOT DISTINCT FROM (OLD.meeting_id, OLD.reference, OLD.kind, OLD.number, OLD.text, OLD.mode,
                     OLD.votes_for, OLD.votes_against, OLD.abstentions)
                THEN RETURN NEW;
                END IF;
                IF TG_OP = 'DELETE' THEN sitting := OLD.meeting_id; ELSE sitting := NEW.meeting_id; END IF;
                PERFORM 1 FROM consultations_minutes m WHERE m.meeting_id = sitting FOR SHARE;
                IF EXISTS (SELECT FROM consultations_minutes m WHERE m.meeting_id = sitting AND m.status = 'approved')
                THEN RAISE EXCEPTION 'the minutes that say it are approved' USING ERRCODE = 'check_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            )
        ]
        verbose_name = _("décision")

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("consultations:decision", args=[self.reference])

    @property
    def last_step(self):
        """What was last said of it; the list prefetches its steps."""
        return next(reversed(self.steps.all()), None)

    @property
    def is_late(self):
        return self.status == DecisionStatus.TO_DO and self.due_on is not None and self.due_on < clock.today()

    @property
    def owner_name(self) -> str:
        """A department or an organisation; a person as everyone may read them."""
        if self.owner_id:
            in_office = self.owner_in_office if hasattr(self, "owner_in_office") else self.owner.is_elected
            named = self.owner.name and not self.owner.erased_at and (self.owner.name_is_public or in_office)
            return self.owner.name if named else str(self.owner.pseudonym)
        return str(self.owner_department or self.owner_organisation or "")

    @property
    def said_mode(self) -> str:
        """How it was decided, with the votes: never who voted what."""
        if self.mode != DecisionMode.VOTE:
            return self.get_mode_display()
        return gettext("par %(votes_for)s voix pour, %(against)s contre, %(abstentions)s abstentions") % {
            "votes_for": self.votes_for,
            "against": self.votes_against or 0,
            "abstentions": self.abstentions or 0,
        }


class DecisionStep(models.Model):
    """What was said of it one day: still to do, done, abandoned, always with a sentence."""

    app_may = READ_AND_ADD

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps")
    # The sitting where it was followed up, when it was one.
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="decisions_followed")
    status = models.CharField(_("état"), max_length=10, choices=DecisionStatus)
    sentence = models.CharField(_("en une phrase"), max_length=300)
    on = models.DateField(_("date"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            one_of("status", DecisionStatus, name="decision_step_status_known"),
            models.CheckConstraint(name="decision_step_says_something", condition=~Q(sentence="")),
        ]
        triggers = [
            pgtrigger.Protect(name="decision_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("suivi d’une décision")

    def __str__(self):
        return self.sentence
