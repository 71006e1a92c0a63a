"""What a consultation asks besides contributions: its questionnaires and its votes, as this reader may see them."""

from consultations.models import AskedQuestion, Ballot, Participation, Prioritisation, Questionnaire, Sheet
from consultations.selectors.questionnaires import said_by


def asked(consultation, reader) -> dict:
    """For `_asked.html`, on the consultation's page: two queries."""
    return {
        "questionnaires": _of(Questionnaire, consultation, reader),
        "prioritisations": _of(Prioritisation, consultation, reader),
    }


def _of(model, consultation, reader):
    seen = model.objects.visible_to(reader).filter(consultation=consultation, published_at__isnull=False)
    return list(seen.select_related("consultation").order_by("-starts", "-pk"))


def given_by(person) -> dict:
    """What is tied to this person: that they answered, what they signed, the ballots they gave for an organisation."""
    answered = Participation.objects.filter(person=person, questionnaire__is_anonymous=True)
    signed = Sheet.objects.filter(person=person).select_related("questionnaire", "organisation")
    return {
        "questionnaires": [
            # Nobody can find again what was answered without a name: not even its author.
            *(
                {"titre": one.questionnaire.title, "anonyme": True}
                for one in answered.select_related("questionnaire").order_by("questionnaire_id")
            ),
            *(_signed(sheet) for sheet in signed.order_by("questionnaire_id", "pk")),
        ],
        "bulletins": [
            {
                "vote": ballot.prioritisation.title,
                "au_nom_de": str(ballot.voter),
                "donne_le": ballot.given_at,
                "points": {share.choice.point.title: share.points for share in ballot.shares.all()},
            }
            for ballot in Ballot.objects.filter(given_by=person)
            .select_related("prioritisation", "organisation", "seat", "workshop")
            .prefetch_related("shares__choice__point")
            .order_by("given_at", "pk")
        ],
    }


def _signed(sheet) -> dict:
    questions = AskedQuestion.objects.filter(questionnaire=sheet.questionnaire)
    said = [(one.title, said_by(one, sheet.answers.get(str(one.pk)))) for one in questions]
    return {
        "titre": sheet.questionnaire.title,
        "au_nom_de": sheet.organisation and sheet.organisation.name,
        "repondu_le": sheet.answered_on,
        "reponses": {title: words for title, words in said if words is not None},
    }
