import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Contribution, Meeting, SynthesisPoint
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from plans.models.amendments import Amendment
from plans.models.clauses import Revision
from plans.models.groups import WritingGroup


class SourceKind(models.TextChoices):
    """In the order in which they are always shown."""

    CONTRIBUTION = "contribution", _("contribution")
    SYNTHESIS = "synthesis", _("point de synthèse")
    MEETING = "meeting", _("rencontre")
    AMENDMENT = "amendment", _("amendement")
    GROUP = "group", _("groupe d’écriture")
    AUTHORITY = "authority", _("initiative de la collectivité")


class Role(models.TextChoices):
    ORIGIN = "origine", _("origine")
    SUPPORT = "renfort", _("renfort")
    NUANCE = "nuance", _("nuance")
    SET_ASIDE = "ecarte", _("écarté")


TARGETS = ["contribution", "point", "meeting", "amendment", "group"]


def _points_at(kind: str, target: str = "") -> Q:
    """A source of this kind names this target and no other one."""
    return Q(kind=kind, **{f"{name}__isnull": name != target for name in TARGETS})


class Source(models.Model):
    """What fed a revision. "Initiative de la collectivité" is a source too, and asks one sentence of why."""

    app_may = READ_AND_ADD

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=12, choices=SourceKind)
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, blank=True, related_name="sources")
    point = models.ForeignKey(SynthesisPoint, models.PROTECT, null=True, blank=True, related_name="sources")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="sources")
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="sources")
    group = models.ForeignKey(WritingGroup, models.PROTECT, null=True, blank=True, related_name="sources")
    role = models.CharField(_("rôle"), max_length=10, choices=Role, default=Role.ORIGIN)
    sentence = models.CharField(_("ce qui en vient"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("kind", SourceKind, name="source_kind_known"),
            one_of("role", Role, name="source_role_known"),
            models.CheckConstraint(
                name="source_points_at_what_its_kind_says",
                condition=_points_at("contribution", "contribution")
                | _points_at("synthesis", "point")
                | _points_at("meeting", "meeting")
                | _points_at("amendment", "amendment")
                | _points_at("group", "group")
                | _points_at("authority"),
            ),
            models.CheckConstraint(
                name="source_authority_says_why",
                condition=~Q(kind="authority") | ~Q(sentence=""),
                violation_error_message=_("Dites en une phrase pourquoi la collectivité en prend l’initiative."),
            ),
            models.UniqueConstraint(
                fields=["revision", *TARGETS],
                name="source_once",
                nulls_distinct=False,
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="sources_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_source_after_the_seal",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                IF EXISTS (SELECT FROM plans_pin WHERE revision_id = NEW.revision_id)
                THEN RAISE EXCEPTION 'this revision is sealed in a version' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        verbose_name = _("source")

    def __str__(self):
        return f"{self.revision}: {self.kind}"

    @property
    def target(self):
        return self.contribution or self.point or self.meeting or self.amendment or self.group

    def key(self) -> tuple:
        """What makes two sources the same, whatever their sentence."""
        return (self.kind, self.contribution_id, self.point_id, self.meeting_id, self.amendment_id, self.group_id)
