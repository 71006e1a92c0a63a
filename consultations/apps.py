from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        # Models exist only once the apps are loaded.
        from consultations import todo
        from consultations.journal import Verb
        from consultations.models import Contribution
        from consultations.policies import can_run_consultations
        from essportal import journal, menus
        from essportal import todo as todo_list

        journal.register(Verb)

        def waiting(user):
            return Contribution.objects.visible_to(user).waiting().count()

        menus.at_work(_("Contributions"), "consultations:work-contributions", can_run_consultations, waiting)
        menus.at_work(_("Synthèse"), "consultations:synthesis-desk", can_run_consultations)
        menus.at_work(_("Rencontres"), "consultations:work-meetings", can_run_consultations)
        menus.at_work(_("Concertation"), "consultations:work-frame", can_run_consultations)
        todo_list.register(todo.items)
