from actors import kept


def give_kept_sheet(sender, request, user, **kwargs):
    """Writing comes before signing in: the sheet that a visitor wrote becomes their draft."""
    if request is not None:
        kept.give_to(user, request.session)
