"""What the consultation says in pages below: the contributions of an organisation, or of a network's members."""

from actors.models import NetworkMembership
from consultations.models import Contribution, ContributionStatus
from essportal import clock, slots

SHOWN = 10


def register() -> None:
    slots.register("organisation-contributions", of_organisations, "consultations/slots/of_organisation.html")
    slots.register("organisation-waiting", waiting_for_a_claim, "consultations/slots/waiting_for_claim.html")
    slots.register("organisation-following", following, "consultations/slots/following.html")
    slots.register("data-request-words", of_requests, "consultations/slots/of_request.html")
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


def waiting_for_a_claim(claims, reader):
    """What will be published with the team's answer, whole: they read it before."""
    shown = {}
    held = Contribution.objects.visible_to(reader).held().with_author().order_by("filed_at", "pk")
    for claim in claims:
        about = held.filter(organisation=claim.organisation_id)
        if not claim.registers:
            about = about.filter(author=claim.person_id)
        if about:
            shown[claim.pk] = {"contributions": list(about)}
    return shown


def of_requests(requests, reader):
    """What the person of a request filed: the DPO erases there what is to be erased, even once the account is."""
    shown = {}
    for asked in requests:
        filed = Contribution.objects.filter(author=asked.person_id).exclude(status=ContributionStatus.DRAFT)
        if asked.person_id and (found := list(filed.order_by("-filed_at", "-pk"))):
            shown[asked.pk] = {"contributions": found}
    return shown


def following(organisations, reader):
    """How many contributions a merge takes along."""
    said = Contribution.objects.visible_to(reader)
    return {one.pk: {"total": said.filter(organisation=one).count()} for one in organisations}


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
