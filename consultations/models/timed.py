"""What is open between two moments: its own dates, else those of the consultation's window."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from consultations.models.consultations import Window
from essportal import clock


class Stage(models.TextChoices):
    """Where such a thing stands today: never stored, it follows from the dates."""

    DRAFT = "draft", _("brouillon")
    COMING = "coming", _("annoncé")
    OPEN = "open", _("ouvert")
    CLOSED = "closed", _("clos")


class Timed(models.QuerySet):
    """Gives each row its `starts` and `ends`; `permission` is that of the window which stands for absent dates."""

    permission: str

    def timed(self):
        windows = Window.objects.filter(consultation=OuterRef("consultation"), permission=self.permission)
        # The window open now, else the next one, else the last: the furthest end tells them apart.
        now = clock.now()
        chosen = windows.annotate(over=models.Case(models.When(closes_at__lte=now, then=1), default=0)).order_by(
            "over", "opens_at"
        )
        return self.annotate(
            starts=Coalesce(F("opens_at"), Subquery(chosen.values("opens_at")[:1])),
            ends=Least(F("closed_at"), Coalesce(F("closes_at"), Subquery(chosen.values("closes_at")[:1]))),
        )

    def begun(self):
        """One that was closed has begun, even if the window that opened it was removed since."""
        now = clock.now()
        return self.timed().filter(Q(starts__lte=now) | Q(closed_at__lte=now), published_at__isnull=False)

    def over_by_its_dates(self):
        return self.timed().filter(published_at__isnull=False, closed_at__isnull=True, ends__lte=clock.now())

    def open_now(self):
        return self.begun().filter(Q(ends__isnull=True) | Q(ends__gt=clock.now()))


class Asked(models.Model):
    """What a consultation asks between two dates: prepared, then opened, then closed. A row that `timed()` gave."""

    slug = models.SlugField(max_length=80)
    title = models.CharField(_("titre"), max_length=150)
    introduction = models.TextField(_("présentation"), blank=True)
    opens_at = models.DateTimeField(_("ouvre le"), null=True, blank=True)
    closes_at = models.DateTimeField(_("ferme le"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @property
    def stage(self) -> Stage:
        now = clock.now()
        if self.published_at is None:
            return Stage.DRAFT
        if self.ends is not None and self.ends <= now:
            return Stage.CLOSED
        return Stage.OPEN if self.starts is not None and self.starts <= now else Stage.COMING


def own_dates(name: str) -> list[models.CheckConstraint]:
    """Both dates or none, in their order."""
    return [
        models.CheckConstraint(
            name=f"{name}_has_both_dates_or_none",
            condition=Q(opens_at__isnull=True, closes_at__isnull=True)
            | Q(opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=F("opens_at")),
            violation_error_message=_("Donnez les deux dates, la fermeture après l’ouverture, ou aucune."),
        )
    ]
