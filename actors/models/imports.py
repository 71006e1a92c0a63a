"""A file of organisations on its way into the directory: read, looked over row by row, then written in one go."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.identifiers import key_is_right, written
from actors.models.organisations import Organisation, Register
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused


class ImportStatus(models.TextChoices):
    READING = "reading", gettext_lazy("lecture en cours")
    REFUSED = "refused", gettext_lazy("illisible")
    READY = "ready", gettext_lazy("à relire")
    WRITING = "writing", gettext_lazy("import en cours")
    DONE = "done", gettext_lazy("importé")
    DROPPED = "dropped", gettext_lazy("abandonné")


NEXT = {
    ImportStatus.READING: {ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.DROPPED},
    ImportStatus.READY: {ImportStatus.WRITING, ImportStatus.DROPPED},
    # A fault while writing leaves nothing written: the preview comes back.
    ImportStatus.WRITING: {ImportStatus.DONE, ImportStatus.READY},
    # Rows decided afterwards may follow.
    ImportStatus.DONE: {ImportStatus.WRITING},
    ImportStatus.REFUSED: set(),
    ImportStatus.DROPPED: set(),
}
RUNNING = (ImportStatus.READING, ImportStatus.WRITING)


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_ess_team else self.none()


class Import(models.Model):
    """One or more files of one register, given together."""

    register = models.CharField(gettext_lazy("format"), max_length=20, choices=Register)
    status = models.CharField(max_length=12, choices=ImportStatus, default=ImportStatus.READING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    # [{"name": as the person knows it, "stored": where it waits, until it is read}]
    files = models.JSONField(default=list)
    # How many lines the files held, in the territory or not.
    read = models.PositiveIntegerField(default=0)
    # Why nothing could be read or written: a sentence.
    reason = models.TextField(blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            one_of("status", ImportStatus, name="import_status_known"),
            one_of("register", Register, name="import_register_known"),
            models.CheckConstraint(
                name="import_refused_says_why", condition=~Q(status=ImportStatus.REFUSED) | ~Q(reason="")
            ),
        ]
        verbose_name = gettext_lazy("import")

    def __str__(self):
        return f"{self.get_register_display()}, {', '.join(self.names)}"

    def get_absolute_url(self):
        return reverse("actors:import", args=[self.pk])

    @property
    def names(self):
        return [file["name"] for file in self.files]

    @property
    def is_running(self):
        return self.status in RUNNING

    @property
    def can_be_decided(self):
        return self.status in (ImportStatus.READY, ImportStatus.DONE)

    def can_move_to(self, status):
        return status in NEXT[self.status]

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(_("Cet import est dans l’état « %(status)s ».") % {"status": self.get_status_display()})
        self.status = status


class ImportProgress(models.Model):
    """How far a task is, in a row of its own: it is written while the import's row is locked by that very task."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.done}/{self.total}"

    @property
    def percent(self):
        return min(100, 100 * self.done // self.total) if self.total else 0


class Outcome(models.TextChoices):
    """What the preview says of a row, in the order in which one reads it."""

    TO_FIX = "to_fix", gettext_lazy("à corriger")
    DOUBLE = "double", gettext_lazy("doublon probable")
    NEW = "new", gettext_lazy("nouvelle")
    CHANGED = "changed", gettext_lazy("modifiée")
    SAME = "same", gettext_lazy("à jour")


class Decision(models.TextChoices):
    """What the officer says of a probable double. Undecided, it is not imported."""

    IT_IS = "it_is", gettext_lazy("C’est la même : mettre la fiche à jour")
    ANOTHER = "another", gettext_lazy("C’est une autre : l’ajouter")
    LEAVE = "leave", gettext_lazy("Ne pas importer")


class ImportRowQuerySet(models.QuerySet):
    def to_write(self):
        """What the import will write: new, changed, and the doubles that someone decided."""
        decided = Q(outcome=Outcome.DOUBLE, decision__in=[Decision.IT_IS, Decision.ANOTHER])
        return self.filter(Q(outcome__in=[Outcome.NEW, Outcome.CHANGED]) | decided, written=False)

    def undecided(self):
        return self.filter(outcome=Outcome.DOUBLE, decision="", written=False)


class ImportRow(models.Model):
    """One organisation as the file says it, and what the portal makes of it."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=200)
    # What the file says: {"fields": {…}, "places": [{…}]}.
    data = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, choices=Outcome)
    # The sheet it is about or resembles. A sheet that goes takes nothing with it.
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    twin_line = models.PositiveIntegerField(null=True)
    # [{"field": label, "before": …, "after": …, "kept": true when corrected by hand}]
    changes = models.JSONField(default=list)
    # [{"column": …, "why": sentence}]
    problems = models.JSONField(default=list)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    written = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["of", "outcome", "id"], name="import_rows_by_outcome")]
        constraints = [
            one_of("outcome", Outcome, name="import_row_outcome_known"),
            one_of("decision", Decision, name="import_row_decision_known", or_empty=True),
            models.CheckConstraint(
                name="import_row_decided_is_double", condition=Q(decision="") | Q(outcome=Outcome.DOUBLE)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def siren(self):
        """As people read it."""
        return written(self.data.get("fields", {}).get("siren", ""))

    @property
    def doubtful(self):
        """A wrong key is a doubt, never a refusal: real numbers fail it."""
        siren = self.data.get("fields", {}).get("siren")
        return bool(siren) and not key_is_right(siren)
