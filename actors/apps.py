from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from django.contrib.auth.signals import user_logged_in

        from actors import policies, receivers, todo
        from actors.journal import Verb
        from actors.models import LocalAuthority
        from essportal import journal, menus
        from essportal import todo as todo_list

        journal.register(Verb)
        menus.name_authority(lambda: LocalAuthority.objects.select_related("seat").first())
        menus.public(_("Annuaire"), "actors:directory")
        menus.at_work(_("Annuaire"), "actors:work-directory", policies.can_run_directory, todo.waiting)
        todo_list.register(todo.items)
        user_logged_in.connect(receivers.give_kept_sheet, dispatch_uid="give_kept_sheet")
