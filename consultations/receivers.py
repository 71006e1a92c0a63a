from actors.models import ElectedMember
from actors.moving import move, move_all, move_back
from consultations import actions, kept, kept_registrations
from consultations.models import (
    Ballot,
    CalendarKey,
    Comment,
    Contribution,
    ContributionStatus,
    Decision,
    Endorsement,
    Follow,
    Meeting,
    MeetingInvitation,
    Objection,
    Registration,
    Seat,
    Sheet,
)


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
    """A support that the kept sheet already gives stays where it is, and is not counted twice."""
    return (
        move_all(Contribution.objects.filter(organisation=merged), "organisation", kept)
        | move_all(Comment.objects.filter(organisation=merged), "organisation", kept)
        | move(Endorsement.objects.filter(organisation=merged), "organisation", kept)
    )


def move_contributions_back(sender, merge, by, **kwargs):
    for model in (Contribution, Comment, Endorsement):
        move_back(model, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)
    move_back(Contribution, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)


# Meetings


def take_invitations_of_address(sender, user, **kwargs):
    """Invited by an address that had no account: whoever proves today that it is theirs is the one invited."""
    already = MeetingInvitation.objects.filter(person=user).values("meeting")
    theirs = MeetingInvitation.objects.filter(email__iexact=user.email)
    theirs.filter(meeting__in=already).delete()
    theirs.update(person=user, email="")


def take_kept_registration(sender, request, user, **kwargs):
    """A visitor had said that they would come: they are registered at the moment they sign in."""
    if request is not None:
        kept_registrations.give_to(user, request.session)


def forget_meetings_of_erased_person(sender, person, by, **kwargs):
    """They come no more, which frees their places; that somebody was there stays, without a name."""
    mine = Registration.objects.filter(person=person)
    for meeting in Meeting.objects.select_for_update().filter(pk__in=mine.standing().values("meeting")).order_by("pk"):
        if not meeting.has_begun:
            for registration in mine.standing().filter(meeting=meeting):
                actions.withdraw_registration(registration, by=by)
            actions.give_free_places(meeting, by=by)
    mine.update(name="", need="")
    MeetingInvitation.objects.filter(person=person).delete()
    CalendarKey.objects.filter(person=person).delete()


def move_registrations(sender, kept, merged, by, **kwargs):
    return move_all(Registration.objects.filter(organisation=merged), "organisation", kept)


def move_registrations_back(sender, merge, by, **kwargs):
    move_back(Registration, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)


# Seats follow what they are held by.
def end_seats_with_the_mandate(sender, fact, by, **kwargs):
    if isinstance(fact, ElectedMember):
        actions.end_seats_of_mandate(fact, by=by)


def drop_seats_with_the_mandate(sender, fact, by, **kwargs):
    if isinstance(fact, ElectedMember):
        actions.drop_seats_of_mandate(fact, by=by)


def end_seats_with_the_organisation(sender, organisation, by, **kwargs):
    actions.end_seats_of_organisation(organisation, by=by)


def leave_the_seats(sender, person, by, **kwargs):
    actions.leave_seats(person)


def move_seats(sender, kept, merged, by, **kwargs):
    """The sheet kept sits instead; a seat that it holds already in that college is not held twice: the other ends."""
    moved = move(Seat.objects.filter(organisation=merged), "organisation", kept)
    actions.end_seats_of_organisation(merged, by=by)
    return moved | move_all(Decision.objects.filter(owner_organisation=merged), "owner_organisation", kept)


def move_seats_back(sender, merge, by, **kwargs):
    move_back(Seat, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)
    move_back(Decision, "owner_organisation", merge.moved, kept=merge.kept, merged=merge.merged)


def forget_follows(sender, person, by, **kwargs):
    """What they followed was nobody else's business."""
    Follow.objects.filter(person=person).delete()


# Questionnaires and votes of priorities


def forget_who_answered(sender, person, by, **kwargs):
    """What they signed, and the ballots they gave for an organisation, no longer say that it was them."""
    Sheet.objects.filter(person=person).update(person=None)
    Ballot.objects.filter(given_by=person).update(given_by=None)


def move_ballots(sender, kept, merged, by, **kwargs):
    """Where both voted before the merge, both ballots stand as they were given."""
    return move(Ballot.objects.filter(organisation=merged), "organisation", kept)


def move_ballots_back(sender, merge, by, **kwargs):
    move_back(Ballot, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)


def move_objections(sender, kept, merged, by, **kwargs):
    return move_all(Objection.objects.filter(organisation=merged), "organisation", kept)


def move_objections_back(sender, merge, by, **kwargs):
    move_back(Objection, "organisation", merge.moved, kept=merge.kept, merged=merge.merged)
