from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from plans.models.plan import Plan


class ReplySheet(models.Model):
    """A spreadsheet of replies that came back: its rows as typed, read again before they are written."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reply_sheets")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(_("fichier"), max_length=200)
    rows = models.JSONField()
    at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tableau de réponses")

    def __str__(self):
        return self.name
