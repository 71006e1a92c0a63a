"""Who may do what here. A policy says who; the models say when."""


def can_run_consultations(user) -> bool:
    """Meetings, typing, moderation, synthesis and the frame belong to the ESS team."""
    return user.is_authenticated and user.is_ess_team


def can_withdraw(user, contribution) -> bool:
    """Words belong to who wrote them."""
    return user.is_authenticated and contribution.author_id == user.pk


def can_leave_alone(user) -> bool:
    """Who holds a mandate, a post or a correspondence is part of the public record: the DPO answers them."""
    return user.is_authenticated and not (user.posts or user.is_elected or user.is_correspondent)
