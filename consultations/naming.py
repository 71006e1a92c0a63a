"""The names that the choices of the contributions' list bear, as far as this reader may know them: one query."""

from datetime import date

from actors.models import OrganisationStatus
from actors.naming import Named, names
from consultations.models import Consultation, Meeting
from essportal.search import FRENCH, beginning
from essportal.typography import day

FACETS = ("concertation", "question", "rencontre", "organisation")
# A word that more organisations bear in their name says nothing of who speaks.
SAME_NAME = 20


def names_for(reader, typed: list[str], chosen_organisation: str) -> tuple[dict[str, list[Named]], str]:
    """The organisations are those whose name holds one of these words, and the one that was chosen."""
    frames, of_frames = _ids(Consultation.objects.visible_to(reader))
    meetings, of_meetings = _ids(Meeting.objects.visible_to(reader))
    sql = f"""
        UNION ALL SELECT 'concertation', id::text, slug, title, '' FROM consultations_consultation
                  WHERE id IN ({frames})
        UNION ALL SELECT 'question', id::text, id::text, title, lpad(rank::text, 5, '0') FROM consultations_question
                  WHERE consultation_id IN ({frames})
        UNION ALL SELECT 'rencontre', id::text, reference, title,
                         to_char(starts_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD') FROM consultations_meeting
                  WHERE id IN ({meetings})
        UNION ALL SELECT 'organisation', id::text, slug, name, '' FROM actors_organisation
                  WHERE slug = %s AND status = %s
        UNION ALL SELECT 'organisation', bearer.id::text, slug, name, typed
                  FROM unnest(%s::text[], %s::text[]) AS asked (typed, beginning) CROSS JOIN LATERAL
                      (SELECT id, slug, name FROM actors_organisation
                       WHERE search @@ to_tsquery('{FRENCH}', beginning) AND status = %s
                       LIMIT {SAME_NAME + 1}) AS bearer
    """  # noqa: S608 -- our own names and number
    organisations = [
        chosen_organisation,
        OrganisationStatus.VERIFIED,
        typed,
        [beginning(word, "A") for word in typed],
        OrganisationStatus.VERIFIED,
    ]
    found, stamp = names(sql, [*of_frames, *of_frames, *of_meetings, *organisations], FACETS)
    for one in found["competence"]:
        one.slug = one.key
    for one in found["rencontre"]:
        one.name = f"{one.name}, {day(date.fromisoformat(one.place))}"
    return found, stamp


def _ids(visible):
    return visible.order_by().values("pk").query.sql_with_params()
