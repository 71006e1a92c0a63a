"""Who may do what in the registry. A policy says who; the models say when."""


def can_write_diagnosis(user) -> bool:
    return user.is_authenticated and user.is_ess_team
