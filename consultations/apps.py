from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_noop as _


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors import signals as below
        from consultations import receivers, slots, todo
        from consultations.exports import personal_data
        from consultations.journal import Verb
        from consultations.models import Contribution
        from consultations.policies import can_run_consultations
        from essportal import journal, menus, mydata
        from essportal import todo as todo_list

        journal.register(Verb)
        mydata.register(personal_data)
        slots.register()

        def waiting(user):
            return Contribution.objects.visible_to(user).waiting().count()

        user_logged_in.connect(receivers.give_kept_draft, dispatch_uid="give_kept_draft")
        below.person_erased.connect(receivers.drop_drafts_of_erased_person, dispatch_uid="drop_drafts_of_erased_person")
        below.organisation_verified.connect(receivers.publish_what_waited_for_it, dispatch_uid="publish_what_waited")
        below.organisation_refused.connect(receivers.publish_in_a_personal_capacity, dispatch_uid="publish_as_a_person")
        below.claim_settled.connect(receivers.follow_the_claim, dispatch_uid="follow_the_claim")
        below.organisations_merged.connect(receivers.move_contributions, dispatch_uid="move_contributions")
        below.merge_undone.connect(receivers.move_contributions_back, dispatch_uid="move_contributions_back")
        below.organisations_merged.connect(receivers.move_objections, dispatch_uid="move_objections")
        below.merge_undone.connect(receivers.move_objections_back, dispatch_uid="move_objections_back")
        menus.public(_("Contributions"), "consultations:contributions")
        menus.public(_("Rencontres"), "consultations:meetings")
        menus.at_work(_("Contributions"), "consultations:work-contributions", can_run_consultations, waiting)
        menus.at_work(_("Synthèse"), "consultations:synthesis-desk", can_run_consultations)
        menus.at_work(_("Rencontres"), "consultations:work-meetings", can_run_consultations)
        menus.at_work(_("Concertation"), "consultations:work-frame", can_run_consultations)
        todo_list.register(todo.items)
