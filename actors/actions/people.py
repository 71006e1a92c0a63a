"""Who someone is in the portal: an account, then dated facts from which their roles follow."""

from datetime import date

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.actions.consent import note_consent
from actors.journal import Verb
from actors.models import Correspondent, Department, ElectedMember, Organisation, Person, Post, Representative
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def welcome(*, by: Person | None, email: str, name: str, name_is_public: bool = False) -> Person:
    """Open an account for someone the team knows: the code they will receive proves the address each time."""
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(_("Une personne a déjà un compte à cette adresse."))
    person = Person.objects.create_user(email, name=name, name_is_public=name_is_public)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if name_is_public:
        words = _("Accord pour l’affichage du nom, recueilli par l’équipe à l’ouverture du compte.")
        note_consent(person, by=by, given=True, words=words)
    record(Verb.PERSON_WELCOMED, person, by=by)
    return person


@transaction.atomic
def appoint(person: Person, *, by: Person | None, kind: str, starts_on: date, function: str = "") -> Post:
    """Give a post of the authority. The very first officer is appointed by nobody: `by` may be None."""
    post = Post.objects.create(person=person, kind=kind, function=function, starts_on=starts_on)
    record(Verb.PERSON_APPOINTED, person, by=by, post=kind)
    return post


@transaction.atomic
def note_mandate(person: Person, *, by: Person, council: str, title: str, starts_on: date) -> ElectedMember:
    mandate = ElectedMember.objects.create(person=person, council=council, title=title, starts_on=starts_on)
    record(Verb.MANDATE_NOTED, person, by=by, mandate=mandate.pk)
    return mandate


@transaction.atomic
def name_correspondent(
    person: Person, *, by: Person, department: Department, rank: str, starts_on: date
) -> Correspondent:
    """One of each rank in a department at a time."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    correspondent = Correspondent(person=person, department=department, rank=rank, starts_on=starts_on)
    try:
        correspondent.validate_constraints()
    except ValidationError as error:
        raise Refused(
            _("%(department)s a déjà un correspondant %(rank)s à cette date.")
            % {"department": department, "rank": correspondent.get_rank_display()}
        ) from error
    correspondent.save()
    record(Verb.CORRESPONDENT_NAMED, person, by=by, department=department.pk, rank=rank)
    return correspondent


@transaction.atomic
def name_representative(
    person: Person, organisation: Organisation, *, by: Person, starts_on: date, function: str = ""
) -> Representative:
    link = Representative.objects.create(
        person=person, organisation=organisation, function=function, starts_on=starts_on
    )
    record(Verb.REPRESENTATIVE_NAMED, person, by=by, organisation=organisation.pk)
    return link
