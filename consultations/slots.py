"""What the consultation says in pages below: the contributions of an organisation, or of a network's members."""

from actors.models import NetworkMembership
from consultations.models import Contribution
from essportal import clock, slots

SHOWN = 10


def register() -> None:
    slots.register("organisation-contributions", of_organisations, "consultations/slots/of_organisation.html")
    slots.register("network-contributions", of_networks, "consultations/slots/of_network.html")


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


def of_networks(networks, reader):
    """What its members of today said, the latest first: those they published, for everyone to read."""
    shown = {}
    running = NetworkMembership.objects.valid_on(clock.today())
    for network in networks:
        members = running.filter(network=network).values("member")
        said = Contribution.objects.visible_to(reader).published().filter(organisation__in=members)
        latest = list(said.with_author().order_by("-filed_at", "-pk")[:SHOWN])
        if latest:
            slots.fill("contribution-outcome", latest, reader)
            voices = said.order_by().values("organisation").distinct().count()
            shown[network.pk] = {"contributions": latest, "total": said.count(), "voices": voices}
    return shown
