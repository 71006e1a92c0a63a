from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors import account_events, policies
        from actors.journal import Verb
        from actors.models import LocalAuthority
        from essportal import journal, menus

        journal.register(Verb)
        menus.name_authority(lambda: LocalAuthority.objects.select_related("seat").first())
        menus.public(_("Annuaire"), "actors:directory")
        menus.at_work(_("Personnes"), "actors:people", policies.can_see_people)
        account_events.connect()
