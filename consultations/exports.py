"""What a file contains."""

from consultations.models import Contribution


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: what this person said."""
    return {
        "contributions": [_contribution(said) for said in _contributions(person)],
        "objections": [_objection(one) for one in person.objections.select_related("point", "organisation")],
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
    return mine.prefetch_related("attachments").order_by("created_at", "pk")


def _contribution(said) -> dict:
    return {
        "reference": said.reference,
        "etat": said.get_status_display(),
        "concertation": said.consultation.title,
        "titre": said.title,
        "texte": said.text,
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
        "fichiers": [file.name for file in said.attachments.all()],
    }
