"""Who may do what with the plan. A policy says who; the models say when."""

from plans.models import ReviewInvitation, VersionStatus


def can_write_plan(user) -> bool:
    """Drafting, replies and versions belong to the ESS team."""
    return user.is_authenticated and user.is_ess_team


def has_things_to_do(user) -> bool:
    """The team, the DPO and the departments' correspondents find there what waits for them."""
    return user.is_authenticated and (user.is_ess_team or user.is_dpo or user.is_correspondent)


def can_record_deliberation(user) -> bool:
    """The secretariat of the assemblies records the vote, or the team."""
    return user.is_authenticated and (user.is_ess_team or user.is_secretariat)


def is_at_the_secretariat(user) -> bool:
    return user.is_authenticated and user.is_secretariat


def can_read_reviews(user) -> bool:
    """Officials review, and those who were invited to; general management and the team read beside them."""
    if not user.is_authenticated:
        return False
    return user.is_ess_team or user.is_general_management or user.is_elected or is_invited_to_review(user)


def can_read_remarks(user) -> bool:
    """Those of everybody: who was invited to review reads their own only."""
    return user.is_authenticated and (user.is_ess_team or user.is_general_management or user.is_elected)


def is_invited_to_review(user, version=None) -> bool:
    """For an organisation or a body, any version or this one."""
    invitations = ReviewInvitation.objects.open_to(user)
    return (invitations.filter(version=version) if version else invitations).exists()


def can_give_opinion(user) -> bool:
    return user.is_authenticated and user.is_elected


def steps(user, version) -> dict[str, bool]:
    """The buttons of a version's desk: at most one is True, since a version is in one state."""
    team = can_write_plan(user)
    return {
        "submit": team and version.can_move_to(VersionStatus.IN_REVIEW),
        "close_review": team and version.can_move_to(VersionStatus.REVIEWED),
        "send_to_council": team and version.can_move_to(VersionStatus.TO_VOTE),
        "record_deliberation": can_record_deliberation(user) and version.can_move_to(VersionStatus.ADOPTED),
    }


def can_amend(user, version) -> bool:
    """Officials amend the version that they review, and leave remarks on it; so do those who were invited to."""
    return user.is_authenticated and (user.is_elected or is_invited_to_review(user, version))


def is_author(user, amendment) -> bool:
    return user.is_authenticated and amendment.author_id == user.pk


def can_cosign(user, amendment) -> bool:
    return can_amend(user, amendment.version) and amendment.author_id != user.pk


# Departments' visas


def follows_all_visas(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_general_management)


def can_follow_visas(user) -> bool:
    """The team and general management follow all of them, a correspondent those of their department."""
    return follows_all_visas(user) or (user.is_authenticated and user.is_correspondent)


def can_give_visa(user, visa) -> bool:
    """The correspondent of that day, holder or substitute."""
    return user.is_authenticated and visa.department in user.departments


def can_override_visa(user) -> bool:
    return user.is_authenticated and user.is_general_management
