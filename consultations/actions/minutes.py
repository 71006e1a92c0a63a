"""The life of minutes: opened, written by several hands, sent, corrected, approved, then locked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Person
from consultations import tasks
from consultations.journal import Verb
from consultations.models import (
    CorrectionStatus,
    Erratum,
    Meeting,
    MeetingStatus,
    Minutes,
    MinutesCorrection,
    MinutesSection,
    MinutesStatus,
    Passage,
    Registration,
)
from consultations.models.minutes import following
from consultations.selectors.attending import attendance_of, people_present, seat_of
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.typography import day

NAMES_KEPT_DAYS = 366  # twelve months after the approval


@dataclass(frozen=True)
class Collision:
    """Two people wrote the same part from the same text: both are shown, and none is written over."""

    section: MinutesSection
    theirs: Passage
    mine: str


@transaction.atomic
def open_minutes(meeting: Meeting, *, by: Person) -> Minutes:
    """From the agenda as it stands, during the sitting or after. Two people opening at once open the same."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found := Minutes.objects.filter(meeting=meeting).first():
        return found
    if meeting.status not in (MeetingStatus.ANNOUNCED, MeetingStatus.HELD):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    if clock.now() < meeting.starts_at:
        raise Refused(_("Cette rencontre n’a pas encore commencé : son compte rendu s’ouvre à l’heure dite."))
    minutes = Minutes.objects.create(meeting=meeting)
    MinutesSection.objects.bulk_create(
        MinutesSection(minutes=minutes, rank=rank, title=title)
        for rank, title in enumerate(_parts(meeting) or [_("Ce qui s’est dit")], start=1)
    )
    record(Verb.MINUTES_OPENED, meeting, by=by)
    return minutes


@transaction.atomic
def write_minutes(minutes: Minutes, *, by: Person, texts: dict[int, tuple[int, str]]) -> list[Collision]:
    """`texts`: of each part, the number of the writing one started from, and the text. What collides is not written."""
    minutes = lock_minutes(minutes)
    _still_open(minutes)
    sections = {section.pk: section for section in minutes.sections.prefetch_related("passages")}
    collisions, written = [], []
    for pk, (base, text) in texts.items():
        if (section := sections.get(pk)) is None:
            continue
        passages = list(section.passages.all())
        newest = passages[-1] if passages else None
        began = next((passage.text for passage in passages if passage.number == base), "")
        if text in (began, newest.text if newest else ""):
            continue
        if newest and newest.number != base:
            collisions.append(Collision(section, newest, text))
            continue
        number = newest.number + 1 if newest else 1
        written.append(Passage.objects.create(section=section, number=number, text=text, by=by).pk)
    if written:
        record(Verb.MINUTES_WRITTEN, minutes.meeting, by=by, passages=written)
    return collisions


@transaction.atomic
def add_section(minutes: Minutes, *, by: Person, title: str) -> MinutesSection:
    minutes = lock_minutes(minutes)
    _still_open(minutes)
    last = minutes.sections.order_by("-rank").first()
    if last and last.title == title:  # the same form sent twice
        return last
    section = MinutesSection.objects.create(minutes=minutes, rank=last.rank + 1 if last else 1, title=title)
    record(Verb.MINUTES_WRITTEN, minutes.meeting, by=by, section=section.pk)
    return section


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: Person, corrections_until: date) -> Minutes:
    """Those present read it again, and may propose corrections up to that day."""
    minutes = lock_minutes(minutes)
    if minutes.meeting.status != MeetingStatus.HELD:
        raise Refused(_("Notez d’abord que la rencontre s’est tenue."))
    if not Passage.objects.filter(section__minutes=minutes).exclude(text="").exists():
        raise Refused(_("Ce compte rendu est vide : écrivez-le avant de l’envoyer."))
    minutes.move_to(MinutesStatus.SENT)
    minutes.sent_at, minutes.corrections_until = clock.now(), corrections_until
    minutes.save(update_fields=["status", "sent_at", "corrections_until"])
    present = people_present(minutes.meeting)
    for person in present:
        tasks.send_minutes.defer(minutes_id=minutes.pk, person_id=person)
    record(Verb.MINUTES_SENT, minutes.meeting, by=by, people=len(present))
    return minutes


@transaction.atomic
def propose_correction(
    minutes: Minutes, *, by: Person, text: str, section: MinutesSection | None = None
) -> MinutesCorrection:
    minutes = lock_minutes(minutes)
    if not Registration.objects.filter(meeting=minutes.meeting_id, person=by, attended=True).exists():
        raise Refused(_("Seules les personnes présentes à la rencontre proposent des corrections."))
    if not minutes.takes_corrections:
        raise Refused(
            _("Ce compte rendu ne reçoit plus de corrections. Écrivez à l’équipe : elle peut joindre un erratum.")
        )
    said = {"section": section, "text": text, "proposed_by": by}
    if same := minutes.corrections.waiting().filter(**said).first():
        return same
    correction = MinutesCorrection.objects.create(minutes=minutes, speaking_for=seat_of(by, minutes.meeting), **said)
    record(Verb.MINUTES_CORRECTION_PROPOSED, minutes.meeting, by=by, correction=correction.pk)
    return correction


