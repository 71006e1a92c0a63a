from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate

from essportal.privileges import grant_app


class EssportalConfig(AppConfig):
    name = "essportal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        post_migrate.connect(give_the_app_its_rights, sender=self)


def give_the_app_its_rights(sender, using, **kwargs):
    """After each migration the serving role gets what it needs and no more; sealed tables are read and add only."""
    grant_app(connections[using], apps.get_models(include_auto_created=True))
