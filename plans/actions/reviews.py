from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.drafting import Quote
from plans.journal import Verb
from plans.models import (
    Clause,
    ClauseRead,
    Opinion,
    Pin,
    Remark,
    RemarkStatus,
    ReviewInvitation,
    Version,
    VersionStatus,
)


def capacity_of(person: Person) -> str:
    """The capacity in which a reader speaks, as it is that day; it stays with what they said."""
    if person.mandates:
        return person.mandates[0].title
    post = person.post_set.valid_on(clock.today()).first()
    return (post.function or post.get_kind_display()) if post else ""


def speaks_as(person: Person, version: Version) -> str:
    """The capacity in which they review this version: their own, or that of those who were invited to."""
    if capacity := capacity_of(person):
        return capacity
    invitations = ReviewInvitation.objects.open_to(person).filter(version=version)
    return ", ".join(one.capacity for one in invitations.select_related("organisation", "body"))[:250]


def in_review(version: Version) -> Version:
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if version.status != VersionStatus.IN_REVIEW:
        raise Refused(
            gettext("La relecture de la version %(number)s est close : rien n’a été enregistré.")
            % {"number": version.number},
            way_out=(gettext("Voir la version"), version.get_absolute_url()),
        )
    return version


@transaction.atomic
def leave_remark(version: Version, clause: Clause, *, by: Person, text: str, quoted: Quote | None = None) -> Remark:
    """`quoted` are the words of the clause that the remark is about; without them, it is about the whole clause."""
    version = in_review(version)
    pin = Pin.objects.get(version=version, clause=clause)
    remark = Remark.objects.create(
        version=version,
        clause=clause,
        revision_id=pin.revision_id,
        author=by,
        capacity=speaks_as(by, version),
        text=text,
        quoted=quoted.text if quoted else "",
        quoted_before=quoted.before if quoted else "",
        quoted_after=quoted.after if quoted else "",
        created_at=clock.now(),
    )
    record(Verb.REMARK_LEFT, clause, by=by, version=version.number)
    return remark


@transaction.atomic
def answer_remark(remark: Remark, *, by: Person, answer: str) -> Remark:
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    remark.status, remark.answer, remark.answered_at = RemarkStatus.ANSWERED, answer, clock.now()
    remark.save(update_fields=["status", "answer", "answered_at"])
    record(Verb.REMARK_ANSWERED, remark.clause, by=by, remark=remark.pk)
    return remark


@transaction.atomic
def give_opinion(version: Version, *, by: Person, kind: str, text: str) -> Opinion:
    """One opinion per reader; giving it again before the close replaces it, and the journal keeps both moments."""
    version = in_review(version)
    opinion, __ = Opinion.objects.update_or_create(
        version=version,
        author=by,
        defaults={"kind": kind, "text": text, "capacity": capacity_of(by), "filed_at": clock.now()},
    )
    record(Verb.OPINION_GIVEN, version, by=by, kind=kind)
    return opinion


@transaction.atomic
def mark_read(version: Version, clause: Clause, *, by: Person) -> None:
    version = in_review(version)
    pin = Pin.objects.get(version=version, clause=clause)
    ClauseRead.objects.get_or_create(person=by, revision_id=pin.revision_id, defaults={"read_at": clock.now()})


@transaction.atomic
def close_review(version: Version, *, by: Person) -> Version:
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    version.move_to(VersionStatus.REVIEWED)
    version.review_closed_at = clock.now()
    version.save(update_fields=["status", "review_closed_at"])
    record(Verb.REVIEW_CLOSED, version, by=by)
    return version
