"""What a file contains."""

from actors.models import SheetDraft
from consultations.models import Contribution


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: what this person gave, in a form that a machine reads."""
    return {
        "adresse": person.email,
        "nom": person.name,
        "nom_affiche": person.name_is_public,
        "inscription": person.joined_at.isoformat(),
        "organisations": [
            {
                "nom": link.organisation.name,
                "fonction": link.function,
                "depuis": link.starts_on.isoformat(),
                "jusqu_au": link.ends_on and link.ends_on.isoformat(),
            }
            for link in person.representative_set.select_related("organisation").order_by("starts_on", "pk")
        ],
        "demandes": [
            {
                "organisation": claim.organisation.name,
                "etat": claim.get_status_display(),
                "envoyee": claim.filed_at.isoformat(),
                "fonction": claim.function,
                "mot": claim.note,
                "reponse": claim.reason,
            }
            for claim in person.claims.select_related("organisation").order_by("filed_at", "pk")
        ],
        "brouillon_de_fiche": SheetDraft.objects.filter(person=person).values_list("typed", flat=True).first(),
        "contributions": [_contribution(said) for said in _contributions(person)],
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
        "ecrite": said.created_at.isoformat(),
        "deposee": said.filed_at and said.filed_at.isoformat(),
        "publiee": said.published_at and said.published_at.isoformat(),
        "retiree": said.withdrawn_at and said.withdrawn_at.isoformat(),
        "motif": said.moderation_reason,
        "empreinte": said.fingerprint,
        "fichiers": [file.name for file in said.attachments.all()],
    }
