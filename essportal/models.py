import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
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


class PageTextQuerySet(models.QuerySet):
    def newest(self):
        """The text in use of each page: one row a key."""
        return self.order_by("key", "-number").distinct("key")


class PageText(models.Model):
    """One text of an information page or of a word of the glossary, as someone wrote it. The newest is the one shown.

    Nothing is written over: an old text comes back as a new row, and an empty one gives the page its first text back.
    """

    app_may = READ_AND_ADD

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    title = models.CharField(_("mot"), max_length=80, blank=True)
    text = models.TextField(_("texte"), blank=True)
    note = models.CharField(_("pourquoi"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PageTextQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="page_text_numbered_once"),
            models.CheckConstraint(name="page_text_key_is_an_address", condition=Q(key__regex=r"^[a-z0-9-]+$")),
            models.CheckConstraint(name="page_text_is_counted_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(name="page_texts_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("texte de page")

    def __str__(self):
        return f"{self.key} {self.number}"


class ExportEntry(models.Model):
    """Who took data out of the portal: what, when, how many rows. Kept a year, read by the DPO and administrators."""

    app_may = READ_AND_ADD | {"delete": True}

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="exports_newest_first")]
        triggers = [
            pgtrigger.Protect(name="exports_are_never_rewritten", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="exports_are_kept_a_year",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '12 months'"),
            ),
        ]
        verbose_name = _("export")

    def __str__(self):
        return self.what
