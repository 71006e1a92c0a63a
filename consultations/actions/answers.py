"""Answering. Of an anonymous questionnaire, what is written says who answered, and apart what was answered."""

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from consultations.actions.asked import locked
from consultations.journal import Verb
from consultations.models import Answerer, Channel, Participation, Questionnaire, Sheet, Stage
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

# PostgreSQL remembers in which order rows came, and with which transaction: the n-th of one table would lead to the
# n-th of the other. After each answer all the rows of the questionnaire are laid down anew, in a random order; of those
# that have more than a thousand, the new one among a thousand drawn by lot, so that an answer never waits.
LAID_DOWN = 1_000
SHUFFLES = {
    Participation: "WITH gone AS (DELETE FROM consultations_participation WHERE id IN (SELECT id"
    " FROM consultations_participation WHERE questionnaire_id = %s ORDER BY id = %s DESC, random() LIMIT %s)"
    " RETURNING *) INSERT INTO consultations_participation SELECT * FROM gone ORDER BY random()",
    Sheet: "WITH gone AS (DELETE FROM consultations_sheet WHERE id IN (SELECT id"
    " FROM consultations_sheet WHERE questionnaire_id = %s ORDER BY id = %s DESC, random() LIMIT %s)"
    " RETURNING *) INSERT INTO consultations_sheet SELECT * FROM gone ORDER BY random()",
}


@transaction.atomic
def answer_questionnaire(questionnaire, *, answers, by=None, organisation=None, key=None) -> None:
    """On line. `key`, drawn with the empty form, stands for the identity where none is asked: sent twice, kept once."""
    questionnaire = _lock_open(questionnaire)
    if questionnaire.answerer == Answerer.ORGANISATION:
        if by is None or organisation is None or organisation.pk not in by.organisation_ids:
            raise Refused(_("Vous ne représentez pas cette organisation aujourd’hui."))
        if not organisation.is_verified:
            raise Refused(_("La fiche de cette organisation attend d’être vérifiée : elle pourra répondre ensuite."))
    if questionnaire.answerer == Answerer.PERSON and by is None:
        raise Refused(_("Connectez-vous pour répondre à ce questionnaire."))
    if questionnaire.answerer == Answerer.ANYONE and _is_there(questionnaire, key, answers):
        return
    _take(questionnaire, answers, Channel.ONLINE, person=by, organisation=organisation, key=key)


@transaction.atomic
def type_answers(questionnaire, *, by, answers, channel, organisation=None, key=None) -> None:
    """From paper, by the team, even after the close, until the results are published. The one who types is nowhere."""
    questionnaire = locked(questionnaire)
    if questionnaire.published_at is None or questionnaire.results_at:
        raise Refused(_("On saisit des réponses sur papier depuis l’ouverture, jusqu’à la publication des résultats."))
    if questionnaire.answerer == Answerer.ORGANISATION and organisation is None:
        raise Refused(_("Dites quelle organisation a répondu."))
    if _is_there(questionnaire, key, answers):
        return
    _take(questionnaire, answers, channel, organisation=organisation, key=key)
    if not questionnaire.is_anonymous:
        record(Verb.ANSWERS_TYPED, questionnaire, by=by, channel=channel)


def _take(questionnaire, answers, channel, *, person=None, organisation=None, key=None) -> None:
    who = {"organisation": organisation} if questionnaire.answerer == Answerer.ORGANISATION else {"person": person}
    if organisation and questionnaire.participations.filter(organisation__merged_into=organisation).exists():
        raise _already(questionnaire)  # under the name that it had before a merge
    written = []
    if questionnaire.asks_identity and any(who.values()):
        try:
            with transaction.atomic():
                written.append(Participation.objects.create(questionnaire=questionnaire, **who))
        except IntegrityError as error:
            raise _already(questionnaire) from error
    signed = {} if questionnaire.is_anonymous else {"organisation": organisation, "person": person}
    if not questionnaire.is_anonymous:
        signed["answered_on"] = clock.today()
    # A page that the browser had kept bears the key of the answer before: other answers are another sheet.
    drawn = {"pk": key} if key and not ((person and questionnaire.asks_identity) or _known(key)) else {}
    sheet = Sheet.objects.create(questionnaire=questionnaire, channel=channel, answers=answers, **signed, **drawn)
    if questionnaire.is_anonymous:
        _lay_down_anew([*written, sheet])


def _lay_down_anew(written) -> None:
    with connection.cursor() as cursor:
        for row in written:
            cursor.execute(SHUFFLES[type(row)], [row.questionnaire_id, row.pk, LAID_DOWN])


def _is_there(questionnaire, key, answers) -> bool:
    return key is not None and _known(key).filter(questionnaire=questionnaire, answers=answers).exists()


def _known(key):
    return Sheet.objects.filter(pk=key)


def _already(questionnaire) -> Refused:
    if questionnaire.answerer == Answerer.ORGANISATION:
        return Refused(_("Cette organisation a déjà répondu : chacune ne répond qu’une fois."))
    return Refused(_("Vous avez déjà répondu : chacun ne répond qu’une fois."))


def _lock_open(questionnaire) -> Questionnaire:
    questionnaire = locked(questionnaire)
    if questionnaire.stage != Stage.OPEN:
        raise Refused(
            _("Ce questionnaire ne reçoit pas de réponse en ce moment."),
            way_out=(_("Voir la concertation"), questionnaire.consultation.get_absolute_url()),
        )
    return questionnaire
