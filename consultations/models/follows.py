from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.bodies import Body
from consultations.models.consultations import Consultation
from consultations.models.contributions import Contribution
from consultations.models.meetings import Series
from essportal import clock

FOLLOWED = {"consultation": Consultation, "series": Series, "body": Body, "contribution": Contribution}


class FollowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, of what one may still see: the others wait, and say nothing."""
        if not user.is_authenticated:
            return self.none()
        seen = Q()
        for name, model in FOLLOWED.items():
            seen |= Q(**{f"{name}__in": model.objects.visible_to(user).values("pk")})
        return self.filter(seen, person=user)

    def of(self, thing):
        return self.filter(**{thing._meta.model_name: thing})


class Follow(models.Model):
    """Someone wants to know what happens to a consultation, a series, a body or a contribution, from one moment on."""

    app_may = {"select": True, "insert": True, "delete": True}

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="followed_by")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="followed_by")
    body = models.ForeignKey(Body, models.CASCADE, null=True, related_name="followed_by")
    contribution = models.ForeignKey(Contribution, models.CASCADE, null=True, related_name="followed_by")
    at = models.DateTimeField(default=clock.now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="one_follows_one_thing",
                condition=models.lookups.Exact(
                    models.Func(*FOLLOWED, function="num_nonnulls", output_field=models.IntegerField()), 1
                ),
            ),
            *(models.UniqueConstraint(fields=["person", name], name=f"one_follows_a_{name}_once") for name in FOLLOWED),
        ]
        verbose_name = _("suivi")

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self):
        return self.consultation or self.series or self.body or self.contribution
