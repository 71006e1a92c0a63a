"""The names that the choices of the contributions' list bear, as far as this reader may know them."""

from datetime import date

from actors.models import OrganisationStatus
from actors.selectors.naming import Named, names, stamp
from consultations.models import Consultation, Meeting, Permission
from essportal import clock
from essportal.search import FRENCH, beginning
from essportal.typography import day

FACETS = ("concertation", "question", "rencontre", "contribuer")
# A word that more organisations bear in their name says nothing of who speaks.
SAME_NAME = 20


def names_for(reader, typed: list[str], chosen_organisation: str) -> tuple[dict[str, list[Named]], str]:
    """The organisations are those whose name holds one of these words, and the one that was chosen.

    "contribuer" holds the consultations that permit it now.
    """
    stamped, organisations = _organisations(typed, chosen_organisation)
    found = names(reader, stamped, lambda: _others(reader), FACETS)
    for one in found["competence"]:
        one.slug = one.key
    for one in found["rencontre"]:
        one.name = f"{one.name}, {day(date.fromisoformat(one.place))}"
    return {**found, **organisations}, stamped


def _organisations(typed, chosen):
    if not (typed or chosen):
        return stamp(facets=["organisation"])
    sql = f"""
        UNION ALL SELECT 'organisation', id::text, slug, name, '' FROM actors_organisation
                  WHERE slug = %s AND status = %s
        UNION ALL SELECT 'organisation', bearer.id::text, slug, name, typed
                  FROM unnest(%s::text[], %s::text[]) AS asked (typed, beginning) CROSS JOIN LATERAL
                      (SELECT id, slug, name FROM actors_organisation
                       WHERE search @@ to_tsquery('{FRENCH}', beginning) AND status = %s
                       LIMIT {SAME_NAME + 1}) AS bearer
    """  # noqa: S608 -- our own names and number
    beginnings = [beginning(word, "A") for word in typed]
    verified = OrganisationStatus.VERIFIED
    return stamp(sql, [chosen, verified, typed, beginnings, verified], ["organisation"])


def _others(reader):
    frames, of_frames = _ids(Consultation.objects.visible_to(reader))
    meetings, of_meetings = _ids(Meeting.objects.visible_to(reader))
    now = clock.now()
    sql = f"""
        UNION ALL SELECT 'concertation', id::text, slug, title, '' FROM consultations_consultation
                  WHERE id IN ({frames})
        UNION ALL SELECT 'contribuer', consultation_id::text, '', '', '' FROM consultations_window
                  WHERE permission = %s AND opens_at <= %s AND closes_at > %s AND consultation_id IN ({frames})
        UNION ALL SELECT 'question', id::text, id::text, title, lpad(rank::text, 5, '0') FROM consultations_question
                  WHERE consultation_id IN ({frames})
        UNION ALL SELECT 'rencontre', id::text, reference,
                         title, to_char(starts_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD')
                  FROM consultations_meeting WHERE id IN ({meetings})
    """  # noqa: S608 -- our own names
    return sql, [*of_frames, Permission.CONTRIBUTE, now, now, *of_frames, *of_frames, *of_meetings]


def _ids(visible):
    return visible.order_by().values("pk").query.sql_with_params()
