"""Who may do what in the directory. A policy says who; the models say when."""


def can_run_directory(user) -> bool:
    """Checking, correcting, merging and archiving sheets belongs to the ESS team."""
    return user.is_authenticated and user.is_ess_team


def represents(user, organisation) -> bool:
    """Today, and in the open: a sheet not yet verified is completed through its claim."""
    return user.is_authenticated and organisation.is_verified and organisation.pk in user.organisation_ids


def can_edit_own_sheet(user, organisation) -> bool:
    return represents(user, organisation)


def can_hand_over(user, organisation) -> bool:
    return represents(user, organisation)


def can_offer(user, organisation) -> bool:
    """A representative, or the team for an organisation that has lost its own."""
    return represents(user, organisation) or can_run_directory(user)


def can_call_back(user, offer) -> bool:
    return user.is_authenticated and (offer.offered_by_id == user.pk or user.is_ess_team)


def abilities(user, organisation) -> dict[str, bool]:
    """What to show on a sheet. A visitor is shown the claim: they sign in on the way."""
    mine = represents(user, organisation)
    return {"claim": organisation.is_verified and not mine, "edit": mine, "check": can_run_directory(user)}
