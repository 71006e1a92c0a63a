from datetime import date

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal import clock

YEARS_VALID = 3  # arrêté of 20 September 2019: an audit's declaration holds three years


def conformity(audit: "AccessibilityAudit | None") -> str:
    """What the law wants said: "non conforme" until an audit that is still valid says better."""
    if audit is None or not audit.is_valid or audit.rate < 50:
        return _("non conforme")
    return _("totalement conforme") if audit.rate == 100 else _("partiellement conforme")


def valid_until(done_on: date) -> date:
    try:
        return done_on.replace(year=done_on.year + YEARS_VALID)
    except ValueError:  # 29 February
        return date(done_on.year + YEARS_VALID, 3, 1)


class AccessibilityAudit(models.Model):
    """An audit led by someone outside: its day and its rate. A wrong line is cancelled, never rewritten."""

    app_may = {"select": True, "insert": True, "update": ["cancelled_at"]}

    done_on = models.DateField(gettext_lazy("date de l’audit"))
    rate = models.DecimalField(
        gettext_lazy("taux de conformité, en %"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    auditor = models.CharField(gettext_lazy("qui l’a mené"), max_length=150)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="audit_rate_is_a_percentage", condition=Q(rate__gte=0, rate__lte=100)),
            models.CheckConstraint(name="audit_says_who_led_it", condition=~Q(auditor="")),
        ]
        triggers = [pgtrigger.Protect(name="audits_are_never_deleted", operation=pgtrigger.Delete)]
        verbose_name = gettext_lazy("audit d’accessibilité")

    def __str__(self):
        return f"{self.auditor}, {self.done_on}"

    @property
    def is_valid(self):
        return self.cancelled_at is None and self.done_on <= clock.today() < self.valid_until

    @property
    def valid_until(self):
        return valid_until(self.done_on)
