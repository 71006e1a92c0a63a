import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal.constraints import one_of
from essportal.errors import Refused
from plans.models.clauses import Clause, Revision
from plans.models.invitations import ReviewInvitation
from plans.models.versions import Version


class AmendmentStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    FILED = "filed", _("déposé")
    ACCEPTED = "accepted", _("accepté")
    ACCEPTED_MODIFIED = "accepted_modified", _("accepté avec modification")
    REFUSED = "refused", _("refusé")
    WITHDRAWN = "withdrawn", _("retiré")


DECISIONS = [AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_MODIFIED, AmendmentStatus.REFUSED]
NEXT = {
    AmendmentStatus.DRAFT: {AmendmentStatus.FILED},
    AmendmentStatus.FILED: {*DECISIONS, AmendmentStatus.WITHDRAWN},
}


class Advice(models.TextChoices):
    ACCEPT = "accept", _("accepter")
    ACCEPT_MODIFIED = "accept_modified", _("accepter avec modification")
    REFUSE = "refuse", _("refuser")


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is its author's; a filed one is read by those who review; a decided one goes with its version."""
        decided = Q(status__in=DECISIONS, version__in=Version.objects.visible_to(user))
        if not user.is_authenticated:
            return self.filter(decided)
        mine = Q(author=user)
        if user.is_ess_team or user.is_general_management or user.is_elected:
            return self.filter(
                mine | ~Q(status=AmendmentStatus.DRAFT) & Q(version__in=Version.objects.visible_to(user))
            )
        reviewed = Q(version__in=ReviewInvitation.objects.open_to(user).values("version"))
        return self.filter(mine | decided | reviewed & ~Q(status=AmendmentStatus.DRAFT))

    def pending(self):
        return self.filter(status=AmendmentStatus.FILED)


class Amendment(models.Model):
    """Another wording asked for one or several clauses of a version, with its reasons; decided by somebody named."""

    reference = models.CharField(max_length=12, unique=True, null=True, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="amendments")
    # The amendment that this one amends, when it does: its text is then the base.
    target = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amended_by")
    author = models.ForeignKey(Person, models.PROTECT, related_name="amendments")
    # For whom its author speaks, when an organisation or a body was invited to review; nothing: an official.
    invitation = models.ForeignKey(ReviewInvitation, models.PROTECT, null=True, blank=True, related_name="amendments")
    capacity = models.CharField(_("qualité"), max_length=250, blank=True)
    reasons = models.TextField(_("exposé des motifs"), blank=True)
    status = models.CharField(max_length=20, choices=AmendmentStatus, default=AmendmentStatus.DRAFT)
    created_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    advice = models.CharField(_("recommandation"), max_length=16, choices=Advice, blank=True)
    advice_text = models.TextField(_("raison de la recommandation"), blank=True)
    decider = models.CharField(_("qui décide"), max_length=200, blank=True)
    decision = models.TextField(_("motif"), blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["filed_at", "pk"]
        constraints = [
            one_of("status", AmendmentStatus, name="amendment_status_known"),
            one_of("advice", Advice, name="amendment_advice_known", or_empty=True),
            models.CheckConstraint(
                name="amendment_filed_has_reference",
                condition=Q(status="draft", reference__isnull=True)
                | Q(reference__isnull=False, filed_at__isnull=False) & ~Q(status="draft") & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="amendment_decided_says_who_and_why",
                condition=~Q(status__in=["accepted", "accepted_modified", "refused"])
                | ~Q(decider="") & ~Q(decision="") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="amendment_withdrawn_says_why", condition=~Q(status="withdrawn") | ~Q(decision="")
            ),
            models.CheckConstraint(name="amendment_not_its_own_target", condition=~Q(target=models.F("id"))),
            models.UniqueConstraint(
                fields=["version", "author", "target"],
                condition=Q(status="draft"),
                nulls_distinct=False,
                name="amendment_one_draft_each",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="filed_amendments_keep_their_reasons",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
                func="""
                IF (NEW.reference, NEW.version_id, NEW.target_id, NEW.author_id, NEW.capacity, NEW.reasons,
                    NEW.invitation_id, NEW.filed_at)
                   IS DISTINCT FROM
                   (OLD.reference, OLD.version_id, OLD.target_id, OLD.author_id, OLD.capacity, OLD.reasons,
                    OLD.invitation_id, OLD.filed_at) OR NEW.status = 'draft'
                THEN RAISE EXCEPTION 'a filed amendment keeps its words' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="filed_amendments_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
            ),
        ]
        verbose_name = _("amendement")

    def __str__(self):
        return self.reference or gettext("Amendement en préparation")

    def get_absolute_url(self):
        return reverse("plans:amendment", args=[self.reference])

    @property
    def title(self):
        """What a list of sources says of it."""
        return gettext("amendement de %(author)s") % {"author": self.capacity or self.author.public_name}

    @property
    def is_pending(self):
        return self.status == AmendmentStatus.FILED

    @property
    def is_decided(self):
        return self.status in DECISIONS

    def can_move_to(self, status):
        return status in NEXT.get(self.status, set())

    def move_to(self, status):
        if not self.can_move_to(status):
            raise Refused(
                gettext("Cet amendement est %(status)s : cette étape n’est plus possible.")
                % {"status": self.get_status_display()}
            )
        self.status = status


_WORDS_OF_A_DRAFT = """
    IF (SELECT status FROM plans_amendment WHERE id = OLD.amendment_id) <> 'draft'
    THEN RAISE EXCEPTION 'a filed amendment keeps its words' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class Rewording(models.Model):
    """The words asked for one clause, and the revision on which they were written. They never change once filed."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="rewordings")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="rewordings")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=250, blank=True)
    text = models.TextField(_("texte"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "clause"], name="rewording_once_per_clause"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="filed_rewordings_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_WORDS_OF_A_DRAFT,
            ),
        ]
        verbose_name = _("réécriture d’une clause")

    def __str__(self):
        return f"{self.amendment}: {self.clause}"


class Cosignature(models.Model):
    """Somebody else puts their name to an amendment, in the capacity they have that day."""

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="cosignatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(_("qualité"), max_length=250, blank=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["amendment", "person"], name="cosignature_once")]
        verbose_name = _("cosignature")

    def __str__(self):
        return f"{self.amendment}: {self.person_id}"
