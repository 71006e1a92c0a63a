"""What the team types for others: a table's idea, a letter, an interview. The person who types is never the author."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.fingerprints import fingerprint, new_salt
from consultations.journal import Verb
from consultations.models import Channel, Consultation, Contribution, ContributionStatus, MeetingStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference

LONGEST_TITLE = 110


def title_of(text: str) -> str:
    """A typed idea has no title of its own: its first sentence, cut between two words."""
    sentence = text.replace("\n", ". ").split(". ")[0].strip()
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;: ") + "…"


@transaction.atomic
def type_contribution(
    *, by, consultation, title, text, channel, key=None, policy_areas=(), verb=Verb.CONTRIBUTION_TYPED, **origin
) -> Contribution:
    """Filed at once, to be moderated. `origin` may hold meeting, workshop, organisation, department, on_behalf_of,
    municipality, author and name_is_public."""
    now, salt = clock.now(), new_salt()
    contribution = Contribution.objects.create(
        reference=next_reference("C", timezone.localdate(now).year, 4),
        consultation=consultation,
        title=title,
        text=text,
        channel=channel,
        status=ContributionStatus.FILED,
        typed_by=by,
        created_at=now,
        filed_at=now,
        key=key or uuid.uuid4(),
        salt=salt,
        fingerprint=fingerprint(text, salt),
        **origin,
    )
    contribution.policy_areas.set(policy_areas)
    record(verb, contribution, by=by, channel=channel)
    return contribution


@transaction.atomic
def type_idea(workshop, *, by, text, key, **how) -> Contribution:
    """One idea said at a table, while the meeting is announced or held; the same key twice makes one idea."""
    meeting = workshop.meeting
    if meeting.status not in (MeetingStatus.ANNOUNCED, MeetingStatus.HELD):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    if meeting.consultation is None:
        raise Refused(_("Cette rencontre n’est rattachée à aucune concertation. Choisissez-en une avant de saisir."))
    origin = {"consultation": meeting.consultation, "channel": Channel.WORKSHOP, "meeting": meeting}
    typed = import_ideas([(key, text)], by=by, workshop=workshop, municipality=meeting.municipality, **origin, **how)
    return typed[0] if typed else Contribution.objects.get(key=key)


@transaction.atomic
def import_ideas(lines, *, by, consultation, **origin) -> list[Contribution]:
    """Type each (key, text), all or none; a key already known is an idea already there, and is left as it is."""
    # The row of the consultation is the lock: of two identical sends, the second waits and then finds the keys.
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    known = set(Contribution.objects.filter(key__in=[key for key, __ in lines]).values_list("key", flat=True))
    return [
        type_contribution(by=by, consultation=consultation, title=title_of(text), text=text, key=key, **origin)
        for key, text in lines
        if key not in known
    ]


@transaction.atomic
def untype_idea(contribution, *, by) -> Contribution:
    """Undo one's own typing, as long as nobody could read it."""
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if contribution.typed_by_id != by.pk:
        raise Refused(_("Cette idée a été saisie par quelqu’un d’autre."))
    if contribution.status != ContributionStatus.FILED:
        raise Refused(_("Cette idée est déjà %(status)s.") % {"status": contribution.get_status_display()})
    contribution.move_to(ContributionStatus.WITHDRAWN)
    contribution.withdrawn_at = clock.now()
    contribution.save(update_fields=["status", "withdrawn_at"])
    record(Verb.CONTRIBUTION_UNTYPED, contribution, by=by)
    return contribution
