import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.meetings import SITTINGS, Meeting, MeetingStatus
from consultations.models.registrations import Registration
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused
from essportal.models import READ_AND_ADD
from essportal.search import FRENCH, Plain


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    SENT = "sent", _("à relire")
    APPROVED = "approved", _("approuvé")


NEXT = {
    MinutesStatus.DRAFT: {MinutesStatus.SENT},
    MinutesStatus.SENT: {MinutesStatus.APPROVED},
    MinutesStatus.APPROVED: set(),
}


def attended_by(user):
    """The meetings where someone was, once the sheet is filled, as ids."""
    return Registration.objects.filter(person=user, attended=True).values("meeting")


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Once approved, whoever sees the meeting; once sent, those who were there; before, the team alone."""
        if user.is_authenticated and user.is_ess_team:
            return self
        seen = Q(status=MinutesStatus.APPROVED, meeting__in=Meeting.objects.visible_to(user))
        if user.is_authenticated:
            seen |= Q(meeting__in=attended_by(user)) & ~Q(status=MinutesStatus.DRAFT)
        return self.filter(seen)

    def approved(self):
        return self.filter(status=MinutesStatus.APPROVED)


LOCK = """
PERFORM 1 FROM consultations_minutes m WHERE m.id = {minutes} AND m.status <> 'approved' FOR SHARE;
IF NOT FOUND
THEN RAISE EXCEPTION 'the minutes are approved: their text never changes' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Minutes(models.Model):
    """What a meeting said, part by part: drafted, read again by those present, approved by the next, then locked."""

    app_may = {
        "select": True,
        "insert": True,
        "update": [
            "status",
            "sent_at",
            "corrections_until",
            "approved_at",
            "approved_in",
            "approval_reason",
            "attendance",
            "names_forgotten_at",
        ],
    }

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    status = models.CharField(max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    corrections_until = models.DateField(_("corrections attendues jusqu’au"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, editable=False)
    # The sitting that approved them; else the team says why there is none.
    approved_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="minutes_approved")
    approval_reason = models.TextField(_("motif"), blank=True)
    # Counts, never names: they stay when the names are forgotten.
    attendance = models.JSONField(default=dict, blank=True)
    names_forgotten_at = models.DateTimeField(null=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            one_of("status", MinutesStatus, name="minutes_status_known"),
            models.CheckConstraint(
                name="minutes_sent_before_approved",
                condition=Q(status="draft", sent_at__isnull=True, approved_at__isnull=True)
                | Q(status="sent", sent_at__isnull=False, approved_at__isnull=True)
                | Q(status="approved", sent_at__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_approved_somewhere_or_for_a_reason",
                condition=~Q(status="approved") | Q(approved_in__isnull=False) | ~Q(approval_reason=""),
            ),
            models.CheckConstraint(name="minutes_approved_elsewhere", condition=~Q(approved_in=F("meeting"))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approved_minutes_are_locked",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status = 'approved'"),
                func="""
                OLD.names_forgotten_at := NEW.names_forgotten_at;
                IF OLD IS DISTINCT FROM NEW
                THEN RAISE EXCEPTION 'approved minutes never change' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="minutes_stay", operation=pgtrigger.Delete),
        ]
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")

    def __str__(self):
        return gettext("Compte rendu, %(meeting)s") % {"meeting": self.meeting}

    def get_absolute_url(self):
        return reverse("consultations:minutes", args=[self.meeting.reference])

    @property
    def is_approved(self):
        return self.status == MinutesStatus.APPROVED

    @property
    def takes_corrections(self):
        """Those present propose while it is being read again, up to the day that was said."""
        if self.status != MinutesStatus.SENT:
            return False
        return self.corrections_until is None or self.corrections_until >= clock.today()

    def can_move_to(self, status):
        return status in NEXT[self.status]

    def move_to(self, status):
        if not self.can_move_to(status):
            said = gettext("Ce compte rendu est dans l’état « %(status)s ».")
            raise Refused(said % {"status": self.get_status_display()})
        self.status = status


class MinutesSection(models.Model):
    """A part of the minutes: a point of the agenda as it stood when they were opened, or one added since."""

    app_may = READ_AND_ADD

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="sections")
    rank = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("partie"), max_length=300)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["minutes", "rank"], name="minutes_section_rank_once")]
        triggers = [
            pgtrigger.Trigger(
                name="no_section_after_approval",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=LOCK.format(minutes="NEW.minutes_id"),
            ),
            pgtrigger.Protect(name="minutes_sections_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("partie du compte rendu")

    def __str__(self):
        return self.title


PASSAGE_WORDS = SearchVector(Plain("text"), weight="B", config=FRENCH)


class Passage(models.Model):
    """One writing of a part. Nothing is written over: the newest is the text, the others are its history."""

    app_may = READ_AND_ADD

    section = models.ForeignKey(MinutesSection, models.PROTECT, related_name="passages")
    number = models.PositiveIntegerField()
    text = models.TextField(_("texte"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["section", "number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="passage_number_once")]
        indexes = [GinIndex(PASSAGE_WORDS, name="passage_words")]
        triggers = [
            pgtrigger.Protect(name="passages_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_passage_after_approval",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=LOCK.format(
                    minutes="(SELECT s.minutes_id FROM consultations_minutessection s WHERE s.id = NEW.section_id)"
                ),
            ),
        ]
        verbose_name = _("rédaction")

    def __str__(self):
        return f"{self.section} {self.number}"


class CorrectionStatus(models.TextChoices):
    WAITING = "waiting", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("refusée")


class MinutesCorrectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_ess_team else self.filter(proposed_by=user)

    def waiting(self):
        return self.filter(status=CorrectionStatus.WAITING)


class MinutesCorrection(models.Model):
    """Someone who was there says what should be written; the team answers, always with a reason when it declines."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["status", "reason", "settled_by", "settled_at", "proposed_by"],
    }

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    section = models.ForeignKey(MinutesSection, models.PROTECT, null=True, blank=True, verbose_name=_("partie"))
    text = models.TextField(_("ce qu’il faut corriger"))
    # Nobody, once the names of those present are forgotten.
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # For whom they spoke there: what is shown of them.
    speaking_for = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(default=clock.now, editable=False)
    status = models.CharField(max_length=10, choices=CorrectionStatus, default=CorrectionStatus.WAITING)
    reason = models.TextField(_("motif"), blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = MinutesCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            one_of("status", CorrectionStatus, name="minutes_correction_status_known"),
            models.CheckConstraint(
                name="minutes_correction_settled_by_someone",
                condition=Q(status="waiting", settled_at__isnull=True)
                | ~Q(status="waiting") & Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_correction_declined_for_a_reason", condition=~Q(status="declined") | ~Q(reason="")
            ),
        ]
        verbose_name = _("correction proposée")

    def __str__(self):
        return self.text[:60]


class Erratum(models.Model):
    """What was found wrong after the approval: dated, signed, with its reason; the text itself stays."""

    app_may = READ_AND_ADD

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="errata")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("ce qu’il faut lire"))
    reason = models.TextField(_("motif"))
    signed_as = models.CharField(_("signé par"), max_length=150)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="erratum_number_once"),
            models.CheckConstraint(name="erratum_has_a_reason", condition=~Q(reason="") & ~Q(text="")),
        ]
        triggers = [
            pgtrigger.Protect(name="errata_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("erratum")

    def __str__(self):
        return f"{self.minutes} {self.number}"


def next_sitting():
    """The same in a query about minutes: `Subquery(next_sitting().values("starts_at")[:1])`."""
    of_a_series = Q(kind__in=SITTINGS, series=OuterRef("meeting__series"))
    later = Meeting.objects.filter(
        Q(body=OuterRef("meeting__body")) | of_a_series, starts_at__gt=OuterRef("meeting__starts_at")
    )
    return later.exclude(status=MeetingStatus.CANCELLED).order_by("starts_at", "pk")


def following(meeting):
    """The sittings that may approve the minutes of this one, the next first."""
    later = _same_sittings(meeting).filter(starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at", "pk")


def preceding(meeting):
    """The sittings that this one follows, the last first."""
    earlier = _same_sittings(meeting).filter(starts_at__lt=meeting.starts_at)
    return earlier.order_by("-starts_at", "-pk")


def _same_sittings(meeting):
    """Of the same body, or of the same series of sittings: a fabrique does not approve what another one wrote."""
    same = Q(pk__in=[])
    if meeting.body_id:
        same |= Q(body=meeting.body_id)
    if meeting.series_id and meeting.kind in SITTINGS:
        same |= Q(series=meeting.series_id, kind__in=SITTINGS)
    return Meeting.objects.filter(same).exclude(status=MeetingStatus.CANCELLED)
