"""Many ideas typed in one go: all or none, once, and undone in one go as long as nobody could read them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.actions.typing import import_ideas
from consultations.journal import Verb
from consultations.models import Batch, Consultation, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def import_batch(lines, *, by, key, consultation, **origin) -> Batch:
    """Type each (key, text). The key of the whole is drawn with its preview: sent twice, it is the same batch."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if found := Batch.objects.filter(key=key).first():
        return found
    batch = Batch.objects.create(key=key, typed_by=by, typed_at=clock.now())
    batch.contributions.set(import_ideas(lines, by=by, consultation=consultation, **origin))
    return batch


@transaction.atomic
def undo_batch(batch, *, by) -> int:
    """All of it is withdrawn; what the team set aside too. Refused once one of them was published."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at:
        raise Refused(_("Cette saisie est déjà défaite."))
    ideas = batch.contributions.select_for_update(of=("self",)).order_by("pk")
    if read := ideas.filter(published_at__isnull=False).count():
        said = ngettext(
            "%(count)s idée de cette saisie a déjà été publiée : elle ne se défait plus d’un coup. Écartez ses idées "
            "une à une.",
            "%(count)s idées de cette saisie ont déjà été publiées : elle ne se défait plus d’un coup. Écartez ses "
            "idées une à une.",
            read,
        )
        raise Refused(said % {"count": read})
    left = list(ideas.exclude(status=ContributionStatus.WITHDRAWN))
    for idea in left:
        idea.move_to(ContributionStatus.WITHDRAWN)
        idea.withdrawn_at = clock.now()
        idea.save(update_fields=["status", "withdrawn_at"])
        record(Verb.CONTRIBUTION_UNTYPED, idea, by=by)
    batch.undone_at = clock.now()
    batch.save(update_fields=["undone_at"])
    record(Verb.BATCH_UNDONE, batch, by=by, count=len(left))
    return len(left)
