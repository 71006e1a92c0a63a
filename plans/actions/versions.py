from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_number
from plans import sealing, tasks
from plans.actions.replies import publish_replies
from plans.drafting import seal
from plans.journal import Verb
from plans.models import Pin, PinnedReply, Plan, Version, VersionStatus
from plans.models.versions import NEXT
from plans.selectors import gate
from plans.selectors.outline import working_outline


@transaction.atomic
def freeze_version(plan: Plan, *, by: Person, note: str, after: int | None = None) -> Version:
    """Freeze the working text and seal it at once. The one before, unless adopted, is out of date from now on.

    `after` is the number of the newest version that the person saw, 0 for none: a form sent twice freezes once.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    number = next_number("version")
    _refuse_another(after, number)
    outline = working_outline(plan)
    if not outline:
        raise Refused(
            gettext("Le plan n’a pas encore de clause : écrivez-en une avant de geler une version."),
            way_out=(gettext("Ajouter une clause"), reverse("plans:add-clause")),
        )
    _set_aside_the_one_before(plan)
    version = Version(
        plan=plan,
        title=plan.title,
        number=number,
        note=note,
        previous=Version.objects.filter(number=number - 1).first(),
        frozen_at=clock.now(),
        frozen_by=by,
    )
    clauses, replies = sealing.entries(plan, outline)
    version.pin_count, version.reply_count = len(clauses), len(replies)
    version.seal = seal(sealing.header(version), [c.digest for c in clauses], [r.digest for r in replies])
    version.save(force_insert=True)
    Pin.objects.bulk_create(
        Pin(
            version=version,
            clause_id=entry.placed.revision.clause_id,
            revision=entry.placed.revision,
            position=entry.placed.position,
            depth=entry.placed.depth,
            label=entry.placed.label,
            digest=entry.digest,
        )
        for entry in clauses
    )
    PinnedReply.objects.bulk_create(
        PinnedReply(version=version, wording=entry.wording, digest=entry.digest) for entry in replies
    )
    record(Verb.VERSION_FROZEN, version, by=by, number=number, seal=version.seal)
    return version


@transaction.atomic
def submit_version(version: Version, *, by: Person, closes_on: date, is_public: bool = True) -> Version:
    """Open the review, unless a reasoned reply or a department's visa is missing (the gate, `plans.gate`)."""
    version = Version.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version.pk)
    version.move_to(VersionStatus.IN_REVIEW)
    gate.refuse_unanswered(version)
    gate.refuse_without_visas(version)
    version.submitted_at = clock.now()
    version.review_closes_on = closes_on
    version.is_public = is_public
    version.save(update_fields=["status", "submitted_at", "review_closes_on", "is_public"])
    if is_public:
        publish_replies(version.plan, by=by)
    record(Verb.VERSION_SUBMITTED, version, by=by, closes_on=closes_on.isoformat(), public=is_public)
    tasks.announce_review.defer(version_id=version.pk)
    return version


def _refuse_another(after: int | None, number: int) -> None:
    if after is None or after == number - 1:
        return
    raise Refused(
        gettext("La version %(number)s vient d’être gelée : regardez-la avant d’en geler une autre.")
        % {"number": number - 1},
        way_out=(
            gettext("Voir la version %(number)s") % {"number": number - 1},
            reverse("plans:version-desk", args=[number - 1]),
        ),
    )


def _set_aside_the_one_before(plan: Plan) -> None:
    movable = [status for status in NEXT if VersionStatus.OUTDATED in NEXT[status]]
    Version.objects.filter(plan=plan, status__in=movable).update(status=VersionStatus.OUTDATED)
