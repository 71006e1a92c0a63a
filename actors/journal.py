from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Each label ends the sentence "Sacha Spécimen …"."""

    AUTHORITY_SETTLED = "authority_settled", _("a ouvert le portail de la collectivité")
    DEPARTMENT_ADDED = "department_added", _("a ajouté une direction")
    ORGANISATION_ADDED = "organisation_added", _("a ajouté une organisation à l’annuaire")
    NETWORK_JOINED = "network_joined", _("a noté une adhésion à un réseau")
    PERSON_WELCOMED = "person_welcomed", _("a ouvert un compte")
    PERSON_APPOINTED = "person_appointed", _("a nommé une personne à un poste")
    MANDATE_NOTED = "mandate_noted", _("a noté un mandat")
    CORRESPONDENT_NAMED = "correspondent_named", _("a nommé un correspondant ESS")
    REPRESENTATIVE_NAMED = "representative_named", _("a noté qui représente une organisation")
    PERSON_ERASED = "person_erased", _("a effacé un compte")
    # The life of an organisation's sheet
    ORGANISATION_REGISTERED = "organisation_registered", _("a inscrit une organisation")
    ORGANISATION_VERIFIED = "organisation_verified", _("a vérifié une organisation")
    ORGANISATION_REFUSED = "organisation_refused", _("a refusé une organisation")
    ORGANISATION_EDITED = "organisation_edited", _("a modifié la fiche")
    ORGANISATION_ARCHIVED = "organisation_archived", _("a archivé la fiche")
    ORGANISATION_RESTORED = "organisation_restored", _("a rétabli la fiche")
    ORGANISATIONS_MERGED = "organisations_merged", _("a fusionné deux fiches")
    MERGE_UNDONE = "merge_undone", _("a annulé une fusion")
    ESTABLISHMENT_SAVED = "establishment_saved", _("a noté un établissement")
    ESTABLISHMENT_REMOVED = "establishment_removed", _("a retiré un établissement")
    CLAIM_FILED = "claim_filed", _("a demandé à représenter l’organisation")
    CLAIM_ASKED = "claim_asked", _("a demandé une précision")
    CLAIM_ANSWERED = "claim_answered", _("a complété sa demande")
    CLAIM_ACCEPTED = "claim_accepted", _("a accepté une demande")
    CLAIM_REFUSED = "claim_refused", _("a refusé une demande")
    CLAIM_WITHDRAWN = "claim_withdrawn", _("a retiré sa demande")
    CORRECTION_ASKED = "correction_asked", _("a demandé une correction de la fiche")
    CORRECTION_ACCEPTED = "correction_accepted", _("a accepté une correction")
    CORRECTION_REFUSED = "correction_refused", _("a refusé une correction")
    HANDOVER_OFFERED = "handover_offered", _("a proposé à quelqu’un de représenter l’organisation")
    HANDOVER_TAKEN = "handover_taken", _("a accepté de représenter l’organisation")
    HANDOVER_CLOSED = "handover_closed", _("a annulé ou décliné un passage de relais")
    REPRESENTATIVE_ENDED = "representative_ended", _("a mis fin à une représentation")
