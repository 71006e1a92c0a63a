"""A small territory in which each address of the portal has something to show."""

import uuid
from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile

from actors import actions as actors
from actors import founding
from actors.actions import ask_dpo, invite, note_import, open_diagnosis, publish_diagnosis
from actors.emails import SALT
from actors.models import DataRequest, FactKind, Logo
from consultations import actions as consultations
from consultations.models import Attachment, Workshop
from essportal import clock
from plans.actions import Fed, freeze_version, leave_remark, write_reply
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    DeliberationFactory,
    DepartmentFactory,
    LocalAuthorityFactory,
    MeetingFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PolicyAreaFactory,
    SynthesisPointFactory,
    clause_from,
    version_of,
)


def build(people):
    """What each part of an address stands for, by name."""
    officer, member = people["officer"], people["member"]
    LocalAuthorityFactory()
    logo = Logo.objects.create(fingerprint="c0ffee", content_type="image/png", content=b"PNG")
    consultation = ConsultationFactory()
    plan = PlanFactory(consultation=consultation)
    meeting = MeetingFactory(consultation=consultation)
    Workshop.objects.create(meeting=meeting, number=1, question="Que manque-t-il ?")
    published = ContributionFactory(
        published=True, consultation=consultation, author=member, published_at=clock.now() - timedelta(days=5)
    )
    waiting = ContributionFactory(consultation=consultation, author=member)
    withdrawn = ContributionFactory(
        withdrawn=True, consultation=consultation, author=member, published_at=clock.now() - timedelta(days=5)
    )
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
    edition = {"title": "L’ESS ici", "figures_on": clock.today(), "source": "L’annuaire."}
    asked = ask_dpo(member, kind="access", text="Que savez-vous de moi ?")
    outside = DataRequest.objects.create(kind="other", email="loin@exemple.test", text="?", written_at=clock.now())
    invitation = invite(
        by=officer, email="invitee@exemple.test", sort=FactKind.MANDATE, title="Conseillère", starts_on=clock.today()
    )
    organisation, other = (people[who].representations[0].organisation for who in ("member", "other_member"))
    theirs = actors.claim_organisation(organisation, by=people["other_member"])
    merged = OrganisationFactory()
    network = OrganisationFactory(is_network=True)
    membership = NetworkMembershipFactory(network=network, member=member.representations[0].organisation)
    return {
        **synthesis_scene(consultation, published, by=officer, objector=member),
        **{sort.value: sort for sort in FactKind},
        "asked": asked.reference,
        "asked_token": signing.dumps(outside.pk, salt=SALT),
        "invitation": invitation.pk,
        "token": invitation.address.split("/")[2],
        "person": member.pk,
        "speaks": member.representative_set.get().pk,
        "claim": theirs.pk,
        "offer": actors.offer_hand_over(organisation, by=member, email=people["correspondent"].email).pk,
        "correction": actors.ask_correction(organisation, by=member, fields={"name": "La Remise"}).pk,
        "merge": actors.merge_organisations(other, merged, by=officer).pk,
        "establishment": organisation.establishments.create(name="L’atelier").pk,
        "link": people["member"].representations[0].pk,
        "other": other.slug,
        "network": network.slug,
        "membership": membership.pk,
        "consultation": consultation.slug,
        "meeting": meeting.reference,
        "published": published.reference,
        "waiting": waiting.reference,
        "withdrawn": withdrawn.reference,
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
        "diagnosis": open_diagnosis(by=officer, **edition).pk,
        "edition": publish_diagnosis(open_diagnosis(by=officer, **edition), by=officer).pk,
        "organisation": organisation.slug,
        "import": note_import(by=officer, register="rna", files=[{"name": "rna.csv", "stored": ""}]).pk,
        "ods": "ods",
        "one": 1,
        "page": "mentions-legales",
        "word": "mot-clause",
        "line": "registre-comptes",
        "logo": logo.pk,
        "one_key": founding.new_key(),
        "help_page": "administrateur",
        "department": DepartmentFactory().slug,
        "policy_area": PolicyAreaFactory().slug,
    }


def synthesis_scene(consultation, published, *, by, objector):
    """A point that its reader may contest, and a consultation that nobody sees yet."""
    contested = SynthesisPointFactory(consultation=consultation, title="Un bail long")
    consultations.gather(contested, [published], by=by)
    consultations.publish_point(contested, by=by)
    objection = consultations.file_objection(contested, by=objector, text="Nous disions neuf ans.")
    consultations.answer_objection(objection, by=by, outcome="upheld", answer="C’est corrigé.")
    hidden = ConsultationFactory(published_at=None)
    for one in (consultation, hidden):
        consultations.write_report(one, by=by, conduct="Six semaines.", outcome="Le bail.")
    return {
        "synthesis_window": consultation.windows.get().pk,
        "synthesis_csv": "csv",
        "synthesis_point": contested.reference,
        "synthesis_objection": objection.pk,
        "synthesis_hidden": hidden.slug,
    }
