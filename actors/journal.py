from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Each label ends the sentence "Sacha Spécimen …"."""

    AUTHORITY_SETTLED = "authority_settled", _("a ouvert le portail de la collectivité")
    PORTAL_FOUNDED = "portal_founded", _("a pris la clé de ce portail vide")
    AUTHORITY_REVISED = "authority_revised", _("a modifié les réglages de la collectivité")
    LOGO_CHANGED = "logo_changed", _("a changé le logo")
    COMMUNES_TAKEN = "communes_taken", _("a ajouté des communes au territoire")
    COMMUNES_LEFT = "communes_left", _("a retiré des communes du territoire")
    SET_UP_SKIPPED = "set_up_skipped", _("a passé une étape de la mise en route")
    SET_UP_CLOSED = "set_up_closed", _("a terminé la mise en route")
    DEPARTMENT_REVISED = "department_revised", _("a modifié une direction")
    DEPARTMENT_CLOSED = "department_closed", _("a fermé une direction")
    DEPARTMENT_REOPENED = "department_reopened", _("a rouvert une direction")
    POLICY_AREA_ADDED = "policy_area_added", _("a ajouté une compétence")
    POLICY_AREA_REVISED = "policy_area_revised", _("a renommé une compétence")
    POLICY_AREA_CLOSED = "policy_area_closed", _("a fermé une compétence")
    POLICY_AREA_REOPENED = "policy_area_reopened", _("a rouvert une compétence")
    DEPARTMENT_ADDED = "department_added", _("a ajouté une direction")
    ORGANISATION_ADDED = "organisation_added", _("a ajouté une organisation à l’annuaire")
    NETWORK_JOINED = "network_joined", _("a noté une adhésion à un réseau")
    PERSON_WELCOMED = "person_welcomed", _("a ouvert un compte")
    PERSON_APPOINTED = "person_appointed", _("a nommé une personne à un poste")
    MANDATE_NOTED = "mandate_noted", _("a noté un mandat")
    CORRESPONDENT_NAMED = "correspondent_named", _("a nommé un correspondant ESS")
    REPRESENTATIVE_NAMED = "representative_named", _("a noté qui représente une organisation")
    PERSON_ERASED = "person_erased", _("a effacé un compte")
    DIAGNOSIS_OPENED = "diagnosis_opened", _("a ouvert une édition du diagnostic")
    DIAGNOSIS_REVISED = "diagnosis_revised", _("a modifié une édition du diagnostic")
    DIAGNOSIS_PUBLISHED = "diagnosis_published", _("a publié une édition du diagnostic")
    DIAGNOSIS_DROPPED = "diagnosis_dropped", _("a abandonné une édition du diagnostic")
    # The information pages
    PAGE_WRITTEN = "page_written", _("a modifié une page d’information")
    AUDIT_RECORDED = "audit_recorded", _("a enregistré un audit d’accessibilité")
    AUDIT_CANCELLED = "audit_cancelled", _("a annulé un audit d’accessibilité")
    # Personal data
    PERSON_WARNED = "person_warned", _("a averti une personne que son compte sera effacé")
    INACTIVITY_SETTLED = "inactivity_settled", _("a changé la durée avant l’effacement des comptes inactifs")
    DATA_REQUEST_RECEIVED = "data_request_received", _("a envoyé une demande sur ses données")
    DATA_REQUEST_EXTENDED = "data_request_extended", _("a prolongé le délai d’une demande sur les données")
    DATA_REQUEST_ANSWERED = "data_request_answered", _("a répondu à une demande sur les données")
    DATA_REQUEST_CLOSED = "data_request_closed", _("a clos une demande sur les données")
