from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors.models.departments import Correspondent, Department
from actors.models.organisations import Organisation
from actors.models.validity import ValidOnDay
from essportal import clock
from essportal.constraints import one_of


class PersonManager(BaseUserManager):
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

    objects = PersonManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_whatever_the_case")]
        verbose_name = _("personne")

    def __str__(self):
        return self.name or self.email

    @property
    def pseudonym(self):
        return _("Participant %(number)s") % {"number": f"{self.pk:04X}"}

    @property
    def public_name(self):
        """The name as others may read it: consent first, or an elected official in office."""
        if self.erased_at or not self.name or not (self.name_is_public or self.is_elected):
            return self.pseudonym
        return self.name

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
        day = clock.today()
        mine = Correspondent.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, person=self
        )
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
            models.CheckConstraint(
                name="representative_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        verbose_name = _("représentant")

    def __str__(self):
        return f"{self.person}, {self.organisation}"


class ElectedMember(models.Model):
    """A dated mandate in a council: the authority's, or a member commune's."""

    person = models.ForeignKey(Person, models.PROTECT)
    council = models.CharField(_("conseil"), max_length=120)
    title = models.CharField(_("mandat"), max_length=150)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            )
        ]
        verbose_name = _("élu")

    def __str__(self):
        return f"{self.person}, {self.title}"


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
            models.CheckConstraint(
                name="post_ends_after_start", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
        verbose_name = _("poste")

    def __str__(self):
        return f"{self.person}, {self.get_kind_display()}"
