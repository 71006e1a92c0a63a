from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Municipality
from consultations.models.bodies import Body, body_is_shown_to, sits_there
from consultations.models.consultations import Consultation
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused
from essportal.search import FRENCH, Plain


class MeetingKind(models.TextChoices):
    FABRIQUE = "fabrique", _("fabrique")
    TERRITORIAL = "rendez_vous_territorial", _("rendez-vous territorial")
    SITTING = "seance", _("séance d’instance")
    INTER_DEPARTMENT = "inter_services", _("réunion inter-services")
    TRAINING = "formation", _("formation")
    RESTITUTION = "restitution", _("restitution")


# The kinds that a body holds, one following another.
SITTINGS = (MeetingKind.SITTING, MeetingKind.INTER_DEPARTMENT)


class MeetingStatus(models.TextChoices):
    PREPARING = "preparing", _("en préparation")
    ANNOUNCED = "announced", _("annoncée")
    HELD = "held", _("tenue")
    CANCELLED = "cancelled", _("annulée")


NEXT = {
    MeetingStatus.PREPARING: {MeetingStatus.ANNOUNCED, MeetingStatus.CANCELLED},
    MeetingStatus.ANNOUNCED: {MeetingStatus.HELD, MeetingStatus.CANCELLED},
    MeetingStatus.HELD: set(),
    MeetingStatus.CANCELLED: set(),
}


# Given up while it was prepared: cancelling one that was announced counts as a change to tell, hence a sequence.
NEVER_ANNOUNCED = Q(status=MeetingStatus.CANCELLED, sequence=0)
# What is searched, in the index of the table and in the query alike.
MEETING_WORDS = SearchVector(Plain("title"), weight="A", config=FRENCH) + SearchVector(
    Plain("presentation"), Plain("place"), weight="B", config=FRENCH
)


def expected_at(user) -> Q:
    """Whoever is invited to a private meeting, or has a place in it, may read it."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    registered = user.registrations.exclude(status="cancelled").values("meeting")
    return Q(pk__in=user.meeting_invitations.values("meeting")) | Q(pk__in=registered)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        seen = self.exclude(status=MeetingStatus.PREPARING).exclude(NEVER_ANNOUNCED)
        shown = body_is_shown_to(user)
        if not user.is_authenticated:
            return seen.filter(shown, is_public=True)
        if user.is_correspondent or user.is_elected or user.is_general_management:
            return seen.filter(shown | expected_at(user))
        return seen.filter(shown & Q(is_public=True) | sits_there(user) | expected_at(user))

    def expecting(self, person):
        return self.filter(expected_at(person))

    def upcoming(self):
        return self.filter(ends_at__gte=clock.now()).exclude(status=MeetingStatus.CANCELLED).order_by("starts_at")

    def past(self):
        return self.filter(ends_at__lt=clock.now()).order_by("-starts_at")


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A series is known by the meetings that one may see; the team also sees those that hold none yet."""
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(pk__in=Meeting.objects.visible_to(user).values("series"))


class Series(models.Model):
    """Meetings that follow one another: the fabriques of a spring, the sittings of a committee."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    presentation = models.TextField(_("présentation"), blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("série")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("consultations:series", args=[self.slug])


class Meeting(models.Model):
    """People meet: a fabrique, a rendez-vous territorial, a sitting… Its reference never moves."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("concertation")
    )
    # The body that sits, when it is a sitting; the meetings it follows.
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("instance")
    )
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("série")
    )
    kind = models.CharField(_("nature"), max_length=30, choices=MeetingKind)
    title = models.CharField(_("titre"), max_length=200)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    online_address = models.URLField(_("adresse en ligne"), blank=True)
    # Nothing: as many as come.
    capacity = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True)
    presentation = models.TextField(_("présentation"), blank=True)
    is_public = models.BooleanField(
        _("ouverte au public"),
        default=True,
        help_text=_("Sinon, seuls les élus, les correspondants et l’équipe la voient."),
    )
    status = models.CharField(max_length=12, choices=MeetingStatus, default=MeetingStatus.PREPARING)
    # How many times those who expected it had to be told of a change: the SEQUENCE of its iCalendar file.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    # The beginning for which reminders have left: a meeting moved is recalled again.
    reminded_for = models.DateTimeField(null=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            one_of("kind", MeetingKind, name="meeting_kind_known"),
            one_of("status", MeetingStatus, name="meeting_status_known"),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("La fin doit venir après le début."),
            ),
        ]
        indexes = [GinIndex(MEETING_WORDS, name="meeting_words")]
        verbose_name = _("rencontre")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:meeting", args=[self.reference])

    @property
    def takes_registrations(self):
        """From the announcement to the beginning."""
        return self.status == MeetingStatus.ANNOUNCED and not self.has_begun

    @property
    def was_announced(self):
        """What is only prepared, or was given up before its announcement, has no page for others."""
        if self.status == MeetingStatus.CANCELLED:
            return self.sequence > 0
        return self.status != MeetingStatus.PREPARING

    @property
    def has_begun(self):
        return clock.now() >= self.starts_at

    @property
    def life(self):
        """Its state in words: once held, "compte rendu publié" follows from its approved minutes (to be selected)."""
        minutes = getattr(self, "minutes", None)
        return gettext("compte rendu publié") if minutes and minutes.is_approved else self.get_status_display()

    def can_move_to(self, status):
        return status in NEXT[self.status]

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(gettext("Cette rencontre est %(status)s.") % {"status": self.get_status_display()})
        self.status = status


class Workshop(models.Model):
    """A table of a fabrique, with its question."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="workshops")
    number = models.PositiveSmallIntegerField(_("table"))
    question = models.CharField(_("question de la table"), max_length=250)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="workshop_number_once")]
        verbose_name = _("atelier")

    def __str__(self):
        return _("table %(number)s") % {"number": self.number}


class AgendaItem(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    rank = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("point"), max_length=250)
    minutes = models.PositiveSmallIntegerField(_("durée en minutes"), null=True, blank=True)
    speaker = models.CharField(_("intervenant"), max_length=200, blank=True)
    # The point of an earlier sitting that had not been dealt with.
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "rank"], name="agenda_rank_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
        verbose_name = _("point de l’ordre du jour")

    def __str__(self):
        return self.title
