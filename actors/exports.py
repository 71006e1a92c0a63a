"""What a file contains: what the portal holds about one person, as far as this app knows."""

from django.db.models import Q

from actors.models import Correction, DigestChoice, HandOver, Invitation, SheetDraft, Subscriber
from essportal.models import ExportEntry


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: the account, the roles, the agreements and the requests."""
    return {
        "adresse": person.email,
        "nom": person.name,
        "nom_affiche": person.name_is_public,
        "inscription": person.joined_at,
        "derniere_connexion": person.last_login,
        "organisations": [
            {"nom": link.organisation.name, "fonction": link.function, **_dates(link)}
            for link in person.representative_set.select_related("organisation").order_by("starts_on", "pk")
        ],
        "mandats": [
            {"conseil": mandate.council, "mandat": mandate.title, **_dates(mandate)}
            for mandate in person.electedmember_set.order_by("starts_on", "pk")
        ],
        "postes": [
            {"poste": post.get_kind_display(), "fonction": post.function, **_dates(post)}
            for post in person.post_set.order_by("starts_on", "pk")
        ],
        "correspondances": [
            {"direction": link.department.name, "rang": link.get_rank_display(), **_dates(link)}
            for link in person.correspondences.select_related("department").order_by("starts_on", "pk")
        ],
        "services": [
            {"direction": link.department.name, "fonction": link.function, **_dates(link)}
            for link in person.agent_set.select_related("department").order_by("starts_on", "pk")
        ],
        "remontees": [
            {
                "reference": report.reference,
                "direction": report.department.name,
                "envoyee_le": report.filed_at,
                "titre": report.title,
                "texte": report.text,
                "etat": report.get_status_display(),
                "reponse": report.answer,
            }
            for report in person.reports.select_related("department").order_by("filed_at", "pk")
        ],
        "organisations_demandees": [
            {
                "organisation": claim.organisation.name,
                "etat": claim.get_status_display(),
                "envoyee": claim.filed_at,
                "fonction": claim.function,
                "mot": claim.note,
                "reponse": claim.reason,
            }
            for claim in person.claims.select_related("organisation").order_by("filed_at", "pk")
        ],
        "corrections_demandees": [
            {
                "organisation": asked.organisation.name,
                "etat": asked.get_status_display(),
                "demandee": asked.filed_at,
                "ce_qui_change": asked.fields,
                "reponse": asked.reason,
            }
            for asked in Correction.objects.filter(person=person).select_related("organisation").order_by("filed_at")
        ],
        "relais_proposes": [
            {"organisation": offer.organisation.name, "le": offer.offered_at}
            for offer in HandOver.objects.filter(offered_by=person).select_related("organisation").order_by("pk")
        ],
        "relais_recus": [
            {
                "organisation": offer.organisation.name,
                "fonction": offer.function,
                "le": offer.offered_at,
                "accepte": offer.taken_at,
            }
            for offer in HandOver.objects.filter(email__iexact=person.email)
            .select_related("organisation")
            .order_by("pk")
        ],
        "invitations_recues": [
            {"adresse": one.email, "nom": one.name, "le": one.invited_at, "acceptee": one.accepted_at}
            for one in Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=person.email)).order_by("pk")
        ],
        "fichiers_emportes": [
            {"quoi": entry.what, "le": entry.at, "lignes": entry.rows}
            for entry in ExportEntry.objects.filter(by=person).order_by("at", "pk")
        ],
        "brouillon_de_fiche": SheetDraft.objects.filter(person=person).values_list("typed", flat=True).first(),
        "connexions": [
            {"quand": one.at, "comment": one.get_way_display(), "seconde_preuve": one.with_second_factor}
            for one in person.sign_ins.all()
        ],
        "accords": [
            {"donne": consent.given, "le": consent.at, "texte_lu": consent.words, "a_propos": consent.about}
            for consent in person.consents.all()
        ],
        "nouvelles_recues": [
            {"quoi": choice.get_topic_display(), "rythme": choice.get_cadence_display(), "jusqu_au": choice.sent_up_to}
            for choice in DigestChoice.objects.filter(person=person)
        ],
        "abonnement_aux_nouvelles": [
            {"demandee": one.asked_at, "confirme": one.confirmed_at}
            for one in Subscriber.objects.filter(email__iexact=person.email)
        ],
        "demandes": [_request(asked) for asked in person.data_requests.all()],
    }


def _dates(fact) -> dict:
    return {"depuis": fact.starts_on, "jusqu_au": fact.ends_on}


def _request(asked) -> dict:
    return {
        "reference": asked.reference,
        "demande": asked.get_kind_display(),
        "etat": asked.get_status_display(),
        "texte": asked.text,
        "recue": asked.received_at,
        "reponse_attendue": asked.due_on,
        "reponse": asked.answer,
        "repondue": asked.answered_at,
    }
