"""A small territory in which each address of the portal has something to show."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile

from actors.actions import note_import
from consultations.models import Attachment, Workshop
from essportal import clock
from plans.actions import Fed, freeze_version, leave_remark, write_reply
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    DeliberationFactory,
    MeetingFactory,
    PlanFactory,
    SynthesisPointFactory,
    clause_from,
    version_of,
)


def build(people):
    """What each part of an address stands for, by name."""
    officer, member = people["officer"], people["member"]
    consultation = ConsultationFactory()
    plan = PlanFactory(consultation=consultation)
    meeting = MeetingFactory(consultation=consultation)
    Workshop.objects.create(meeting=meeting, number=1, question="Que manque-t-il ?")
    published = ContributionFactory(
        published=True, consultation=consultation, author=member, published_at=clock.now() - timedelta(days=5)
    )
    waiting = ContributionFactory(consultation=consultation, author=member)
    draft = ContributionFactory(draft=True, consultation=consultation, author=member, key=uuid.uuid4())
    attachment = Attachment.objects.create(
        contribution=waiting,
        file=ContentFile(b"%PDF-1.7", "plan.pdf"),
        name="plan.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0",
    )
    point = SynthesisPointFactory(consultation=consultation)
    clause = clause_from(plan, by=officer, sources=[Fed("contribution", contribution=published)])
    write_reply(published, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    first = freeze_version(plan, by=officer, note="Premier jet, resté à l’équipe.")
    version = version_of(plan, by=officer)
    remark = leave_remark(version, clause, by=people["elected"], text="Une carte manque.")
    return {
        "consultation": consultation.slug,
        "meeting": meeting.reference,
        "published": published.reference,
        "waiting": waiting.reference,
        "key": draft.key,
        "attachment": attachment.pk,
        "idea": waiting.pk,
        "point": point.reference,
        "clause": clause.reference,
        "source": clause.working().sources.get().pk,
        "frozen": first.number,
        "version": version.number,
        "both": (first.number, version.number),
        "remark": remark.pk,
        "vote": DeliberationFactory(version=version, recorded_by=officer).pk,
        "organisation": people["member"].representations[0].organisation.slug,
        "import": note_import(by=officer, register="rna", files=[{"name": "rna.csv", "stored": ""}]).pk,
        "ods": "ods",
        "one": 1,
    }
