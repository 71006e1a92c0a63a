"""The register of what the portal does with personal data (RGPD, article 30).

It is written beside the code that does it, so that it says what is done; the DPO adds what the code cannot know. Each
line names the models it covers: a test fails when a model that holds an e-mail address is in none of them.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PREFIX = "registre-"
TASK = _("Mission d’intérêt public (RGPD, article 6-1-e)")
LAW = _("Obligation légale (RGPD, article 6-1-c)")
CONSENT = _("Accord de la personne (RGPD, article 6-1-a)")


@dataclass(frozen=True)
class Processing:
    key: str
    name: str
    purpose: str
    basis: str
    people: str
    data: str
    recipients: str
    duration: str
    measures: str
    models: tuple[str, ...] = ()


REGISTER = [
    Processing(
        PREFIX + "comptes",
        _("Comptes et connexion"),
        _("Reconnaître qui écrit, sans mot de passe, et protéger les pages réservées."),
        TASK,
        _("Participants, représentants d’organisations, élus, agents."),
        _("Adresse de courriel, prénom et nom si la personne les donne, dates d’inscription et de dernière connexion."),
        _("La personne, l’équipe ESS, les administrateurs du portail."),
        _("Jusqu’à l’effacement du compte par la personne, ou après une durée sans connexion, avec avertissement."),
        _("Codes à usage unique, second code, chiffrement des échanges, sessions fermées à l’effacement."),
        ("actors.Person", "account.EmailAddress", "actors.SignIn"),
    ),
    Processing(
        PREFIX + "contributions",
        _("Contributions et réponses motivées"),
        _("Recueillir les propositions, les publier, y répondre et dire ce qu’elles ont nourri."),
        TASK,
        _("Auteurs de contributions ; personnes que les textes nomment."),
        _("Texte, organisation et fonction, commune, pièces jointes ; opinions que la personne choisit d’exprimer."),
        _("Tout le monde pour ce qui est publié, sans le nom de la personne sauf accord ; l’équipe ESS pour le reste."),
        _("Archives publiques : sans limite, sans nom après effacement du compte. Les brouillons partent avec lui."),
        _("Relecture avant publication, contribution retirée par son auteur quand il le veut."),
        ("consultations.Contribution",),
    ),
    Processing(
        PREFIX + "questionnaires",
        _("Questionnaires et votes de priorités"),
        _("Demander leur avis aux organisations et aux personnes, et compter une réponse pour chacune."),
        TASK,
        _("Représentants d’organisations, participants."),
        _("Qu’une personne ou une organisation a répondu ; ses réponses quand elles sont signées ; son bulletin."),
        _("L’équipe ESS pour les réponses signées ; personne pour les anonymes ni les bulletins, sinon comptés."),
        _("Avec la concertation ; sans le nom de la personne après effacement du compte."),
        _("Qui a répondu et ce qui est répondu sont gardés à part, sans date ni ordre ; nombres sous cinq masqués."),
        ("consultations.Participation", "consultations.Sheet", "consultations.Ballot"),
    ),
    Processing(
        PREFIX + "nom-public",
        _("Affichage du nom"),
        _("Montrer le nom de qui le souhaite, à côté de ses contributions."),
        CONSENT,
        _("Personnes qui ont donné leur accord."),
        _("Prénom et nom ; texte et date de l’accord, puis de son retrait."),
        _("Tout le monde, tant que l’accord tient."),
        _("Le nom : jusqu’au retrait de l’accord. La preuve de l’accord : sans nom, avec le compte."),
        _("Accord non coché d’avance, repris en un geste depuis Mon espace, effet immédiat."),
        ("actors.Consent",),
    ),
    Processing(
        PREFIX + "roles",
        _("Mandats, postes et représentants"),
        _("Savoir qui représente une organisation, qui siège, qui correspond avec chaque direction."),
        TASK,
        _("Élus, agents, correspondants ESS, représentants d’organisations."),
        _("Fonction ou mandat, avec ses dates ; adresse des personnes invitées."),
        _("Tout le monde pour un mandat public ; l’équipe ESS pour les autres fonctions."),
        _(
            "Archives publiques pour les mandats ; les fonctions s’effacent avec le compte, "
            "une invitation sans réponse après quelques semaines."
        ),
        _("Faits datés : un droit s’arrête avec le mandat ou le poste qui le donne."),
        (
            "actors.Representative",
            "actors.ElectedMember",
            "actors.Post",
            "actors.Correspondent",
            "actors.Agent",
            "actors.Invitation",
            "actors.HandOver",
        ),
    ),
    Processing(
        PREFIX + "annuaire",
        _("Annuaire des organisations"),
        _("Faire connaître les organisations de l’économie sociale et solidaire du territoire, et les joindre."),
        TASK,
        _("Organisations ; personnes dont l’adresse de contact porte le nom."),
        _("Nom, activité, commune, identifiants publics, adresse de contact si l’organisation la donne."),
        _("Tout le monde pour ce qui est vérifié ; l’équipe ESS pour le reste."),
        _("Tant que l’organisation existe, puis archivé."),
        _("Fiche corrigée par l’organisation ; unités à diffusion partielle sans nom ni adresse."),
        ("actors.Organisation",),
    ),
    Processing(
        PREFIX + "rencontres",
        _("Rencontres et instances"),
        _("Inviter, inscrire et accueillir ; tenir les séances des instances et en rendre compte."),
        TASK,
        _("Personnes invitées, inscrites ou venues ; personnes qui siègent."),
        _("Nom, organisation ou direction, adresse des personnes invitées, présence, besoin signalé à l’inscription."),
        _("L’équipe ESS ; un siège est public, le nom seulement d’un élu ou de qui l’accepte."),
        _(
            "Douze mois après l’approbation du compte rendu, ou après une rencontre sans compte rendu, puis des "
            "nombres ; un besoin signalé : la rencontre."
        ),
        _("Comptes rendus au nom des organisations et des collèges ; adresse d’agenda révocable."),
        ("consultations.Registration", "consultations.MeetingInvitation", "consultations.Seat"),
    ),
    Processing(
        PREFIX + "relectures",
        _("Relecture, avis et délibérations"),
        _("Faire relire le plan aux élus, recueillir leurs avis, garder le vote."),
        TASK,
        _("Élus, direction générale, secrétariat des assemblées."),
        _("Remarques, amendements et cosignatures, avis, progression de lecture."),
        _("L’équipe ESS et les relecteurs ; tout le monde pour la délibération."),
        _("Archives publiques, sans limite."),
        _("Accès réservé aux relecteurs, versions scellées."),
    ),
    Processing(
        PREFIX + "demandes",
        _("Demandes sur les données personnelles"),
        _("Recevoir les demandes d’accès, de rectification, d’opposition ou d’effacement, et y répondre en un mois."),
        LAW,
        _("Toute personne qui écrit au délégué à la protection des données."),
        _("Adresse, nom si elle le donne, texte de la demande et de la réponse."),
        _("Le délégué à la protection des données."),
        _("Cinq ans après la clôture, puis sans adresse, nom ni texte. Une demande non confirmée : sept jours."),
        _("Adresse vérifiée avant tout traitement, accès réservé au délégué."),
        ("actors.DataRequest",),
    ),
    Processing(
        PREFIX + "nouvelles",
        _("Nouvelles par courriel et suivis"),
        _("Envoyer à chacun, une fois par jour au plus, ce qu’il a demandé à recevoir ou ce qui le concerne."),
        CONSENT,
        _("Personnes qui ont un compte ; visiteurs qui donnent leur adresse pour recevoir les nouvelles."),
        _("Adresse, date de confirmation ; pour un compte, ce qu’il suit, ce qu’il reçoit et à quel rythme."),
        _("La personne seule. Personne ne voit qui suit quoi."),
        _(
            "Adresse d’un visiteur : jusqu’au désabonnement, et au plus la durée d’un compte inactif ; "
            "jamais confirmée, sept jours. Suivis et choix d’un compte : jusqu’à son effacement."
        ),
        _("Adresse confirmée avant tout envoi, désabonnement en un clic, aucun suivi d’ouverture ni de clic."),
        ("actors.Subscriber", "actors.DigestChoice", "consultations.Follow"),
    ),
    Processing(
        PREFIX + "journaux",
        _("Journal des décisions et journal des exports"),
        _("Pouvoir dire qui a décidé quoi, et qui a sorti des données du portail."),
        LAW,
        _("Personnes qui travaillent dans le portail."),
        _("Numéro de compte, acte, date ; pour un export, son nom et son nombre de lignes."),
        _("L’équipe ESS pour les décisions ; le délégué et les administrateurs pour les exports."),
        _(
            "Décisions : sans limite, sans nom ni texte. Exports : un an. "
            "Courriels envoyés par le portail : trente jours."
        ),
        _("Lignes que la base de données refuse de changer."),
        ("essportal.JournalEntry", "essportal.ExportEntry"),
    ),
]


def find(key: str) -> Processing | None:
    return next((processing for processing in REGISTER if processing.key == key), None)
