"""Who may do what with the directory. A policy says who; the models say when."""


def can_keep_directory(user) -> bool:
    """The sheets and what links them belong to the ESS team."""
    return user.is_authenticated and user.is_ess_team
