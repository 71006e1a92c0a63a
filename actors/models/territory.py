import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors import identifiers
from actors.colours import ENOUGH, darkened, on_paper
from actors.models.accessibility import conformity
from essportal.typography import number


def readable_accent(value: str) -> None:
    """The accent is read on both papers and carries light text: 4.5:1 each (WCAG 1.4.3)."""
    found = on_paper(value)
    if found < ENOUGH:
        raise ValidationError(
            _(
                "Cette couleur est trop claire pour être lue sur le papier du portail : contraste de %(found)s, "
                "il faut %(enough)s. %(darker)s, la même plus foncée, convient."
            ),
            params={"found": number(found, 1), "enough": number(ENOUGH, 1), "darker": darkened(value)},
        )


class Municipality(models.Model):
    """A commune of the territory. Its Insee code has five characters, letters included (2A004)."""

    code = models.CharField(_("code Insee"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)
    postal_code = models.CharField(_("code postal"), max_length=5)
    population = models.PositiveIntegerField(_("population"), default=0)
    outline = models.TextField(_("contour"), blank=True, help_text="SVG path in the territory's drawing")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="municipality_code_is_insee", condition=Q(code__regex=r"^[0-9][0-9AB][0-9]{3}$")
            )
        ]
        triggers = [
            # The directory is sorted by this name.
            pgtrigger.Trigger(
                name="organisations_know_its_name",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("name"),
                condition=pgtrigger.Condition("OLD.name IS DISTINCT FROM NEW.name"),
                func="""
                UPDATE actors_organisation SET commune_key = essportal_plain(NEW.name) WHERE municipality_id = NEW.code;
                RETURN NULL;
                """,
            )
        ]
        verbose_name = _("commune")

    def __str__(self):
        return self.name


class Logo(models.Model):
    """A picture drawn again by the portal, named by what it holds: its address never shows another one."""

    app_may = {"select": True, "insert": True, "delete": True}

    fingerprint = models.CharField(max_length=64, primary_key=True)
    content_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="logo_is_png_or_jpeg", condition=Q(content_type__in=["image/jpeg", "image/png"])
            )
        ]
        verbose_name = _("logo")

    def __str__(self):
        return self.fingerprint[:12]


class LocalAuthority(models.Model):
    """The authority whose portal this is: exactly one row. Its row is also the lock of the versions' numbers."""

    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=60)
    kind = models.CharField(_("nature"), max_length=100)
    tagline = models.CharField(_("devise"), max_length=120, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    seat = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("siège"))
    assembly = models.CharField(_("assemblée"), max_length=100)
    logo = models.ForeignKey(Logo, models.PROTECT, null=True, blank=True, verbose_name=_("logo"))
    accent = models.CharField(
        _("couleur"),
        max_length=7,
        default="#0d5450",
        validators=[RegexValidator(r"^#[0-9a-f]{6}$"), readable_accent],
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    # The audit in force, read at the foot of every page; recording one and cancelling one keep it in step.
    audit = models.ForeignKey(
        "actors.AccessibilityAudit", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    inactive_years = models.PositiveSmallIntegerField(
        _("comptes inactifs effacés après, en années"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    address = models.CharField(_("adresse et téléphone"), max_length=300, blank=True)
    publisher = models.CharField(_("responsable de la publication"), max_length=200, blank=True)
    host = models.CharField(_("hébergeur"), max_length=300, blank=True)
    dpo_contact = models.CharField(_("délégué à la protection des données"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_local_authority", condition=Q(pk=1)),
            models.CheckConstraint(
                name="authority_forgets_in_one_to_ten_years", condition=Q(inactive_years__gte=1, inactive_years__lte=10)
            ),
        ]
        verbose_name = _("collectivité")

    def __str__(self):
        return self.name

    @property
    def accessibility(self) -> str:
        """The words that the law puts on every page."""
        return conformity(self.audit)

    @property
    def written_siren(self):
        return identifiers.written(self.siren)


def inactive_years() -> int:
    """After how many silent years the portal forgets someone."""
    authority = LocalAuthority.objects.only("inactive_years").first()
    return authority.inactive_years if authority else LocalAuthority._meta.get_field("inactive_years").default
