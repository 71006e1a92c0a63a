from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_noop as _


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        # Models exist only once the apps are loaded.
        from actors import signals as below
        from consultations import (
            finding,
            minutes_upkeep,  # noqa: F401 -- importing it declares what comes back every night
            receivers,
            slots,
            slots_meetings,
            todo,
            todo_bodies,
        )
        from consultations.exports import personal_data
        from consultations.exports_bodies import seats_and_decisions
        from consultations.journal import Verb
        from consultations.models import Contribution
        from consultations.news import SOURCES
        from consultations.news_personal import SOURCES as PERSONAL
        from consultations.policies import can_run_consultations
        from consultations.selectors import following
        from essportal import journal, menus, mydata, news
        from essportal import todo as todo_list

        journal.register(Verb)
        finding.register()
        mydata.register(personal_data)
        mydata.register(seats_and_decisions)
        slots.register()
        news.register(*SOURCES, *PERSONAL)

        def waiting(user):
            return Contribution.objects.visible_to(user).waiting().count()

        user_logged_in.connect(receivers.give_kept_draft, dispatch_uid="give_kept_draft")
        below.person_erased.connect(receivers.drop_drafts_of_erased_person, dispatch_uid="drop_drafts_of_erased_person")
        below.organisation_verified.connect(receivers.publish_what_waited_for_it, dispatch_uid="publish_what_waited")
        below.organisation_refused.connect(receivers.publish_in_a_personal_capacity, dispatch_uid="publish_as_a_person")
        below.claim_settled.connect(receivers.follow_the_claim, dispatch_uid="follow_the_claim")
        below.organisations_merged.connect(receivers.move_contributions, dispatch_uid="move_contributions")
        below.merge_undone.connect(receivers.move_contributions_back, dispatch_uid="move_contributions_back")
        # Meetings
        slots_meetings.register()
        mydata.register(slots_meetings.personal_data)
        user_logged_in.connect(receivers.take_invitations_of_address, dispatch_uid="take_invitations_of_address")
        user_logged_in.connect(receivers.take_kept_registration, dispatch_uid="take_kept_registration")
        below.person_erased.connect(receivers.forget_meetings_of_erased_person, dispatch_uid="forget_meetings_of")
        below.organisations_merged.connect(receivers.move_registrations, dispatch_uid="move_registrations")
        below.merge_undone.connect(receivers.move_registrations_back, dispatch_uid="move_registrations_back")
        # Bodies: seats follow what they are held by
        below.fact_ended.connect(receivers.end_seats_with_the_mandate, dispatch_uid="end_seats_with_the_mandate")
        below.fact_withdrawn.connect(receivers.drop_seats_with_the_mandate, dispatch_uid="drop_seats_with_the_mandate")
        below.organisation_archived.connect(receivers.end_seats_with_the_organisation, dispatch_uid="end_seats_with_it")
        below.person_erased.connect(receivers.leave_the_seats, dispatch_uid="leave_the_seats")
        below.organisations_merged.connect(receivers.move_seats, dispatch_uid="move_seats")
        below.merge_undone.connect(receivers.move_seats_back, dispatch_uid="move_seats_back")
        todo_list.register(todo_bodies.items)
        # Following
        following.register()
        mydata.register(following.personal_data)
        below.person_erased.connect(receivers.forget_follows, dispatch_uid="forget_follows")
        below.person_erased.connect(receivers.forget_who_answered, dispatch_uid="forget_who_answered")
        below.organisations_merged.connect(receivers.move_ballots, dispatch_uid="move_ballots")
        below.merge_undone.connect(receivers.move_ballots_back, dispatch_uid="move_ballots_back")
        below.organisations_merged.connect(receivers.move_objections, dispatch_uid="move_objections")
        below.merge_undone.connect(receivers.move_objections_back, dispatch_uid="move_objections_back")
        menus.public(_("Contributions"), "consultations:contributions")
        menus.public(_("Rencontres"), "consultations:meetings")
        menus.public(_("Instances"), "consultations:bodies")
        menus.at_work(_("Contributions"), "consultations:work-contributions", can_run_consultations, waiting)
        menus.at_work(_("Synthèse"), "consultations:synthesis-desk", can_run_consultations)
        menus.at_work(_("Rencontres"), "consultations:work-meetings", can_run_consultations)
        menus.at_work(_("Instances"), "consultations:work-bodies", can_run_consultations)
        menus.at_work(_("Concertation"), "consultations:work-frame", can_run_consultations)
        menus.at_work(_("Questionnaires"), "consultations:work-questionnaires", can_run_consultations)
        menus.at_work(_("Priorités"), "consultations:work-prioritisations", can_run_consultations)
        todo_list.register(todo.items)
