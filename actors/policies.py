"""Who may do what here. A policy says who; the models say when."""


def can_import(user) -> bool:
    """The directory is filled by the ESS team."""
    return user.is_authenticated and user.is_ess_team
