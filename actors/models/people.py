from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors.models.dated import ValidOnDay, ends_after_start
from actors.models.departments import Correspondent, Department
from actors.models.organisations import Organisation
from actors.models.territory import LocalAuthority, Municipality
from essportal import clock
from essportal.constraints import one_of

MOST_WORDS = 8


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Addresses and mandates of everybody are read by the team and the administrators only."""
        if user.is_authenticated and (user.is_ess_team or user.is_administrator):
            return self.filter(erased_at=None)
        return self.none()

    def called(self, words):
        """Each word must be found in the name or in the address; accents and case do not count."""
        found = self
        for word in words[:200].split()[:MOST_WORDS]:
            found = found.filter(Q(name__unaccent__icontains=word) | Q(email__icontains=word))
        return found


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Someone with an account. Roles are never ticked here: they follow from dated facts."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    name = models.CharField(_("prénom et nom"), max_length=120, blank=True)
    name_is_public = models.BooleanField(_("accepte que son nom soit affiché"), default=False)
    is_active = models.BooleanField(_("compte ouvert"), default=True)
    joined_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, editable=False)
    warned_at = models.DateTimeField(null=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_whatever_the_case")]
        verbose_name = _("personne")

    def __str__(self):
        return self.name or self.email

    def get_absolute_url(self):
        return reverse("actors:person", args=[self.pk])

    @property
    def pseudonym(self):
        return _("Participant %(number)s") % {"number": f"{self.pk:04X}"}

    @property
    def public_name(self):
        """The name as others may read it: consent first, or an elected official in office."""
        if self.erased_at or not self.name or not (self.name_is_public or self.is_elected):
            return self.pseudonym
        return self.name

    @property
    def last_seen_at(self):
        return max(self.joined_at, self.last_login or self.joined_at)

    @cached_property
    def posts(self) -> set[str]:
        return set(self.post_set.valid_on(clock.today()).values_list("kind", flat=True))

    @cached_property
    def representations(self) -> list["Representative"]:
        return list(self.representative_set.valid_on(clock.today()).select_related("organisation"))

    @cached_property
    def organisation_ids(self) -> list[int]:
        return [link.organisation_id for link in self.representations]

    @cached_property
    def mandates(self) -> list["ElectedMember"]:
        return list(self.electedmember_set.valid_on(clock.today()))

    @cached_property
    def departments(self) -> list[Department]:
        mine = Correspondent.objects.valid_on(clock.today()).filter(person=self)
        return [link.department for link in mine.select_related("department")]

    @property
    def is_ess_team(self):
        return PostKind.ESS_TEAM in self.posts

    @property
    def is_administrator(self):
        return PostKind.ADMINISTRATOR in self.posts

    @property
    def is_general_management(self):
        return PostKind.GENERAL_MANAGEMENT in self.posts

    @property
    def is_secretariat(self):
        return PostKind.SECRETARIAT in self.posts

    @property
    def is_dpo(self):
        return PostKind.DPO in self.posts

    @property
    def is_elected(self):
        return bool(self.mandates)

    @property
    def is_correspondent(self):
        return bool(self.departments)


class Representative(models.Model):
    """A person speaks for an organisation, between two dates."""

    person = models.ForeignKey(Person, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="representatives")
    function = models.CharField(_("fonction"), max_length=100, blank=True)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "starts_on"], name="representative_once_a_day"),
            ends_after_start("representative"),
        ]
        verbose_name = _("représentant")

    def __str__(self):
        return f"{self.person}, {self.organisation}"

    @property
    def summary(self):
        return _("représente %(organisation)s") % {"organisation": self.organisation}


def council_of(municipality: Municipality | None) -> str:
    """How the council of a commune is called, or the authority's own."""
    if municipality is None:
        authority = LocalAuthority.objects.first()
        return authority.assembly if authority else _("conseil")
    return _("conseil municipal, %(commune)s") % {"commune": municipality}


class ElectedMember(models.Model):
    """A dated mandate in a council: the authority's, or a member commune's."""

    person = models.ForeignKey(Person, models.PROTECT)
    council = models.CharField(_("conseil"), max_length=120)
    # Nothing: the authority's own council.
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    title = models.CharField(_("mandat"), max_length=150)
    delegation = models.CharField(_("délégation"), max_length=150, blank=True)
    commission = models.CharField(_("commission"), max_length=150, blank=True)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            ends_after_start("mandate"),
        ]
        verbose_name = _("élu")

    def __str__(self):
        return f"{self.person}, {self.title}"

    @property
    def summary(self):
        return f"{self.title}, {self.council}"


class Agent(models.Model):
    """Someone who works in a department of the authority, between two dates."""

    person = models.ForeignKey(Person, models.PROTECT)
    department = models.ForeignKey(Department, models.PROTECT, related_name="agents", verbose_name=_("direction"))
    function = models.CharField(_("fonction"), max_length=100, blank=True)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "department", "starts_on"], name="agent_once_a_day"),
            ends_after_start("agent"),
        ]
        verbose_name = _("agent")

    def __str__(self):
        return f"{self.person}, {self.department}"

    @property
    def summary(self):
        return _("agent, %(department)s") % {"department": self.department}


class PostKind(models.TextChoices):
    ESS_TEAM = "ess_team", _("équipe ESS")
    GENERAL_MANAGEMENT = "general_management", _("direction générale")
    SECRETARIAT = "secretariat", _("secrétariat des assemblées")
    DPO = "dpo", _("délégué à la protection des données")
    ADMINISTRATOR = "administrator", _("administrateur du portail")


class Post(models.Model):
    """A post held in the authority, between two dates. It opens the corresponding pages, that day."""

    person = models.ForeignKey(Person, models.PROTECT)
    kind = models.CharField(_("poste"), max_length=20, choices=PostKind)
    function = models.CharField(_("fonction"), max_length=100, blank=True)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            one_of("kind", PostKind, name="post_kind_known"),
            ends_after_start("post"),
        ]
        verbose_name = _("poste")

    def __str__(self):
        return f"{self.person}, {self.get_kind_display()}"

    @property
    def summary(self):
        return self.get_kind_display()
