from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Each label ends the sentence "Sacha Spécimen …"."""

    PERSON_ERASED = "person_erased", _("a effacé un compte")
