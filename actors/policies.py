"""Who may do what with the authority's settings."""


def can_settle_authority(user) -> bool:
    """Its names, its look and its legal notices belong to the administrator."""
    return user.is_authenticated and user.is_administrator


def can_tend_territory(user) -> bool:
    """Communes, departments and competences: the ESS team lives with them every day."""
    return user.is_authenticated and (user.is_administrator or user.is_ess_team)
