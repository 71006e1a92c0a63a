import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.identifiers import written
from actors.models.departments import PolicyArea
from actors.models.territory import Municipality
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused
from essportal.models import READ_AND_ADD
from essportal.search import FRENCH, Plain


class Kind(models.TextChoices):
    """The ESS families of the law of 2014 (art. 1), then the partners, who are never counted as ESS."""

    ASSOCIATION = "association", _("association")
    COOPERATIVE = "cooperative", _("coopérative")
    MUTUAL = "mutual", _("mutuelle")
    FOUNDATION = "foundation", _("fondation")
    COMMERCIAL = "commercial", _("société commerciale de l’ESS")
    PARTNER = "partner", _("partenaire")


class PartnerKind(models.TextChoices):
    """Who takes part without being of the ESS: a public body never is."""

    PUBLIC = "public", _("organisme public")
    UNIVERSITY = "university", _("université ou recherche")
    FUNDER = "funder", _("financeur")
    CHAMBER = "chamber", _("chambre consulaire")
    OTHER = "other", _("autre partenaire")


class SizeBand(models.TextChoices):
    """The staff bands of the Insee."""

    UNKNOWN = "NN", _("effectif inconnu")
    NONE = "00", _("sans salarié")
    FROM_1 = "01", _("1 ou 2 salariés")
    FROM_3 = "02", _("3 à 5 salariés")
    FROM_6 = "03", _("6 à 9 salariés")
    FROM_10 = "11", _("10 à 19 salariés")
    FROM_20 = "12", _("20 à 49 salariés")
    FROM_50 = "21", _("50 à 99 salariés")
    FROM_100 = "22", _("100 à 199 salariés")
    FROM_200 = "31", _("200 à 249 salariés")
    FROM_250 = "32", _("250 à 499 salariés")
    FROM_500 = "41", _("500 à 999 salariés")
    FROM_1000 = "42", _("1 000 à 1 999 salariés")
    FROM_2000 = "51", _("2 000 à 4 999 salariés")
    FROM_5000 = "52", _("5 000 à 9 999 salariés")
    FROM_10000 = "53", _("10 000 salariés et plus")


class Register(models.TextChoices):
    """Where an imported sheet comes from."""

    SIRENE = "sirene", _("répertoire Sirene (Insee)")
    ESS_FRANCE = "ess_france", _("liste d’ESS France")
    RNA = "rna", _("répertoire national des associations")
    TEMPLATE = "template", _("tableau du portail")


class OrganisationStatus(models.TextChoices):
    TO_VERIFY = "to_verify", _("à vérifier")
    VERIFIED = "verified", _("vérifiée")
    REFUSED = "refused", _("refusée")
    ARCHIVED = "archived", _("archivée")


NEXT = {
    OrganisationStatus.TO_VERIFY: {
        OrganisationStatus.VERIFIED,
        OrganisationStatus.REFUSED,
        OrganisationStatus.ARCHIVED,
    },
    OrganisationStatus.VERIFIED: {OrganisationStatus.ARCHIVED},
    OrganisationStatus.REFUSED: {OrganisationStatus.VERIFIED},
    OrganisationStatus.ARCHIVED: {OrganisationStatus.VERIFIED},
}


class KnownWord(models.Model):
    """A word that some sheet holds or held: a word typed wrong is brought back to the nearest of them."""

    app_may = READ_AND_ADD

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="known_word_alike")]
        verbose_name = _("mot connu")

    def __str__(self):
        return self.word


# One statement for a whole import; in order, so that two of them never wait for each other both ways.
LEARN = """
INSERT INTO actors_knownword (word)
SELECT DISTINCT word
FROM written,
     regexp_split_to_table(essportal_plain(concat_ws(' ', name, acronym, activity)), '[^a-z0-9]+') AS word
WHERE length(word) BETWEEN 3 AND 40
ORDER BY word
ON CONFLICT DO NOTHING;
RETURN NULL;
"""


NOWHERE = "zzz"


def esus_on(day) -> Q:
    return Q(Q(esus_until__isnull=True) | Q(esus_until__gte=day), esus_from__lte=day)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        verified = Q(status=OrganisationStatus.VERIFIED)
        if not user.is_authenticated:
            return self.filter(verified)
        return self.filter(verified | Q(pk__in=user.organisation_ids))

    def verified(self):
        return self.filter(status=OrganisationStatus.VERIFIED)

    def to_verify(self):
        return self.filter(status=OrganisationStatus.TO_VERIFY)

    def living(self):
        """Those that still act: verified, or about to be."""
        return self.filter(status__in=[OrganisationStatus.VERIFIED, OrganisationStatus.TO_VERIFY])

    def esus_on(self, day):
        return self.filter(esus_on(day))


