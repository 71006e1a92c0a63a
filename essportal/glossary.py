"""The words of the plan and of its making, in one sentence each: what the glossary says before anyone edits it."""

from django.utils.translation import gettext_lazy as _

WORDS = [
    (
        _("Amendement"),
        _(
            "Une proposition de changer les mots d’une clause. Elle est acceptée, acceptée avec modification ou "
            "refusée, toujours avec un motif."
        ),
    ),
    (
        _("Avis"),
        _(
            "Ce que pense d’une version une personne élue ou une instance : favorable, favorable avec réserves ou"
            " défavorable."
        ),
    ),
    (
        _("Clause"),
        _("Un morceau du plan qui a son numéro et son histoire : axe, objectif, mesure ou paragraphe."),
    ),
    (
        _("Co-construction"),
        _(
            "Écrire ensemble, de la première question jusqu’à l’évaluation. C’est plus que consulter (demander un"
            " avis) et que concerter (débattre avant de décider) ; la décision reste au conseil."
        ),
    ),
    (
        _("Comité de suivi"),
        _("Une instance qui réunit des collèges (organisations, élus, services) et vérifie l’avancement du plan."),
    ),
    (
        _("Date d’arrêt"),
        _("Le jour après lequel les contributions reçues sont traitées pour la version suivante."),
    ),
    (
        _("Délibération"),
        _("L’acte par lequel le conseil adopte ou rejette le plan."),
    ),
    (
        _("Empreinte"),
        _(
            "Une suite de signes calculée sur le texte entier d’une version. Si un seul mot changeait, elle ne "
            "serait plus la même : chacun peut vérifier que rien n’a été touché."
        ),
    ),
    (
        _("ESS"),
        _(
            "Économie sociale et solidaire : associations, coopératives, mutuelles, fondations, et sociétés qui "
            "cherchent l’utilité sociale (loi du 31 juillet 2014)."
        ),
    ),
    (
        _("ESUS"),
        _("Entreprise solidaire d’utilité sociale : un agrément de l’État, donné pour une durée limitée."),
    ),
    (
        _("Fabrique"),
        _("Une rencontre où l’on travaille en tables, et dont chaque idée est gardée."),
    ),
    (
        _("Mesure"),
        _("Ce que le plan décide de faire, avec un pilote, des partenaires, un calendrier et un budget."),
    ),
    (
        _("Point de synthèse"),
        _(
            "Une idée que plusieurs contributions partagent, ou sur laquelle elles s’opposent. Les textes "
            "d’origine ne changent pas."
        ),
    ),
    (
        _("Provenance"),
        _(
            "Ce qui a nourri une clause : contributions, points de synthèse, rencontres, amendements, ou "
            "initiative de la collectivité."
        ),
    ),
    (
        _("SCIC"),
        _(
            "Société coopérative d’intérêt collectif : salariés, usagers et collectivités peuvent en être membres"
            " ensemble."
        ),
    ),
    (
        _("Tête de réseau"),
        _("Une organisation qui en fédère d’autres et parle avec elles."),
    ),
    (
        _("Version"),
        _("Le plan entier tel qu’il était un jour donné, gelé et scellé : ses mots ne bougent plus."),
    ),
]
