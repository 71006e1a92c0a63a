"""What the consultation says in pages below: the contributions of an organisation, on its sheet."""

from consultations.models import Contribution
from essportal import slots

SHOWN = 10


def register() -> None:
    slots.register("organisation-contributions", of_organisations, "consultations/slots/of_organisation.html")


def of_organisations(organisations, reader):
    """The latest published ones; nothing is drawn for an organisation that said nothing."""
    shown = {}
    published = Contribution.objects.visible_to(reader).published()
    for organisation in organisations:
        its = published.filter(organisation=organisation).with_author().order_by("-filed_at", "-pk")
        latest = list(its[:SHOWN])
        if latest:
            slots.fill("contribution-outcome", latest, reader)
            shown[organisation.pk] = {"contributions": latest, "total": its.count()}
    return shown
