"""What a file of contributions contains: what its reader sees of each in the list and on its page, and nothing more."""

from collections.abc import Iterator
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from essportal import slots

AT_ONCE = 500
# What a file says besides what the list shows.
BESIDES = ["organisation__kind", "consultation", "question", "channel", "meeting", "published_at"]


def contribution_columns() -> dict[str, str]:
    """The name of each column for a program, and for a person."""
    return {
        "reference": _("Référence"),
        "titre": _("Titre"),
        "texte": _("Texte"),
        "qui_parle": _("Qui parle"),
        "famille": _("Famille"),
        "concertation": _("Concertation"),
        "question": _("Question"),
        "code_commune": _("Code commune"),
        "commune": _("Commune"),
        "competences": _("Compétences"),
        "venue": _("Venue"),
        "rencontre": _("Rencontre"),
        "deposee_le": _("Déposée le"),
        "publiee_le": _("Publiée le"),
        "reponse": _("Réponse"),
        "page": _("Page"),
    }


def contribution_rows(search, reader, address) -> Iterator[list]:
    """Read by the five hundred, so that a long list weighs no more than a short one. `address` makes a link whole."""
    named = search.filter
    labels = {facet: dict(named.choices(facet)) for facet in ("concertation", "question", "commune", "rencontre")}

    def called(facet, key):
        """Its name, if this reader may know it."""
        return labels[facet].get(named.slugs.get((facet, str(key)), ""), "")

    said = search.shown(search.found, *BESIDES).prefetch_related("policy_areas")
    rest = said.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rest, AT_ONCE)):
        slots.fill("contribution-outcome", some, reader)
        for one in some:
            yield [
                one.reference,
                str(one),
                one.public_text,
                one.signature,
                one.organisation.get_kind_display() if one.organisation else "",
                called("concertation", one.consultation_id),
                called("question", one.question_id),
                one.municipality_id,
                called("commune", one.municipality_id),
                ", ".join(area.name for area in one.policy_areas.all()),
                one.get_channel_display(),
                called("rencontre", one.meeting_id),
                timezone.localdate(one.filed_at),
                timezone.localdate(one.published_at) if one.published_at else None,
                slots.word("contribution-outcome", one),
                address(one.get_absolute_url()),
            ]
