"""A small territory in which each address of the portal has something to show."""

import uuid
from datetime import date, timedelta

from django.core import signing
from django.core.files.base import ContentFile

from actors import actions as actors
from actors import founding
from actors.actions import ask_dpo, invite, note_import, open_diagnosis, publish_diagnosis
from actors.emails import SALT
from actors.models import DataRequest, FactKind, Logo
from consultations import actions as consultations
from consultations.actions import import_batch, note_term, propose_correction, renew_capture
from consultations.forms.files import CheckedFile
from consultations.models import Attachment, Discussion, Workshop
from essportal import clock
from plans.actions import (
    Fed,
    decide,
    file_amendment,
    freeze_version,
    invite_to_review,
    keep_reply_sheet,
    leave_remark,
    open_disagreement,
    receive_text,
    reword,
    start_from,
    write_reply,
)
from plans.importing import read
from plans.selectors.lettering import letter_of
from tests import access_news, access_scene_asking, access_scene_writing
from tests.factories import (
    BodyFactory,
    CollegeFactory,
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
    SeatFactory,
    SynthesisPointFactory,
    came,
    clause_from,
    decided,
    minutes_of,
    sitting,
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
    table = Workshop.objects.create(meeting=meeting, number=1, question="Que manque-t-il ?")
    captures = [renew_capture(table, by=officer).secret for __ in range(2)]
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
    meetings = _meetings(people, meeting)
    clause = clause_from(plan, by=officer, sources=[Fed("contribution", contribution=published)])
    write_reply(published, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    first = freeze_version(plan, by=officer, note="Premier jet, resté à l’équipe.")
    version = version_of(plan, by=officer)
    invite_to_review(version, by=officer, invited=people["other_member"].representations[0].organisation)
    remark = leave_remark(version, clause, by=people["elected"], text="Une carte manque.")
    amended = [
        file_amendment(
            reword(version, clause, by=people["elected"], title="T", text=text), by=people["elected"], reasons="Pour."
        )
        for text in ("Un autre texte.", "Encore un autre.")
    ]
    decide([amended[1]], by=officer, outcome="refused", decider="Le bureau", decision="Déjà dit.")
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
    words = _words(consultation, officer, member)
    return {
        **words,
        **access_news.build(consultation),
        **synthesis_scene(consultation, published, by=officer, objector=member),
        **{sort.value: sort for sort in FactKind},
        **_replies(plan, version, by=officer, organisation=member.representations[0].organisation),
        "typing_batch": import_batch([], by=officer, key=uuid.uuid4(), consultation=consultation, channel="mail").key,
        "capture_revoked": captures[0],
        "capture_secret": captures[1],
        "asked": asked.reference,
        "asked_token": signing.dumps(outside.pk, salt=SALT),
        "invitation": invitation.pk,
        "token": invitation.address.split("/")[2],
        "person": member.pk,
        "speaks": member.representative_set.get().pk,
        "claim": theirs.pk,
        "offer": actors.offer_hand_over(organisation, by=member, email=people["correspondent"].email).pk,
        "correction": actors.ask_correction(organisation, by=member, fields={"name": "La Remise"}).pk,
        **_reports(people),
        "merge": actors.merge_organisations(other, merged, by=officer).pk,
        "establishment": organisation.establishments.create(name="L’atelier").pk,
        "link": people["member"].representations[0].pk,
        "other": other.slug,
        "network": network.slug,
        "membership": membership.pk,
        "consultation": consultation.slug,
        "meeting": meeting.reference,
        **meetings,
        "published": published.reference,
        "waiting": waiting.reference,
        "withdrawn": withdrawn.reference,
        "key": draft.key,
        "attachment": attachment.pk,
        "idea": waiting.pk,
        "point": point.reference,
        "clause": clause.reference,
        "source": clause.working().sources.get().pk,
        "desk_disagreement": open_disagreement(clause, by=officer, subject="Le bail", text="Neuf ans.", holder="Un").pk,
        "frozen": first.number,
        "version": version.number,
        "both": (first.number, version.number),
        "remark": remark.pk,
        "amendment": amended[0].reference,
        "amendment_decided": amended[1].reference,
        "amendment_draft": reword(version, clause, by=people["elected"], title="T", text="Rien encore.").pk,
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
        **access_scene_asking.build(consultation, meeting, officer, member),
        "one_key": founding.new_key(),
        "help_page": "administrateur",
        "department": DepartmentFactory().slug,
        "policy_area": PolicyAreaFactory().slug,
        **bodies(people),
        **access_scene_writing.build(plan, clause, people),
        **importing(plan, officer),
        **succession(plan, officer),
    }


def importing(plan, officer):
    """A text being looked over, with one title."""
    document = read("plan.md", b"# Un axe")
    return {
        "importing_text": receive_text(plan, by=officer, name="plan.md", document=document).pk,
        "importing_rank": 0,
    }


def succession(plan, officer):
    """The plan starts from an older one; what becomes of its clause is not decided yet."""
    before = PlanFactory(starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
    clause = clause_from(before, by=officer)
    start_from(plan, by=officer, version=version_of(before, by=officer))
    return {"succession_plan": plan.slug, "succession_clause": clause.reference}


def bodies(people):
    """Bodies, minutes and decisions: a public body, an inner one, a private one where the member sits."""
    officer, member = people["officer"], people["member"]
    organisation = member.representations[0].organisation
    college = CollegeFactory()
    seat = SeatFactory(college=college, organisation=organisation, person=member)
    private = CollegeFactory(body=BodyFactory(private=True))
    SeatFactory(college=private, organisation=organisation, person=member)
    approved, sent = sitting(college.body, days=-60), sitting(None, days=-9)
    hidden = sitting(private.body, days=-5)
    came(sent, member)
    waiting = minutes_of(sent, by=officer, sent=True)
    decision = decided(approved, by=officer)
    minutes_of(approved, by=officer, approved=True)
    secret = decided(hidden, by=officer)
    minutes_of(hidden, by=officer, approved=True)
    return {
        "bodies_public": college.body.slug,
        "bodies_inner": BodyFactory(inner=True).slug,
        "bodies_private": private.body.slug,
        "bodies_college": college.pk,
        "bodies_seat": seat.pk,
        "bodies_term": note_term(by=officer, starts_on=date(2026, 3, 1), ends_on=date(2032, 2, 28)).pk,
        "bodies_approved": approved.reference,
        "bodies_sent": sent.reference,
        "bodies_hidden": hidden.reference,
        "bodies_correction": propose_correction(waiting, by=member, text="Six ans.").pk,
        "bodies_decision": decision.reference,
        "bodies_secret": secret.reference,
    }


def _replies(plan, version, *, by, organisation):
    """A letter to the member's organisation, and a spreadsheet that the officer sent."""
    rows = [{"line": 2, "problem": "", "reference": "C-1", "outcome": "", "reason": "", "wording": "0"}]
    rows = [row | {"clauses": "", "postponed_to": ""} for row in rows]
    return {
        "replies_letter": letter_of(version, organisation).organisation.slug,
        "replies_sheet": keep_reply_sheet(plan, by=by, name="reponses.ods", rows=rows).pk,
    }


def _words(consultation, officer, member):
    """A masked passage that its author contests, a published point, a message."""
    masked = ContributionFactory(
        published=True, consultation=consultation, author=member, text="Un bail, dit madame Untel, de six ans."
    )
    ruling = consultations.mask_passage(masked, by=officer, passage="madame Untel", motive="donnees_personnelles")
    consultations.appeal(ruling, by=member, text="Elle est d’accord.")
    point = SynthesisPointFactory(consultation=consultation, published_at=clock.now())
    said = Discussion.objects.create(point=point).comments.create(
        author=member, organisation=member.representations[0].organisation, text="Nous aussi.", at=clock.now()
    )
    return {
        "words_masked": masked.reference,
        "words_ruling": ruling.pk,
        "words_point": point.reference,
        "words_comment": said.pk,
    }


def _meetings(people, meeting):
    """A public meeting with all that goes with it, and a private one of which nothing must be known."""
    officer, member = people["officer"], people["member"]
    series, inner = (consultations.open_series(by=officer, name=name) for name in ("Les fabriques", "Le comité"))
    consultations.revise_meeting(meeting, by=officer, series=series)
    private = MeetingFactory(title="Séance à huis clos", is_public=False, series=inner)
    papers = [
        consultations.send_document(
            one, by=officer, title="Note", file=CheckedFile("note.pdf", text, "application/pdf"), tell=False
        )
        for one, text in ((meeting, b"%PDF-1.7 a"), (private, b"%PDF-1.7 b"))
    ]
    invited = consultations.invite_to_meeting(meeting, by=officer, addresses=["invitee@exemple.test"])
    return {
        "meeting_registration": consultations.register(meeting, by=member, person=member).pk,
        "meeting_private": private.reference,
        "meeting_series": series.slug,
        "meeting_private_series": inner.slug,
        "meeting_document": papers[0].pk,
        "meeting_private_document": papers[1].pk,
        "meeting_invitation": invited[0].pk,
        "meeting_secret": consultations.draw_calendar_key(people["dpo"], by=people["dpo"]),
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


def _reports(people):
    """One that correspondents read, and one from the team's own notes that only the team reads."""
    department = people["correspondent"].departments[0]
    told = {"kind": "need", "title": "Un local", "department": department}
    filed = actors.file_report(by=people["correspondent"], key=uuid.uuid4(), confidentiality="network", **told)
    kept = actors.file_report(by=people["officer"], key=uuid.uuid4(), confidentiality="team", **told)
    return {"report": filed.reference, "report_for_team": kept.reference}
