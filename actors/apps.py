from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_noop as _


class ActorsConfig(AppConfig):
    name = "actors"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors import account_events, finding, policies, receivers, todo, todo_privacy, upkeep  # noqa: F401 -- nightly tasks
        from actors.exports import personal_data
        from actors.journal import Verb
        from actors.models import DataRequest, LocalAuthority
        from actors.news import SOURCES
        from essportal import journal, menus, mydata, news
        from essportal import todo as todo_list

        journal.register(Verb)
        finding.register()
        mydata.register(personal_data)
        # One row at most: to sort it and cut it to one would double what it costs every page.
        menus.name_authority(lambda: next(iter(LocalAuthority.objects.select_related("audit")), None))
        news.register(*SOURCES)
        menus.name_authority(lambda: LocalAuthority.objects.select_related("audit").first())
        menus.public(_("Annuaire"), "actors:directory")
        menus.public(_("Diagnostic"), "actors:diagnosis")
        todo_list.register(todo.items)
        todo_list.register(todo_privacy.items)
        account_events.connect()
        user_logged_in.connect(receivers.give_kept_sheet, dispatch_uid="give_kept_sheet")

        def waiting(user):
            return DataRequest.objects.visible_to(user).waiting().count()

        menus.at_work(_("Annuaire"), "actors:work-directory", policies.can_run_directory, todo.waiting)
        menus.at_work(_("Services"), "actors:services", policies.works_inside)
        menus.at_work(_("Imports"), "actors:imports", policies.can_import)
        menus.at_work(_("Personnes"), "actors:people", policies.can_see_people)
        menus.at_work(_("Diagnostic"), "actors:diagnosis-desk", policies.can_write_diagnosis)
        menus.at_work(_("Données"), "actors:data-desk", policies.is_dpo, waiting)
        menus.at_work(_("Réglages"), "actors:settings", policies.can_tend_territory)
        menus.at_work(_("Exports"), "actors:exports", policies.is_administrator_only)
        menus.at_work(_("Pages"), "actors:pages", policies.is_administrator_only)
