"""Following a consultation, a series, a body or a contribution, and stopping: one's own business, which nobody sees."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.models import Follow
from essportal import clock
from essportal.errors import Refused

MOST = 500


@transaction.atomic
def follow(thing, *, by) -> Follow:
    """Following twice is following once, from the first time on."""
    if by.follows.count() >= MOST:
        raise Refused(_("Vous suivez déjà %(most)s choses : arrêtez-en une avant.") % {"most": MOST})
    found, __ = Follow.objects.get_or_create(person=by, **{thing._meta.model_name: thing}, defaults={"at": clock.now()})
    return found


def stop_following(thing, *, by) -> None:
    Follow.objects.of(thing).filter(person=by).delete()


def follow_own(contribution) -> None:
    """Whoever files follows what becomes of it, and may stop."""
    theirs = Follow(person_id=contribution.author_id, contribution=contribution, at=clock.now())
    Follow.objects.bulk_create([theirs], ignore_conflicts=True)
