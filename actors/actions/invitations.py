"""Inviting someone by e-mail: what is promised is noted when the invited address, and no other, accepts."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from actors import policies, tasks
from actors.actions.facts import is_held, note_fact
from actors.journal import Verb
from actors.models import FACTS, Invitation, InvitedFact, Person
from actors.models.invitations import LIFE, draw
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

MOST_AN_HOUR = 4  # to one address, however often it is revoked and invited again


@transaction.atomic
def invite(*, by: Person, email: str, sort: str, name: str = "", **fields) -> Invitation:
    """`sort` and `fields` say the first fact that accepting will note."""
    email = email.strip().lower()
    if waiting := Invitation.objects.waiting().filter(email__iexact=email).first():
        raise Refused(
            _("Une invitation attend déjà à cette adresse. Complétez-la ou renvoyez-la."),
            way_out=(_("Voir l’invitation"), waiting.get_absolute_url()),
        )
    lately = Invitation.objects.filter(email__iexact=email, invited_at__gt=clock.now() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise Refused(_("Cette adresse a déjà reçu plusieurs invitations depuis une heure. Attendez un peu."))
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(email=email, name=name, invited_by=by)
    except IntegrityError as error:
        raise Refused(
            _("Quelqu’un vient d’inviter cette adresse : retrouvez son invitation dans la liste, et complétez-la."),
            way_out=(_("Voir les invitations"), reverse("actors:invitations")),
        ) from error
    InvitedFact.objects.create(invitation=invitation, given_by=by, sort=sort, **fields)
    record(Verb.PERSON_INVITED, invitation, by=by, sort=sort)
    tasks.send_invitation.defer(invitation_id=invitation.pk, drawn=invitation.drawn)
    return invitation


@transaction.atomic
def promise_fact(invitation: Invitation, sort: str, *, by: Person, **fields) -> InvitedFact:
    """One more thing that accepting will note. The e-mail already sent leads to it too."""
    invitation = _lock(invitation)
    _require_waiting(invitation)
    fact = InvitedFact.objects.create(invitation=invitation, given_by=by, sort=sort, **fields)
    record(Verb.INVITATION_COMPLETED, invitation, by=by, sort=sort)
    return fact


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """A new address for fourteen days; the one sent before opens nothing any more."""
    invitation = _lock(invitation)
    _require_waiting(invitation)
    if invitation.has_just_left:
        raise Refused(_("L’invitation vient de partir. Attendez un quart d’heure avant de la renvoyer."))
    invitation.drawn = draw()
    invitation.sent_at = clock.now()
    invitation.expires_at = clock.now() + LIFE
    invitation.save(update_fields=["drawn", "sent_at", "expires_at"])
    record(Verb.INVITATION_RESENT, invitation, by=by)
    tasks.send_invitation.defer(invitation_id=invitation.pk, drawn=invitation.drawn)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    invitation = _lock(invitation)
    _require_waiting(invitation)
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    record(Verb.INVITATION_REVOKED, invitation, by=by)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """Once, in time, by the invited address. Whoever promised must still be allowed to give what they promised."""
    invitation = _lock(invitation)
    _require_waiting(invitation)
    if invitation.is_expired:
        raise Refused(_("Cette invitation a expiré. Demandez à l’équipe de vous la renvoyer."))
    if not is_for(by, invitation):
        raise Refused(_("Cette invitation est faite à une autre adresse que la vôtre."))
    facts = list(invitation.facts.select_related("given_by", "organisation", "department", "municipality"))
    for fact in facts:
        if not (fact.given_by.is_active and policies.can_note(fact.given_by, fact.sort)):
            raise Refused(_("La personne qui vous a invité ne peut plus le faire. Demandez une nouvelle invitation."))
        if fact.organisation and not fact.organisation.is_alive:
            raise Refused(
                _("« %(name)s » n’est plus dans l’annuaire. Demandez une nouvelle invitation.")
                % {"name": fact.organisation}
            )
        if not is_held(by, fact.sort, **_fields(fact)):
            note_fact(by, fact.sort, by=fact.given_by, **_fields(fact))
    invitation.accepted_at, invitation.accepted_by = clock.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.name and not by.name:
        Person.objects.filter(pk=by.pk).update(name=invitation.name)
    record(Verb.INVITATION_ACCEPTED, invitation, by=by)
    return invitation


def is_for(person: Person, invitation: Invitation) -> bool:
    """The invited address is one that this person proved to be theirs."""
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=invitation.email).exists()


def _fields(fact: InvitedFact) -> dict:
    """Of the promise, what the fact to come is made of."""
    wanted = {field.name for field in FACTS[fact.sort]._meta.fields} - {"id", "person"}
    return {name: getattr(fact, name) for name in wanted}


def _lock(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _require_waiting(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise Refused(_("Cette invitation a déjà servi : elle ne vaut qu’une fois."))
    if invitation.revoked_at:
        raise Refused(_("Cette invitation a été annulée. Écrivez à l’équipe si vous pensez que c’est une erreur."))