class Organisation(models.Model):
    """An organisation of the ESS, a network of them, or a partner. No identifier is mandatory."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    status = models.CharField(max_length=20, choices=OrganisationStatus, default=OrganisationStatus.TO_VERIFY)
    kind = models.CharField(_("famille"), max_length=20, choices=Kind)
    partner_kind = models.CharField(_("sorte de partenaire"), max_length=20, choices=PartnerKind, blank=True)
    is_network = models.BooleanField(_("tête de réseau"), default=False)
    legal_form = models.CharField(_("forme juridique"), max_length=100, blank=True)
    legal_category = models.CharField(_("catégorie juridique"), max_length=4, blank=True)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, null=True, blank=True, unique=True)
    rna = models.CharField(_("RNA"), max_length=10, null=True, blank=True, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    activity = models.CharField(_("activité"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    policy_areas = models.ManyToManyField(PolicyArea, blank=True, verbose_name=_("compétences"))
    size_band = models.CharField(_("tranche d’effectif"), max_length=2, choices=SizeBand, blank=True)
    # No legal category says SCIC: people do.
    is_scic = models.BooleanField(_("SCIC"), default=False)
    # The State's approval is given for a time (Code du travail, L3332-17-1).
    esus_from = models.DateField(_("agréée ESUS depuis"), null=True, blank=True)
    esus_until = models.DateField(_("agréée ESUS jusqu’au"), null=True, blank=True)
    website = models.URLField(_("site"), blank=True)
    email = models.EmailField(_("courriel de contact"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    # The names of the fields that someone corrected here: an import shows the difference, and leaves them.
    kept_by_hand = models.JSONField(default=list, blank=True, editable=False)
    # The register that the sheet was taken from; empty when someone wrote it.
    register = models.CharField(_("source"), max_length=20, choices=Register, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")
    added_at = models.DateTimeField(default=clock.now, editable=False)
    members = models.ManyToManyField("self", through="NetworkMembership", symmetrical=False, related_name="networks")
    # Kept by the database: how the name is sorted, and what one searches.
    sort_name = models.GeneratedField(expression=Plain("name"), output_field=models.TextField(), db_persist=True)
    # The name of its commune as one sorts by it, kept by PostgreSQL; those that have none come last.
    commune_key = models.TextField(editable=False, db_default=NOWHERE)
    search = models.GeneratedField(
        expression=SearchVector(Plain("name"), Plain("acronym"), weight="A", config=FRENCH)
        + SearchVector(Plain("activity"), weight="B", config=FRENCH)
        + SearchVector(Plain("description"), weight="C", config=FRENCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            GinIndex(fields=["search"], name="organisation_search"),
            models.Index(fields=["sort_name", "id"], name="organisation_by_name"),
            models.Index(fields=["commune_key", "sort_name", "id"], name="organisation_by_commune"),
            models.Index(fields=["-added_at", "-id"], name="organisation_newest"),
            models.Index(fields=["sort_name"], name="organisation_networks", condition=Q(is_network=True)),
        ]
        constraints = [
            one_of("status", OrganisationStatus, name="organisation_status_known"),
            one_of("kind", Kind, name="organisation_kind_known"),
            one_of("partner_kind", PartnerKind, name="organisation_partner_kind_known", or_empty=True),
            one_of("register", Register, name="organisation_register_known", or_empty=True),
            one_of("size_band", SizeBand, name="organisation_size_band_known", or_empty=True),
            models.CheckConstraint(name="organisation_siren_is_9_digits", condition=Q(siren__regex=r"^[0-9]{9}$")),
            models.CheckConstraint(
                name="organisation_partner_kind_of_partners", condition=Q(kind="partner") | Q(partner_kind="")
            ),
            models.CheckConstraint(
                name="organisation_esus_ends_after_start",
                condition=Q(esus_until__isnull=True) | Q(esus_from__lte=F("esus_until")),
            ),
            models.CheckConstraint(
                name="organisation_merged_is_archived",
                condition=Q(merged_into__isnull=True) | (Q(status="archived") & ~Q(merged_into=F("pk"))),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name=f"words_are_learnt_on_{operation}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=on,
                referencing=pgtrigger.Referencing(new="written"),
                func=LEARN,
            )
            for operation, on in (("insert", pgtrigger.Insert), ("update", pgtrigger.Update))
        ] + [
            pgtrigger.Trigger(
                name="commune_is_known",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("municipality_id"),
                func=f"""
                NEW.commune_key := coalesce(
                    (SELECT essportal_plain(name) FROM actors_municipality WHERE code = NEW.municipality_id),
                    '{NOWHERE}');
                RETURN NEW;
                """,  # noqa: S608 -- our own word
            )
        ]
        verbose_name = _("organisation")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:organisation", args=[self.slug])

    @property
    def is_verified(self):
        return self.status == OrganisationStatus.VERIFIED

    @property
    def is_alive(self):
        """It still acts: verified, or about to be."""
        return self.status in (OrganisationStatus.VERIFIED, OrganisationStatus.TO_VERIFY)

    @property
    def written_siren(self):
        return written(self.siren or "")

    @property
    def survivor(self):
        """The sheet that speaks for this one, after as many merges as there were."""
        found = self
        while found.merged_into_id:
            found = found.merged_into
        return found

    @property
    def is_esus(self):
        return self.is_esus_on(clock.today())

    def is_esus_on(self, day):
        return bool(self.esus_from) and self.esus_from <= day and (self.esus_until is None or self.esus_until >= day)

    @property
    def nature(self):
        """What it is, in words, as shown after its name."""
        return self.legal_form or self.get_kind_display()

    def can_move_to(self, status):
        return status in NEXT[self.status] and self.merged_into_id is None

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(gettext("Cette fiche est %(status)s.") % {"status": self.get_status_display()})
        self.status = status

    @property
    def dialled(self):
        """The telephone number as a machine dials it."""
        return "".join(sign for sign in self.phone if sign.isdecimal() or sign == "+")
