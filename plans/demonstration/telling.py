"""The story from its beginning to today, all or nothing."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from actors.models import LocalAuthority
from essportal import clock
from plans.demonstration import (
    amending,
    asking,
    attending,
    coming,
    desk,
    entrusting,
    following,
    imports,
    letters,
    listening,
    panorama,
    past,
    people,
    privacy,
    reporting,
    review,
    sittings,
    succeeding,
    synthesis,
    tables,
    visas,
    welcoming,
    words,
    writing,
)
from plans.demonstration.corpus import Story

STEPS = [
    ("la collectivité, les quarante communes, les organisations et les personnes", people.settle),
    ("les agents des directions", welcoming.welcome_agents),
    ("le plan 2024–2026 et ses trois versions", past.tell),
    ("le diagnostic partagé", panorama.publish),
    ("le cadre de la concertation", listening.open_frame),
    ("six instances, leurs collèges et leurs sièges", sittings.found_bodies),
    ("neuf rencontres", listening.hold_meetings),
    ("l’installation du comité de suivi", sittings.sit),
    ("228 contributions reçues à temps", lambda story: listening.receive(story, late=False)),
    ("45 points de synthèse", listening.gather_points),
    ("le plan 2027–2030, son calendrier", writing.found_plan),
    ("la première rédaction", writing.write_first),
    ("les visas des directions", visas.answer_first),
    ("228 réponses et la version 4", writing.submit_first),
    ("une branche confiée à ceux qui réparent", entrusting.entrust),
    ("les lettres aux organisations", letters.write),
    ("la seconde rédaction", writing.write_second),
    ("ce que le groupe a proposé", entrusting.write_together),
    ("les visas de ce qui a changé", visas.answer_second),
    ("la version 5, en relecture", writing.submit_second),
    ("ce que devient le plan 2024–2026", succeeding.tell),
    ("12 contributions reçues depuis", lambda story: listening.receive(story, late=True)),
    ("leurs points de synthèse", listening.gather_late),
    ("les inscriptions et les présences", attending.come),
    ("trois questionnaires et deux votes de priorités", asking.ask),
    ("le cadre qui change, les objections à la synthèse", synthesis.contest),
    ("la concertation du plan précédent et son bilan", synthesis.remember),
    ("invitations à relire", review.invite),
    ("remarques et avis des élus", review.read_and_answer),
    ("amendements", amending.amend_and_decide),
    ("une proposition qui attend", entrusting.write_on),
    ("les visas à confirmer", visas.ask_again),
    ("désaccords", desk.disagree),
    ("comptes rendus, décisions et ce qui en est advenu", sittings.tell_minutes),
    ("ce que les directions ont fait remonter", reporting.report_and_answer),
    ("deux invitations en attente", welcoming.invite),
    ("les contributions d’hier, à relire", listening.receive_fresh),
    ("des soutiens, une discussion, un passage masqué, un recours", words.tell),
    ("les pages modifiées, les demandes au délégué", privacy.tell),
    ("des organisations qui s’inscrivent, à vérifier", coming.knock_at_the_door),
    ("ce que des personnes suivent", following.follow),
    ("la capture des tables de la prochaine fabrique", tables.open_tables),
    ("un tableau d’associations, à relire avant l’import", imports.leave_one_to_look_over),
]


def tell(say) -> bool:
    """Load the demonstration; False when an authority is already there and nothing was done."""
    if LocalAuthority.objects.exists():
        return False
    story = Story(today=clock.today(), say=say)
    # Nobody receives today the e-mails of what the story says was done months ago.
    with transaction.atomic(), app.replace_connector(InMemoryConnector()):
        for sentence, step in STEPS:
            say(f"  {sentence}")
            step(story)
    return True
