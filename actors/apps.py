from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors import account_events, policies, todo, upkeep  # noqa: F401 -- importing it makes its nightly tasks known
        from actors.exports import personal_data
        from actors.journal import Verb
        from actors.models import DataRequest, LocalAuthority
        from actors.policies import can_tend_territory, can_write_diagnosis, is_administrator_only, is_dpo
        from essportal import journal, menus, mydata
        from essportal import todo as todo_list

        journal.register(Verb)
        mydata.register(personal_data)
        menus.name_authority(lambda: LocalAuthority.objects.select_related("seat", "audit").first())
        menus.public(_("Annuaire"), "actors:directory")
        menus.public(_("Diagnostic"), "actors:diagnosis")
        menus.at_work(_("Diagnostic"), "actors:diagnosis-desk", can_write_diagnosis)

        def waiting(user):
            return DataRequest.objects.visible_to(user).waiting().count()

        menus.at_work(_("Données"), "actors:data-desk", is_dpo, waiting)
        menus.at_work(_("Exports"), "actors:exports", is_administrator_only)
        menus.at_work(_("Pages"), "actors:pages", is_administrator_only)
        todo_list.register(todo.items)
        menus.at_work(_("Réglages"), "actors:settings", can_tend_territory)
        menus.at_work(_("Personnes"), "actors:people", policies.can_see_people)
        account_events.connect()
