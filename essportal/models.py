import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

READ_AND_ADD = {"select": True, "insert": True}


class JournalEntryQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def visible_to(self, user):
        return self if user.is_authenticated and user.is_ess_team else self.none()


class JournalEntry(models.Model):
    """One decision, as ids and codes: who did what to which subject. No name nor free text, so it outlives erasures."""

    app_may = READ_AND_ADD

    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    details = models.JSONField(default=dict)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="journal_by_subject"),
            models.Index(fields=["-at", "-id"], name="journal_newest_first"),
        ]
        triggers = [
            pgtrigger.Protect(name="journal_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("lignes du journal")

    def __str__(self):
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class SentEmail(models.Model):
    """The key of an e-mail that left, so that a task run twice sends it once."""

    key = models.CharField(max_length=200, unique=True)
    sent_at = models.DateTimeField(db_default=Now())

    def __str__(self):
        return self.key


class Counter(models.Model):
    """The last number given in a series of references."""

    series = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.series
