"""What the plan says in pages below about where it comes from, and the letters that it wrote."""

from essportal import slots
from plans.models import Letter
from plans.selectors import provenance


def register() -> None:
    slots.register("point-outcome", provenance.fed_by_points, "plans/slots/fed.html")
    slots.register("meeting-outcome", provenance.fed_by_meetings, "plans/slots/fed.html")
    slots.register("organisation-provenance", provenance.fed_by_organisations, "plans/slots/fed.html")
    slots.register("my-space", my_letters, "plans/slots/letters.html")


def my_letters(people, reader):
    """Those of the organisations that the reader speaks for; the team finds them all on the version's desk."""
    mine = Letter.objects.filter(organisation__in=reader.organisation_ids).select_related("version", "organisation")
    letters = list(mine.order_by("-version__number", "organisation__name"))
    return {person.pk: {"letters": letters} for person in people if person == reader and letters}