@transaction.atomic
def settle_correction(
    correction: MinutesCorrection, *, by: Person, accepted: bool, reason: str = ""
) -> MinutesCorrection:
    """Accepted, it is then written in the text by whoever holds the pen; declined, always with a reason."""
    lock_minutes(correction.minutes)
    correction = MinutesCorrection.objects.select_for_update().get(pk=correction.pk)
    if correction.status != CorrectionStatus.WAITING:
        raise Refused(_("Cette correction est déjà %(status)s.") % {"status": correction.get_status_display()})
    if not accepted and not reason:
        raise Refused(_("Dites pourquoi cette correction n’est pas reprise."))
    correction.status = CorrectionStatus.ACCEPTED if accepted else CorrectionStatus.DECLINED
    correction.reason, correction.settled_by, correction.settled_at = reason, by, clock.now()
    correction.save(update_fields=["status", "reason", "settled_by", "settled_at"])
    record(
        Verb.MINUTES_CORRECTION_SETTLED, correction.minutes.meeting, by=by, correction=correction.pk, accepted=accepted
    )
    return correction


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: Person, reason: str = "") -> Minutes:
    """By the next sitting of the same body or series; by the team, saying why, when there is none."""
    minutes = lock_minutes(minutes)
    awaited = minutes.takes_corrections
    minutes.move_to(MinutesStatus.APPROVED)
    if count := minutes.corrections.waiting().count():
        said = ngettext("Il reste %(n)s correction à trancher.", "Il reste %(n)s corrections à trancher.", count)
        raise Refused(said % {"n": count})
    sitting = following(minutes.meeting).first()
    if sitting is None and not reason:
        raise Refused(_("Aucune séance ne suit celle-ci : dites pourquoi l’équipe approuve ce compte rendu elle-même."))
    if sitting is not None and sitting.starts_at > clock.now():
        raise Refused(
            _("La séance suivante, le %(day)s, l’approuvera : revenez ce jour-là.") % {"day": day(sitting.starts_at)}
        )
    if sitting is None and awaited and people_present(minutes.meeting):
        said = _("Vous avez dit aux présents que vous attendez leurs corrections jusqu’au %(day)s : approuvez ensuite.")
        raise Refused(said % {"day": day(minutes.corrections_until)})
    minutes.approved_at, minutes.approved_in, minutes.approval_reason = clock.now(), sitting, reason
    minutes.attendance = attendance_of(minutes.meeting)
    minutes.save(update_fields=["status", "approved_at", "approved_in", "approval_reason", "attendance"])
    record(Verb.MINUTES_APPROVED, minutes.meeting, by=by, sitting=sitting and sitting.pk)
    return minutes


@transaction.atomic
def add_erratum(minutes: Minutes, *, by: Person, text: str, reason: str, signed_as: str) -> Erratum:
    minutes = lock_minutes(minutes)
    if not minutes.is_approved:
        raise Refused(_("Ce compte rendu n’est pas encore approuvé : corrigez le texte lui-même."))
    said = {"text": text, "reason": reason, "signed_as": signed_as}
    if same := minutes.errata.filter(**said).first():  # sent twice, it could never be taken out again
        return same
    erratum = Erratum.objects.create(minutes=minutes, number=minutes.errata.count() + 1, by=by, **said)
    record(Verb.MINUTES_ERRATUM_ADDED, minutes.meeting, by=by, erratum=erratum.pk)
    return erratum


def forget_attendance() -> int:
    """Twelve months after the approval, who was there is a count: organisations stay, people's names go."""
    over = Minutes.objects.approved().filter(
        names_forgotten_at__isnull=True, approved_at__lt=clock.now() - timedelta(days=NAMES_KEPT_DAYS)
    )
    forgotten = 0
    for pk in over.values_list("pk", flat=True):
        forgotten += _forget_names(pk)
    _forget_names_without_minutes()
    return forgotten


def _forget_names_without_minutes() -> None:
    """Nothing will be approved where nothing was written: twelve months after such a meeting, as after an approval."""
    before = clock.now() - timedelta(days=NAMES_KEPT_DAYS)
    unwritten = Meeting.objects.filter(ends_at__lt=before, minutes=None)
    Registration.objects.filter(meeting__in=unwritten, person__isnull=False).update(
        person=None, name="", registered_by=None
    )


@transaction.atomic
def _forget_names(pk) -> int:
    minutes = Minutes.objects.select_for_update().get(pk=pk)
    Registration.objects.filter(meeting=minutes.meeting_id).update(person=None, name="", registered_by=None)
    minutes.corrections.update(proposed_by=None)
    minutes.names_forgotten_at = clock.now()
    minutes.save(update_fields=["names_forgotten_at"])
    return 1


def lock_minutes(minutes: Minutes) -> Minutes:
    """The row of the minutes is the lock of their whole text."""
    return Minutes.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=minutes.pk)


def _still_open(minutes):
    if minutes.is_approved:
        raise Refused(_("Ce compte rendu est approuvé : son texte ne change plus. Joignez-lui un erratum."))


def _parts(meeting) -> list[str]:
    """The points of the agenda, then the tables of a fabrique."""
    tables = [
        _("Table %(number)s : %(question)s") % {"number": table.number, "question": table.question}
        for table in meeting.workshops.all()
    ]
    return [*meeting.agenda.values_list("title", flat=True), *tables]
