"""Who may do what with people. A policy says who; the models say when."""

from actors.models import FactKind


def can_see_people(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_administrator)


def can_note(user, sort: str) -> bool:
    """The team notes mandates and who speaks for whom; a post opens the desks, so only an administrator gives it."""
    if sort == FactKind.POST:
        return can_administer(user)
    return can_see_people(user)


def can_administer(user) -> bool:
    """Posts, closed accounts, lost telephones."""
    return user.is_authenticated and user.is_administrator


def can_carry(user, invitation) -> bool:
    """Complete or send again an invitation: as much as what it already promises."""
    return all(can_note(user, fact.sort) for fact in invitation.facts.all()) and can_see_people(user)


def can_close(user, person) -> bool:
    """Nobody locks themselves out."""
    return can_administer(user) and user.pk != person.pk


def needs_second_factor(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_administrator)
