"""Writing groups: a branch of the plan entrusted to a body or to networks, and the texts that they propose for it."""

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person, Representative
from consultations.models import Body, Seat
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused
from plans.models.clauses import Clause, ClauseKind, Revision
from plans.models.plan import Plan


def reads_all(user) -> bool:
    return user.is_authenticated and (user.is_ess_team or user.is_general_management)


class WritingGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team, general management, and those who write in it that day; nobody else knows of it."""
        return self if reads_all(user) else self.written_by(user)

    def written_by(self, user):
        """Those in which this person writes today: by a seat of the body, or named for an organisation."""
        if not user.is_authenticated:
            return self.none()
        day = clock.today()
        seats = Seat.objects.valid_on(day).filter(person=user).values("college__body")
        named = GroupMember.objects.in_office().filter(person=user).values("group")
        return self.filter(Q(body__in=seats) | Q(pk__in=named))


class WritingGroup(models.Model):
    """A clause and what stands under it, entrusted between two days to those who know what it is about."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="writing_groups")
    branch = models.ForeignKey(Clause, models.PROTECT, related_name="writing_groups", verbose_name=_("branche du plan"))
    name = models.CharField(_("nom"), max_length=120)
    purpose = models.TextField(_("ce qui lui est demandé"), blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instance"))
    opens_on = models.DateField(_("premier jour d’écriture"))
    closes_on = models.DateField(_("dernier jour d’écriture"))

    objects = WritingGroupQuerySet.as_manager()

    class Meta:
        ordering = ["closes_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="writing_group_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.CheckConstraint(name="writing_group_has_a_name", condition=~Q(name="")),
        ]
        verbose_name = _("groupe d’écriture")
        verbose_name_plural = _("groupes d’écriture")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("plans:group", args=[self.reference])

    @property
    def title(self):
        """What a list of sources says of it."""
        return self.name

    @property
    def is_open(self) -> bool:
        return self.opens_on <= clock.today() <= self.closes_on

    def get_status_display(self) -> str:
        if self.is_open:
            return gettext("ouvert")
        return gettext("annoncé") if clock.today() < self.opens_on else gettext("clos")

    def refuse_unless_open(self) -> None:
        if not self.is_open:
            raise Refused(
                gettext("La période d’écriture du groupe est passée, ou n’a pas commencé : on ne propose plus rien."),
                way_out=(gettext("Revenir au groupe"), self.get_absolute_url()),
            )


class GroupMemberQuerySet(models.QuerySet):
    def in_office(self):
        """Those who still speak that day for the organisation they were named for, or for the one that took it over."""
        speaks = Representative.objects.valid_on(clock.today()).filter(person=OuterRef("person"))
        theirs = Q(organisation=OuterRef("organisation")) | Q(organisation=OuterRef("organisation__merged_into"))
        return self.filter(Exists(speaks.filter(theirs)))


class GroupMember(models.Model):
    """Somebody named to write for an organisation, as long as they speak for it."""

    group = models.ForeignKey(WritingGroup, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "organisation"], name="group_member_once"),
        ]
        verbose_name = _("membre d’un groupe d’écriture")

    def __str__(self):
        return f"{self.group}: {self.person_id}"


class ProposalStatus(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PROPOSED = "proposed", pgettext_lazy("proposition", "en attente")
    ACCEPTED = "accepted", _("acceptée")
    RETURNED = "returned", _("renvoyée")


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A draft is its author's, as long as they write in the group; the rest goes with the group."""
        groups = WritingGroup.objects.visible_to(user)
        mine = Q(author=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(mine & Q(group__in=groups.written_by(user)) | ~Q(status="draft") & Q(group__in=groups))

    def waiting(self):
        return self.filter(status=ProposalStatus.PROPOSED)


class Proposal(models.Model):
    """Other words for a clause of the branch, or a new clause under it, with the reason; the team answers each."""

    group = models.ForeignKey(WritingGroup, models.PROTECT, related_name="proposals")
    # The clause to rewrite and the revision it was written on; for a new clause, the one that it would stand under.
    clause = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="proposals")
    base = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("nature"), max_length=10, choices=ClauseKind)
    title = models.CharField(_("titre"), max_length=250, blank=True)
    text = models.TextField(_("texte"), blank=True)
    reason = models.CharField(_("pourquoi"), max_length=500, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(_("qualité"), max_length=250, blank=True)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.DRAFT)
    saved_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    answer = models.TextField(_("réponse de l’équipe"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What became of it once accepted.
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            one_of("status", ProposalStatus, name="proposal_status_known"),
            one_of("kind", ClauseKind, name="proposal_kind_known"),
            models.CheckConstraint(
                name="proposal_rewrites_a_clause_or_adds_one",
                condition=Q(clause__isnull=False, base__isnull=False, parent=None)
                | Q(clause=None, base=None, parent__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_once_proposed_says_why",
                condition=Q(status="draft") | Q(proposed_at__isnull=False) & ~Q(reason="") & ~Q(capacity=""),
            ),
            models.CheckConstraint(
                name="proposal_decided_says_who",
                condition=Q(status__in=["draft", "proposed"], decided_by=None, revision=None)
                | Q(status="accepted", decided_by__isnull=False, decided_at__isnull=False, revision__isnull=False)
                | Q(status="returned", decided_by__isnull=False, decided_at__isnull=False, revision=None)
                & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                fields=["group", "clause", "author"],
                condition=Q(status="draft", clause__isnull=False),
                name="proposal_one_draft_of_a_clause_each",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_proposals_never_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status IN ('accepted', 'returned')"),
            ),
            pgtrigger.Protect(
                name="proposals_stay",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
            ),
            pgtrigger.Protect(
                name="proposed_words_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status = 'proposed' AND NEW.status <> 'draft' AND"
                    " (OLD.title, OLD.text, OLD.reason, OLD.author_id, OLD.base_id)"
                    " IS DISTINCT FROM (NEW.title, NEW.text, NEW.reason, NEW.author_id, NEW.base_id)"
                ),
            ),
        ]
        verbose_name = _("proposition d’un groupe d’écriture")

    def __str__(self):
        return str(self.clause or gettext("nouvelle clause"))

    def get_absolute_url(self):
        return reverse("plans:proposal", args=[self.pk])

    @property
    def is_draft(self):
        return self.status == ProposalStatus.DRAFT

    @property
    def is_waiting(self):
        return self.status == ProposalStatus.PROPOSED

    @property
    def is_returned(self):
        return self.status == ProposalStatus.RETURNED

    @property
    def place(self) -> Clause:
        """The clause it is about: the one rewritten, or the one under which it would stand."""
        return self.clause or self.parent
