"""What a consultation asks besides contributions: its questionnaires and its votes, as this reader may see them."""

from consultations.models import Prioritisation, Questionnaire


def asked(consultation, reader) -> dict:
    """For `_asked.html`, on the consultation's page: two queries."""
    return {
        "questionnaires": _of(Questionnaire, consultation, reader),
        "prioritisations": _of(Prioritisation, consultation, reader),
    }


def _of(model, consultation, reader):
    seen = model.objects.visible_to(reader).filter(consultation=consultation, published_at__isnull=False)
    return list(seen.select_related("consultation").order_by("-starts", "-pk"))
