"""In whose name one may write."""

from django.db.models import Q

from actors.models import Claim, Organisation


def may_speak_for(person):
    """The organisations one represents, and those that one says one does: what is said in their name then waits."""
    claimed = Claim.objects.open().filter(person=person).values("organisation")
    return Organisation.objects.living().filter(Q(pk__in=person.organisation_ids) | Q(pk__in=claimed))


def organisations_of(person):
    """Those that the team has verified and that one represents today: who supports and who discusses is known."""
    if not person.is_authenticated:
        return Organisation.objects.none()
    return Organisation.objects.living().verified().filter(pk__in=person.organisation_ids)


def waits_for_the_check(organisation, person) -> bool:
    """Whether what this person says in its name stays filed until the team has answered."""
    return organisation is not None and not (organisation.is_verified and organisation.pk in person.organisation_ids)
