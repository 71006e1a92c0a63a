import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from consultations.models.contributions import Contribution
from consultations.models.rulings import CharterReason
from consultations.models.synthesis import SynthesisPoint


class Discussion(models.Model):
    """What is said about one contribution, or about one synthesis point; made by its first message, or its closing."""

    contribution = models.OneToOneField(Contribution, models.PROTECT, null=True, related_name="discussion")
    point = models.OneToOneField(SynthesisPoint, models.PROTECT, null=True, related_name="discussion")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discussion_about_one_thing",
                condition=Q(contribution__isnull=False, point=None) | Q(contribution=None, point__isnull=False),
            )
        ]
        verbose_name = _("discussion")

    def __str__(self):
        return str(self.subject)

    @property
    def subject(self):
        return self.contribution or self.point


class Comment(models.Model):
    """One message. Hidden by the team or taken back by its author, it leaves its place, so that the replies stay."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["text", "organisation", "hidden_at", "hidden_motive", "hidden_sentence", "withdrawn_at"],
    }

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(Person, models.PROTECT, related_name="comments")
    # None: the team speaks.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="comments")
    text = models.TextField(_("message"))
    at = models.DateTimeField()
    # A form sent twice makes one message.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hidden_at = models.DateTimeField(null=True)
    hidden_motive = models.CharField(max_length=24, choices=CharterReason, blank=True)
    hidden_sentence = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_hidden_has_motive", condition=Q(hidden_at=None) | ~Q(hidden_motive="")
            ),
            models.CheckConstraint(
                name="comment_motive_known", condition=Q(hidden_motive="") | Q(hidden_motive__in=CharterReason.values)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="one_level_of_replies",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.parent_id IS NOT NULL"),
                func="""
                IF NOT EXISTS (SELECT FROM consultations_comment above WHERE above.id = NEW.parent_id
                               AND above.parent_id IS NULL AND above.discussion_id = NEW.discussion_id)
                THEN RAISE EXCEPTION 'a reply answers a message of its discussion' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="messages_stay", operation=pgtrigger.Delete),
        ]
        verbose_name = _("message")

    def __str__(self):
        return f"{self.discussion_id}, {self.at:%d/%m/%Y}"

    @property
    def motive_in_short(self):
        return CharterReason(self.hidden_motive).in_short if self.hidden_motive else ""

    @property
    def is_shown(self):
        return self.hidden_at is None and self.withdrawn_at is None

    @property
    def signature(self):
        """Who speaks, as everyone reads it: the organisation, or the team. Never a name."""
        return str(self.organisation) if self.organisation_id else gettext("L’équipe de la concertation")
