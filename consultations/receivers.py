from consultations import kept


def give_kept_draft(sender, request, user, **kwargs):
    """Writing comes before signing in: at the moment they sign in, a visitor finds their words in their drafts."""
    if request is not None:
        kept.give_to(user, request.session)
