from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal.constraints import one_of
from essportal.errors import Refused
from plans.importing import Line, Node, outline
from plans.importing.blocks import told
from plans.models.plan import Plan


class TextImportStatus(models.TextChoices):
    READY = "ready", _("à relire")
    DONE = "done", _("importé")
    DROPPED = "dropped", _("abandonné")


class TextImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_ess_team else self.none()


class TextImport(models.Model):
    """A text that comes from a file: its titles are looked over and corrected, then become clauses in one go.

    The file itself is not kept; nor are its words, once they are clauses or given up.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="text_imports")
    name = models.CharField(max_length=150)
    status = models.CharField(max_length=10, choices=TextImportStatus, default=TextImportStatus.READY)
    title = models.CharField(max_length=300, blank=True)
    nodes = models.JSONField(default=list)
    left = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)

    objects = TextImportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            one_of("status", TextImportStatus, name="text_import_status_known"),
            models.CheckConstraint(
                name="text_import_keeps_words_while_ready",
                condition=Q(status="ready", settled_at__isnull=True)
                | ~Q(status="ready") & Q(settled_at__isnull=False, nodes=[]),
            ),
        ]
        verbose_name = _("import d’un texte")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("plans:text-import", args=[self.pk])

    @property
    def is_ready(self):
        return self.status == TextImportStatus.READY

    @cached_property
    def tree(self) -> list[Node]:
        return [Node(**kept) for kept in self.nodes]

    def lines(self) -> list[Line]:
        return outline(self.tree, len(self.plan.outline_levels))

    @property
    def depths(self) -> list[int]:
        """The depths of its titles in the document."""
        return sorted({node.depth for node in self.tree if node.title})

    @property
    def remarks(self) -> list[str]:
        return told(self.left)

    def refuse_unless_ready(self):
        if not self.is_ready:
            raise Refused(
                gettext("Cet import est %(status)s : il ne change plus.") % {"status": self.get_status_display()}
            )
