import uuid

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Claim, Department, Municipality, Organisation, Person, PolicyArea
from consultations.models.consultations import Consultation, Question
from consultations.models.meetings import Meeting, Workshop
from consultations.models.rules import Moderation
from essportal.constraints import one_of
from essportal.errors import Refused
from essportal.search import FRENCH, Plain


class ContributionStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    FILED = "filed", _("déposée")
    PUBLISHED = "published", _("publiée")
    SET_ASIDE = "set_aside", _("écartée")
    WITHDRAWN = "withdrawn", _("retirée")


NEXT = {
    ContributionStatus.DRAFT: {ContributionStatus.FILED},
    ContributionStatus.FILED: {
        ContributionStatus.PUBLISHED,
        ContributionStatus.SET_ASIDE,
        ContributionStatus.WITHDRAWN,
    },
    ContributionStatus.PUBLISHED: {ContributionStatus.SET_ASIDE, ContributionStatus.WITHDRAWN},
    ContributionStatus.SET_ASIDE: {ContributionStatus.PUBLISHED, ContributionStatus.WITHDRAWN},
    ContributionStatus.WITHDRAWN: set(),
}


class Channel(models.TextChoices):
    ONLINE = "online", _("en ligne")
    WORKSHOP = "workshop", _("à une table")
    PAPER = "paper", _("sur papier")
    MAIL = "mail", _("par courrier")
    INTERVIEW = "interview", _("en entretien")


def unchecked():
    """What holds a filed contribution: its organisation is to verify, or its author's claim is not settled."""
    claims = Claim.objects.open().filter(person=OuterRef("author"), organisation=OuterRef("organisation"))
    to_verify = Organisation.objects.to_verify().filter(pk=OuterRef("organisation"))
    return Q(Exists(to_verify)) | Q(Exists(claims))


class ContributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        published = Q(status=ContributionStatus.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(published)
        mine = Q(author=user)
        if user.is_ess_team:
            return self.filter(~Q(status=ContributionStatus.DRAFT) | mine)
        only_theirs = [ContributionStatus.DRAFT, ContributionStatus.WITHDRAWN]
        for_mine = Q(organisation__in=user.organisation_ids) & ~Q(status__in=only_theirs)
        return self.filter(published | mine | for_mine)

    def published(self):
        return self.filter(status=ContributionStatus.PUBLISHED)

    def gone(self):
        """Everyone could read it, then its author took it back: its address says so, without a word of it."""
        return self.filter(status=ContributionStatus.WITHDRAWN, published_at__isnull=False)

    def waiting(self):
        """Filed, and not yet published or set aside by the team, who can do either now."""
        return self.filter(~unchecked(), status=ContributionStatus.FILED)

    def held(self):
        """Filed in the name of an organisation that nobody has checked yet: it will go with the check."""
        return self.filter(unchecked(), status=ContributionStatus.FILED)

    def unread(self):
        """Published when it was filed, where moderation comes after, and not read by the team yet."""
        return self.published().filter(consultation__rules__moderation=Moderation.AFTER, moderated_at=None)

    def with_author(self):
        return self.select_related("organisation", "department", "author", "municipality", "workshop", "meeting")


class Contribution(models.Model):
    """What someone said. Once filed its words never change; erasing drops text and salt and keeps the fingerprint."""

    reference = models.CharField(max_length=12, unique=True, null=True, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contributions")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, verbose_name=_("question"))
    title = models.CharField(_("titre"), max_length=150)
    text = models.TextField(_("texte"), blank=True)
    status = models.CharField(max_length=12, choices=ContributionStatus, default=ContributionStatus.DRAFT)
    channel = models.CharField(_("canal"), max_length=12, choices=Channel, default=Channel.ONLINE)

    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="contributions")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("organisation"),
    )
    function = models.CharField(_("fonction au moment du dépôt"), max_length=100, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name=_("direction"))
    on_behalf_of = models.CharField(_("au nom de"), max_length=120, blank=True)
    name_is_public = models.BooleanField(_("afficher mon nom"), default=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="contributions")
    workshop = models.ForeignKey(Workshop, models.PROTECT, null=True, blank=True, related_name="contributions")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("commune")
    )
    policy_areas = models.ManyToManyField(PolicyArea, blank=True, verbose_name=_("compétences"))
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    created_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    moderated_at = models.DateTimeField(null=True)
    moderation_reason = models.TextField(_("motif"), blank=True)
    # What readers see instead, when the team masked a passage; the words themselves never change.
    masked_title = models.CharField(max_length=170, null=True, editable=False)
    masked_text = models.TextField(null=True, editable=False)
    # A correction is another contribution, filed in time, which takes the place of the first.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    # A form sent twice makes one contribution; the key is drawn with the empty form.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    # Searching: what every reader may read, and nothing else.
    search = models.GeneratedField(
        expression=SearchVector(Plain(Coalesce("masked_title", "title")), weight="A", config=FRENCH)
        + SearchVector(Plain(Coalesce("masked_text", "text")), weight="B", config=FRENCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="contribution_search"),
            models.Index(fields=["status", "-filed_at", "-id"], name="contribution_list"),
            models.Index(fields=["consultation", "status", "published_at"], name="contribution_gate"),
            # What looks like a title being typed.
            GinIndex(OpClass(Plain("title"), name="gin_trgm_ops"), name="contribution_like"),
        ]
        constraints = [
            one_of("status", ContributionStatus, name="contribution_status_known"),
            one_of("channel", Channel, name="contribution_channel_known"),
            models.CheckConstraint(
                name="contribution_filed_has_reference",
                condition=Q(status="draft", reference__isnull=True)
                | Q(reference__isnull=False, filed_at__isnull=False) & ~Q(status="draft") & ~Q(fingerprint=""),
            ),
            models.CheckConstraint(
                name="contribution_published_has_moment",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contribution_set_aside_has_reason",
                condition=~Q(status="set_aside") | ~Q(moderation_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="filed_words_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
                func="""
                IF NEW.reference IS DISTINCT FROM OLD.reference OR NEW.fingerprint IS DISTINCT FROM OLD.fingerprint
                   OR NEW.filed_at IS DISTINCT FROM OLD.filed_at OR NEW.status = 'draft'
                   OR (NEW.text, NEW.title, NEW.salt) IS DISTINCT FROM (OLD.text, OLD.title, OLD.salt)
                      AND NOT (NEW.text = '' AND NEW.salt = '')
                THEN RAISE EXCEPTION 'the words of a filed contribution never change' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="filed_contributions_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
            ),
        ]
        verbose_name = _("contribution")

    def __str__(self):
        return self.public_title

    def get_absolute_url(self):
        return reverse("consultations:contribution", args=[self.reference])

    @property
    def public_title(self):
        """What every reader sees; `title` is for its author's draft and for the page of the original."""
        return self.title if self.masked_title is None else self.masked_title

    @property
    def public_text(self):
        """What every reader sees: the words, or what is left of them once a passage is masked."""
        return self.text if self.masked_text is None else self.masked_text

    @property
    def is_masked(self):
        return self.masked_title is not None or self.masked_text is not None

    @property
    def is_erased(self):
        return self.status != ContributionStatus.DRAFT and not self.salt

    @property
    def signature(self):
        """Who speaks, as everyone may read it: the organisation, the department, the table; a name with consent."""
        if self.organisation_id:
            return str(self.organisation)
        if self.department_id:
            return str(self.department)
        if self.author_id and self.name_is_public and not self.author.erased_at and self.author.name:
            return self.author.name
        if self.on_behalf_of:
            return self.on_behalf_of
        if self.workshop_id:
            return gettext("Table %(number)s") % {"number": self.workshop.number}
        return gettext("Une personne du territoire")

    def can_move_to(self, status):
        return status in NEXT[self.status]

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(gettext("Cette contribution est %(status)s.") % {"status": self.get_status_display()})
        self.status = status


class Attachment(models.Model):
    """A file joined to a contribution; served by a view that re-checks the reader on each request."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="contributions/%Y/", max_length=200)
    name = models.CharField(_("nom du fichier"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pièce jointe")

    def __str__(self):
        return self.name
