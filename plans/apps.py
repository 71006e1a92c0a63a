from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self):
        # Models exist only once the apps are loaded.
        from essportal import journal, menus, mydata, news
        from essportal import todo as todo_list
        from plans import (
            finding,
            policies,
            receivers,  # noqa: F401 -- importing them connects them
            slots,
            slots_provenance,
            tasks_groups,  # noqa: F401 -- importing them declares them
            tasks_visas,  # noqa: F401 -- the same
            todo,
            todo_writing,
        )
        from plans.exports import personal_data
        from plans.journal import Verb
        from plans.news import SOURCES
        from plans.selectors import setup
        from plans.views.groups_work import waiting_count as waiting_proposals
        from plans.views.replies import waiting_count

        journal.register(Verb)
        finding.register()
        mydata.register(personal_data)
        slots.register()
        news.register(*SOURCES)
        slots_provenance.register()
        menus.public(_("Le plan"), "plans:plan")
        todo_list.register(setup.items)
        todo_list.register(todo.items)
        todo_list.register(todo_writing.items)
        menus.at_work(_("À faire"), "plans:todo", policies.has_things_to_do, first=True)
        menus.at_work(_("Rédaction"), "plans:drafting", policies.can_write_plan)
        menus.at_work(_("Réponses"), "plans:replies", policies.can_write_plan, waiting_count)
        menus.at_work(_("Amendements"), "plans:work-amendments", policies.can_write_plan, todo.pending_amendments)
        menus.at_work(_("Groupes"), "plans:work-groups", policies.can_write_plan, waiting_proposals)
        menus.at_work(_("Visas"), "plans:visas", policies.can_follow_visas)
        menus.at_work(_("Versions"), "plans:versions-work", policies.can_write_plan)
        menus.at_work(_("Relire"), "plans:reviews", policies.can_read_reviews)
        menus.at_work(_("Délibérations"), "plans:deliberations", policies.is_at_the_secretariat)
