from actors.moving import move_all, move_back
from consultations import actions, kept
from consultations.models import Contribution, ContributionStatus, Objection


def give_kept_draft(sender, request, user, **kwargs):
    """Writing comes before signing in: at the moment they sign in, a visitor finds their words in their drafts."""
    if request is not None:
        kept.give_to(user, request.session)


def drop_drafts_of_erased_person(sender, person, by, **kwargs):
    """A draft was read by its author only: it goes with them, and no contribution asks for their name any more."""
    Contribution.objects.filter(author=person, name_is_public=True).update(name_is_public=False)
    for draft in Contribution.objects.filter(author=person, status=ContributionStatus.DRAFT):
        actions.drop_draft(draft, by=person)


def publish_what_waited_for_it(sender, organisation, by, **kwargs):
    """The sheet is verified: what was said in its name waited for that. An open claim still holds its own."""
    waiting = Contribution.objects.filter(organisation=organisation, status=ContributionStatus.FILED)
    held = Contribution.objects.held().filter(organisation=organisation).values("pk")
    actions.release_contributions(waiting.exclude(pk__in=held), by=by, organisation=organisation)


def publish_in_a_personal_capacity(sender, organisation, by, **kwargs):
    """The sheet is refused: what was said stays said, by its author alone."""
    _own_name(Contribution.objects.filter(organisation=organisation), by)


def follow_the_claim(sender, claim, accepted, by, **kwargs):
    theirs = Contribution.objects.filter(organisation=claim.organisation_id, author=claim.person_id)
    theirs = theirs.filter(filed_at__gte=claim.filed_at) | theirs.filter(status=ContributionStatus.DRAFT)
    if not accepted:
        return _own_name(theirs, by)
    waiting = theirs.filter(status=ContributionStatus.FILED)
    return actions.release_contributions(waiting, by=by, organisation=claim.organisation, function=claim.function)


def _own_name(contributions, by):
    """Who withdrew their own claim publishes nothing by it: the team still reads what they filed."""
    filed = contributions.filter(status=ContributionStatus.FILED)
    if by.is_ess_team:
        actions.release_contributions(filed, by=by)
    actions.leave_in_own_name(contributions.filter(status__in=[ContributionStatus.FILED, ContributionStatus.DRAFT]))


def move_contributions(sender, kept, merged, by, **kwargs):
    return move_all(Contribution.objects.filter(organisation=merged), "organisation", kept)


def move_contributions_back(sender, merge, by, **kwargs):
    move_back(Contribution, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)


def move_objections(sender, kept, merged, by, **kwargs):
    return move_all(Objection.objects.filter(organisation=merged), "organisation", kept)


def move_objections_back(sender, merge, by, **kwargs):
    move_back(Objection, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)
