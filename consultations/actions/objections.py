"""Someone says that the synthesis does not tell what they said; the team answers, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import Objection, SynthesisPoint
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def file_objection(point, *, by, text, organisation=None) -> Objection:
    point = SynthesisPoint.objects.select_for_update().get(pk=point.pk)
    if point.objections_until() is None:
        raise Refused(_("Le délai pour contester ce point est passé."))
    if point.objections.waiting().filter(author=by).exists():
        raise Refused(_("Vous avez déjà contesté ce point : l’équipe va vous répondre."))
    version = point.versions.first()
    objection = Objection.objects.create(
        point=point,
        version=version.number if version else 1,
        author=by,
        organisation=organisation,
        text=text,
        filed_at=clock.now(),
    )
    record(Verb.OBJECTION_FILED, point, by=by, objection=objection.pk)
    return objection


@transaction.atomic
def answer_objection(objection, *, by, outcome, answer, is_hidden=False) -> Objection:
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if objection.answered_at:
        raise Refused(_("Cette objection a déjà sa réponse."))
    objection.outcome, objection.answer, objection.is_hidden = outcome, answer, is_hidden
    objection.answered_by, objection.answered_at = by, clock.now()
    objection.save(update_fields=["outcome", "answer", "is_hidden", "answered_by", "answered_at"])
    record(Verb.OBJECTION_ANSWERED, objection.point, by=by, objection=objection.pk, outcome=outcome)
    return objection
