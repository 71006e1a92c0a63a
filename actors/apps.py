from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors.journal import Verb
        from actors.models import LocalAuthority
        from actors.policies import can_import
        from essportal import journal, menus

        journal.register(Verb)
        menus.name_authority(lambda: LocalAuthority.objects.select_related("seat").first())
        menus.public(_("Annuaire"), "actors:directory")
        menus.at_work(_("Imports"), "actors:imports", can_import)
