"""Publish, or set aside with a reason of the charter that the author reads; before or after, as the rules say."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations import tasks
from consultations.journal import Verb
from consultations.models import Contribution, ContributionStatus, Moderation, Rules, Ruling, RulingKind
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def publish_contribution(contribution, *, by) -> Contribution:
    contribution = _lock(contribution)
    _require_checked(contribution)
    if not contribution.consultation.published_at:
        raise Refused(
            _("Le cadre de cette concertation n’est pas publié : publiez-le d’abord."),
            way_out=(_("Ouvrir le cadre"), reverse("consultations:edit-frame", args=[contribution.consultation.slug])),
        )
    contribution.move_to(ContributionStatus.PUBLISHED)
    contribution.moderated_at = clock.now()
    # Set aside then published again, it keeps its first day: moderation never makes it late for the date d'arrêt.
    # So does a correction of what was published: it takes that place whole.
    first = contribution.replaces.published_at if contribution.replaces else None
    contribution.published_at = contribution.published_at or first or contribution.moderated_at
    contribution.moderation_reason = ""
    contribution.save(update_fields=["status", "moderated_at", "published_at", "moderation_reason"])
    contribution.rulings.standing().filter(kind=RulingKind.SET_ASIDE).update(lifted_at=contribution.moderated_at)
    record(Verb.CONTRIBUTION_PUBLISHED, contribution, by=by)
    tasks.compare_contribution.defer(contribution_id=contribution.pk)
    return contribution


@transaction.atomic
def note_reading(contribution, *, by) -> Contribution:
    """Published as soon as it was filed: the team has read it, and leaves it so."""
    contribution = _lock(contribution)
    if contribution.status != ContributionStatus.PUBLISHED or contribution.moderated_at:
        raise Refused(_("Cette contribution est déjà lue."))
    contribution.moderated_at = clock.now()
    contribution.save(update_fields=["moderated_at"])
    record(Verb.CONTRIBUTION_READ, contribution, by=by)
    return contribution


def publish_at_once(contribution) -> None:
    """Where moderation comes after, in the transaction that files it; a check still holds what it holds."""
    rules = Rules.objects.of(contribution.consultation)
    if rules.moderation != Moderation.AFTER or Contribution.objects.held().filter(pk=contribution.pk).exists():
        return
    contribution.move_to(ContributionStatus.PUBLISHED)
    first = contribution.replaces.published_at if contribution.replaces else None
    contribution.published_at = first or contribution.filed_at
    contribution.save(update_fields=["status", "published_at"])
    tasks.compare_contribution.defer(contribution_id=contribution.pk)


def rule(contribution, *, by, kind, motive, sentence, spans=()) -> Ruling:
    return Ruling.objects.create(
        contribution=contribution,
        kind=kind,
        motive=motive,
        sentence=sentence,
        spans=list(spans),
        decided_by=by,
        decided_at=clock.now(),
    )


@transaction.atomic
def publish_contributions(contributions, *, by) -> int:
    """Several in one gesture, all or none."""
    for contribution in contributions:
        publish_contribution(contribution, by=by)
    return len(contributions)


@transaction.atomic
def set_aside_contribution(contribution, *, by, motive, sentence) -> Contribution:
    contribution = _lock(contribution)
    if not sentence.strip():
        raise Refused(_("Dites pourquoi cette contribution est écartée : son auteur le lira."))
    contribution.move_to(ContributionStatus.SET_ASIDE)
    ruling = rule(contribution, by=by, kind=RulingKind.SET_ASIDE, motive=motive, sentence=sentence)
    contribution.moderated_at = ruling.decided_at
    contribution.moderation_reason = f"{ruling.get_motive_display()} {sentence}"
    contribution.save(update_fields=["status", "moderated_at", "moderation_reason"])
    record(Verb.CONTRIBUTION_SET_ASIDE, contribution, by=by, motive=motive)
    return contribution


@transaction.atomic
def release_contributions(contributions, *, by, organisation=None, function="") -> None:
    """The check they waited for is made: they are published, under `organisation` or as their author's own."""
    for held in contributions.select_for_update(of=("self",)).order_by("pk"):
        held.organisation, held.function = organisation, held.function or function if organisation else ""
        held.save(update_fields=["organisation", "function"])
        publish_contribution(held, by=by)


@transaction.atomic
def leave_in_own_name(contributions) -> None:
    """Their author no longer speaks for the organisation: drafts, and what waits for moderation, are theirs alone."""
    contributions.update(organisation=None, function="")


def _require_checked(contribution) -> None:
    """Published with the check, never before: its signature would be taken for true."""
    if not Contribution.objects.held().filter(pk=contribution.pk).exists():
        return
    organisation = contribution.organisation
    claims = organisation.claims.open()
    claim = claims.filter(person=contribution.author_id).first() or claims.first()
    address = reverse("actors:check-claim", args=[claim.pk]) if claim else None
    raise Refused(
        _("Vérifiez d’abord %(organisation)s : cette contribution sera publiée avec votre réponse.")
        % {"organisation": organisation},
        way_out=(
            _("Ouvrir la demande") if claim else _("Ouvrir la fiche"),
            address or reverse("actors:work-sheet", args=[organisation.slug]),
        ),
    )


def _lock(contribution):
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
