from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essportal import clock
from essportal.constraints import one_of


class SignInWay(models.TextChoices):
    CODE = "code", _("code reçu par courriel")
    PASSWORD = "password", _("mot de passe")
    PASSKEY = "passkey", _("clé d’accès")
    PROCONNECT = "proconnect", _("ProConnect")


class SignIn(models.Model):
    """When someone signed in, and how: theirs to read, kept a year, never where from."""

    app_may = {"select": True, "insert": True, "delete": True}

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField(default=clock.now)
    way = models.CharField(max_length=12, choices=SignInWay)
    with_second_factor = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [one_of("way", SignInWay, name="sign_in_way_known")]
        indexes = [models.Index(fields=["person", "-at"], name="sign_in_newest_first")]
        verbose_name = _("connexion")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
