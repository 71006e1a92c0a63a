from consultations import actions, kept
from consultations.models import Contribution, ContributionStatus


def give_kept_draft(sender, request, user, **kwargs):
    """Writing comes before signing in: at the moment they sign in, a visitor finds their words in their drafts."""
    if request is not None:
        kept.give_to(user, request.session)


def drop_drafts_of_erased_person(sender, person, by, **kwargs):
    """A draft was read by its author only: it goes with them, and no contribution asks for their name any more."""
    Contribution.objects.filter(author=person, name_is_public=True).update(name_is_public=False)
    for draft in Contribution.objects.filter(author=person, status=ContributionStatus.DRAFT):
        actions.drop_draft(draft, by=person)
