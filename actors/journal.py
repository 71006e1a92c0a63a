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
    AGENT_NOTED = "agent_noted", _("a noté qui travaille dans une direction")
    FACT_ENDED = "fact_ended", _("a mis fin à ce qui était noté d’une personne")
    FACT_WITHDRAWN = "fact_withdrawn", _("a retiré ce qui était noté par erreur")
    PERSON_INVITED = "person_invited", _("a invité une personne")
    INVITATION_COMPLETED = "invitation_completed", _("a complété une invitation")
    INVITATION_RESENT = "invitation_resent", _("a renvoyé une invitation")
    INVITATION_REVOKED = "invitation_revoked", _("a annulé une invitation")
    INVITATION_ACCEPTED = "invitation_accepted", _("a accepté une invitation")
    ACCOUNT_CLOSED = "account_closed", _("a fermé un compte")
    ACCOUNT_REOPENED = "account_reopened", _("a rouvert un compte")
    SECOND_FACTOR_RESET = "second_factor_reset", _("a retiré la seconde preuve d’un compte")
    SECOND_FACTOR_ADDED = "second_factor_added", _("a protégé son compte par une seconde preuve")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("a retiré une seconde preuve de son compte")
    PASSWORD_CHANGED = "password_changed", _("a changé son mot de passe")
    PASSWORD_REMOVED = "password_removed", _("a retiré son mot de passe")
    PERSON_ERASED = "person_erased", _("a effacé un compte")
