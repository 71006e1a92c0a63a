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


# What the team decides about words, and what their author answers


def can_read_original(user) -> bool:
    """Words behind a masked passage: the team that masked it, and the DPO."""
    return user.is_authenticated and (user.is_ess_team or user.is_dpo)


def can_erase_words(user) -> bool:
    """Erasing for ever is a right that the DPO honours: neither the team's, nor the author's by a slip."""
    return user.is_authenticated and user.is_dpo


def can_take_back_comment(user, comment) -> bool:
    return user.is_authenticated and comment.author_id == user.pk


# Bodies, minutes, decisions
def can_correct_minutes(user, minutes) -> bool:
    """Only those who were there say what was said."""
    return user.is_authenticated and minutes.meeting.registrations.filter(person=user, attended=True).exists()


def can_follow_up(user, decision) -> bool:
    """The team, and whoever has to do it."""
    if not user.is_authenticated:
        return False
    if user.is_ess_team or decision.owner_id == user.pk:
        return True
    if decision.owner_department_id:
        return decision.owner_department_id in {department.pk for department in user.departments}
    return bool(decision.owner_organisation_id) and decision.owner_organisation_id in user.organisation_ids


def can_object(user, point) -> bool:
    """Those whose words the point gathers, or whose organisation said them."""
    if not user.is_authenticated:
        return False
    return contested_by(user, point).exists()


def contested_by(user, point):
    """The contributions of this point that this person may say are badly told."""
    theirs = Q(author=user) | Q(organisation__in=user.organisation_ids)
    return point.contributions.filter(theirs, status=ContributionStatus.PUBLISHED)
