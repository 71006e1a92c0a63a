"""What a letter tells an organisation: what it said, where that is in the version, or why it is not."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from actors.models import Organisation
from consultations.models import ContributionStatus
from essportal import clock
from plans.models import Letter, Pin, PinnedReply, ReplyWording, Version


@dataclass(frozen=True)
class Told:
    """One contribution and its reply, as the version holds it. `places` are the labels and titles of its clauses."""

    reference: str
    title: str
    wording: ReplyWording
    places: list[tuple[str, str, str]] = field(default_factory=list)


def to_tell(version: Version):
    """The organisations that said something answered in this version, and have no letter of it yet."""
    letters = Letter.objects.filter(version=version, organisation=OuterRef("pk"))
    return speaking(version).exclude(Exists(letters))


def speaking(version: Version):
    said = PinnedReply.objects.filter(
        version=version,
        wording__reply__contribution__organisation=OuterRef("pk"),
        wording__reply__contribution__status=ContributionStatus.PUBLISHED,
    )
    return Organisation.objects.filter(Exists(said)).order_by("name", "pk")


def told(version: Version, organisation: Organisation) -> list[Told]:
    """In the order of the references; what was taken back since is told no more. Three queries."""
    pinned = (
        PinnedReply.objects.filter(
            version=version,
            wording__reply__contribution__organisation=organisation,
            wording__reply__contribution__status=ContributionStatus.PUBLISHED,
        )
        .select_related("wording__reply__contribution")
        .prefetch_related("wording__citations__clause")
        .order_by("wording__reply__contribution__reference")
    )
    wordings = [one.wording for one in pinned]
    cited = {citation.clause_id for wording in wordings for citation in wording.citations.all()}
    pins = Pin.objects.filter(version=version, clause__in=cited).select_related("revision", "clause")
    places = {pin.clause_id: (pin.label, pin.revision.title, pin.clause.reference) for pin in pins}
    return [
        Told(
            wording.reply.contribution.reference,
            wording.reply.contribution.public_title,
            wording,
            [places[one.clause_id] for one in wording.citations.all() if one.clause_id in places],
        )
        for wording in wordings
    ]


def letter_of(version: Version, organisation: Organisation) -> Letter:
    """The same letter for whoever asks twice: PostgreSQL keeps one for a version and an organisation."""
    letter, __ = Letter.objects.get_or_create(
        version=version, organisation=organisation, defaults={"written_at": clock.now()}
    )
    return letter
