"""What a file contains."""

from consultations.models import Comment, Contribution, Endorsement
from consultations.selectors.asking import given_by


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: what this person said, supported and answered."""
    return {
        "contributions": [_contribution(said) for said in _contributions(person)],
        "soutiens": [_endorsement(one) for one in _endorsements(person)],
        "messages": [_comment(one) for one in _comments(person)],
        "objections": [_objection(one) for one in person.objections.select_related("point", "organisation")],
        **given_by(person),
    }


def _endorsements(person):
    return Endorsement.objects.filter(by=person).select_related("contribution", "organisation")


def _endorsement(one) -> dict:
    return {"contribution": one.contribution.reference, "au_nom_de": one.organisation.name, "le": one.at}


def _comments(person):
    known = Comment.objects.filter(author=person).select_related("organisation", "discussion__contribution")
    return known.select_related("discussion__point")


def _comment(one) -> dict:
    return {
        "a_propos_de": one.discussion.subject.reference,
        "au_nom_de": one.organisation and one.organisation.name,
        "le": one.at,
        "texte": one.text,
        "masque": one.hidden_at,
        "motif": one.hidden_at and f"{one.get_hidden_motive_display()} {one.hidden_sentence}",
        "retire": one.withdrawn_at,
    }


def _objection(one) -> dict:
    return {
        "point": one.point.reference,
        "texte": one.text,
        "au_nom_de": one.organisation and one.organisation.name,
        "deposee": one.filed_at,
        "suite": one.get_outcome_display(),
        "reponse": one.answer,
        "repondue": one.answered_at,
    }


def _contributions(person):
    mine = Contribution.objects.filter(author=person).select_related("consultation", "organisation", "municipality")
    return mine.prefetch_related("attachments", "rulings").order_by("created_at", "pk")


def _contribution(said) -> dict:
    return {
        "reference": said.reference,
        "etat": said.get_status_display(),
        "concertation": said.consultation.title,
        "titre": said.public_title,
        "texte": said.public_text,
        "au_nom_de": said.organisation and said.organisation.name,
        "commune": said.municipality and said.municipality.name,
        "nom_affiche": said.name_is_public,
        "ecrite": said.created_at,
        "deposee": said.filed_at,
        "publiee": said.published_at,
        "retiree": said.withdrawn_at,
        "motif": said.moderation_reason,
        "empreinte": said.fingerprint,
        "sel": said.salt,
        "decisions": [_ruling(ruling) for ruling in said.rulings.all()],
        "fichiers": [file.name for file in said.attachments.all()],
    }


def _ruling(ruling) -> dict:
    return {
        "decision": ruling.get_kind_display(),
        "motif": f"{ruling.get_motive_display()} {ruling.sentence}".strip(),
        "le": ruling.decided_at,
        "recours": ruling.appeal,
        "reponse": ruling.answer,
    }
