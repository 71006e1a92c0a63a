"""Who may do what here. A policy says who; the models say when."""

from django.db.models import Q

from consultations.models import ContributionStatus


def can_run_consultations(user) -> bool:
    """Meetings, typing, moderation, synthesis and the frame belong to the ESS team."""
    return user.is_authenticated and user.is_ess_team


def can_withdraw(user, contribution) -> bool:
    """Words belong to who wrote them."""
    return user.is_authenticated and contribution.author_id == user.pk


def can_leave_alone(user) -> bool:
    """Who holds a mandate, a post or a correspondence is part of the public record: the DPO answers them."""
    return user.is_authenticated and not (user.posts or user.is_elected or user.is_correspondent)


def can_object(user, point) -> bool:
    """Those whose words the point gathers, or whose organisation said them."""
    if not user.is_authenticated:
        return False
    return contested_by(user, point).exists()


def contested_by(user, point):
    """The contributions of this point that this person may say are badly told."""
    theirs = Q(author=user) | Q(organisation__in=user.organisation_ids)
    return point.contributions.filter(theirs, status=ContributionStatus.PUBLISHED)
