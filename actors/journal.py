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
    IMPORT_RECEIVED = "import_received", _("a déposé des fichiers à importer dans l’annuaire")
    IMPORT_DROPPED = "import_dropped", _("a abandonné un import")
    ORGANISATIONS_IMPORTED = "organisations_imported", _("a importé des organisations dans l’annuaire")
