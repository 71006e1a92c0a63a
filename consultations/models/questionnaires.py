"""A questionnaire, its questions, and two tables that nothing links: who answered, and what was answered."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from consultations.models.consultations import Consultation, Permission
from consultations.models.contributions import Channel
from consultations.models.timed import Asked, Timed, own_dates
from essportal.constraints import one_of


class Answerer(models.TextChoices):
    ORGANISATION = "organisation", _("les organisations, une réponse chacune")
    PERSON = "person", _("les personnes, une réponse par compte")
    ANYONE = "anyone", _("tout le monde, sans compte")


class QuestionnaireQuerySet(Timed):
    permission = Permission.ANSWER

    def visible_to(self, user):
        """Nobody but the team sees one that is not open yet."""
        if user.is_authenticated and user.is_ess_team:
            return self.timed()
        return self.begun().filter(consultation__in=Consultation.objects.visible_to(user).values("pk"))

    def known(self):
        """Over, and its results were read: one more answer would tell itself by subtraction."""
        told = Q(results_at__isnull=False) | Q(is_anonymous=True, sheets__isnull=False)
        return self.over_by_its_dates().filter(told).distinct()


class Questionnaire(Asked):
    """Questions put to organisations or to people, between two dates."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questionnaires")
    answerer = models.CharField(_("qui répond"), max_length=12, choices=Answerer, default=Answerer.ORGANISATION)
    is_anonymous = models.BooleanField(
        _("réponses anonymes"),
        default=False,
        help_text=_("Le portail sait qui a répondu, jamais ce que chacun a répondu. Résultats après la clôture."),
    )
    results_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta(Asked.Meta):
        constraints = [
            one_of("answerer", Answerer, name="questionnaire_answerer_known"),
            models.UniqueConstraint(fields=["consultation", "slug"], name="questionnaire_slug_once"),
            *own_dates("questionnaire"),
            models.CheckConstraint(
                name="questionnaire_without_account_is_anonymous",
                condition=~Q(answerer="anyone") | Q(is_anonymous=True),
            ),
            models.CheckConstraint(
                name="questionnaire_results_after_publication",
                condition=Q(results_at__isnull=True) | Q(published_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_promise_made_to_those_who_answered_is_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.is_anonymous, OLD.answerer) IS DISTINCT FROM (NEW.is_anonymous, NEW.answerer))"
                ),
                func="""
                IF EXISTS (SELECT FROM consultations_sheet WHERE questionnaire_id = OLD.id)
                THEN RAISE EXCEPTION 'somebody already answered' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            )
        ]
        verbose_name = _("questionnaire")

    def get_absolute_url(self):
        return reverse("consultations:questionnaire", args=[self.consultation.slug, self.slug])

    @property
    def asks_identity(self):
        return self.answerer != Answerer.ANYONE


class AskedKind(models.TextChoices):
    SINGLE = "single", _("un seul choix")
    MULTIPLE = "multiple", _("plusieurs choix")
    SCALE = "scale", _("échelle")
    RANKING = "ranking", _("classement")
    NUMBER = "number", _("nombre")
    SHORT = "short", _("texte court")
    LONG = "long", _("texte long")


WITH_OPTIONS = (AskedKind.SINGLE, AskedKind.MULTIPLE, AskedKind.RANKING)
CONDITIONAL_ON = (AskedKind.SINGLE, AskedKind.MULTIPLE)
LOWEST, HIGHEST = 0, 10

# The row of the questionnaire is the lock: an answer on its way is waited for, then the questions are refused.
UNANSWERED = """
PERFORM 1 FROM consultations_questionnaire
 WHERE id IN (OLD.questionnaire_id, NEW.questionnaire_id) FOR SHARE;
IF EXISTS (SELECT FROM consultations_sheet WHERE questionnaire_id IN (OLD.questionnaire_id, NEW.questionnaire_id))
THEN RAISE EXCEPTION 'somebody already answered' USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
"""


class AskedQuestion(models.Model):
    """One question of a questionnaire. Once somebody answered, it never changes."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    rank = models.PositiveSmallIntegerField(_("rang"))
    kind = models.CharField(_("sorte"), max_length=10, choices=AskedKind)
    title = models.CharField(_("question"), max_length=250)
    help = models.CharField(_("précision"), max_length=300, blank=True)
    is_required = models.BooleanField(_("réponse obligatoire"), default=False)
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    lowest = models.PositiveSmallIntegerField(_("de"), default=1)
    highest = models.PositiveSmallIntegerField(_("à"), default=5)
    low_label = models.CharField(_("ce que veut dire le plus bas"), max_length=60, blank=True)
    high_label = models.CharField(_("ce que veut dire le plus haut"), max_length=60, blank=True)
    minimum = models.DecimalField(_("au moins"), max_digits=12, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("au plus"), max_digits=12, decimal_places=2, null=True, blank=True)
    # Asked only of those who gave this option to that earlier question.
    condition = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="depending")
    condition_option = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            one_of("kind", AskedKind, name="asked_kind_known"),
            models.UniqueConstraint(
                fields=["questionnaire", "rank"], name="asked_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                name="asked_scale_goes_up",
                condition=Q(lowest__lt=F("highest"), lowest__gte=LOWEST, highest__lte=HIGHEST),
                violation_error_message=_("Une échelle va de 0 ou plus à 10 au plus, en montant."),
            ),
            models.CheckConstraint(
                name="asked_bounds_in_order",
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                violation_error_message=_("Le plus grand nombre vient avant le plus petit."),
            ),
            models.CheckConstraint(
                name="asked_condition_is_whole",
                condition=Q(condition__isnull=True, condition_option__isnull=True)
                | Q(condition__isnull=False, condition_option__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="questions_stay_once_answered",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=UNANSWERED,
            ),
            # A condition looks backwards only: no cycle can be written, whatever the order of the changes.
            pgtrigger.Trigger(
                name="conditions_look_backwards",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func="""
                IF EXISTS (SELECT FROM consultations_askedquestion asked JOIN consultations_askedquestion before
                                       ON before.id = asked.condition_id
                            WHERE asked.questionnaire_id = NEW.questionnaire_id
                              AND (before.rank >= asked.rank OR before.questionnaire_id <> asked.questionnaire_id
                                   OR before.kind NOT IN ('single', 'multiple')
                                   OR asked.condition_option >= cardinality(before.options)))
                THEN RAISE EXCEPTION 'a condition looks at an earlier choice' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
                """,
            ),
        ]
        verbose_name = _("question")

    def __str__(self):
        return self.title

    @property
    def has_options(self):
        return self.kind in WITH_OPTIONS


class Participation(models.Model):
    """That someone answered, once. No moment, no order, and nothing that leads to what they answered."""

    app_may = {"select": True, "insert": True, "delete": True}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "organisation"], name="one_answer_per_organisation"),
            models.UniqueConstraint(fields=["questionnaire", "person"], name="one_answer_per_person"),
            models.CheckConstraint(
                name="participation_is_of_someone",
                condition=Q(organisation__isnull=True, person__isnull=False)
                | Q(organisation__isnull=False, person__isnull=True),
            ),
        ]
        verbose_name = _("participation")

    def __str__(self):
        return str(self.questionnaire_id)


class Sheet(models.Model):
    """What was answered: {id of the question: value}. Names someone only where the questionnaire is not anonymous."""

    app_may = {"select": True, "insert": True, "delete": True, "update": ["person"]}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets")
    channel = models.CharField(_("canal"), max_length=12, choices=Channel, default=Channel.ONLINE)
    answers = models.JSONField(default=dict)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [one_of("channel", Channel, name="sheet_channel_known")]
        triggers = [
            pgtrigger.Trigger(
                name="anonymous_sheets_name_nobody",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.organisation_id IS NOT NULL OR NEW.person_id IS NOT NULL OR NEW.answered_on IS NOT NULL"
                ),
                func="""
                IF (SELECT is_anonymous FROM consultations_questionnaire WHERE id = NEW.questionnaire_id)
                THEN RAISE EXCEPTION 'an anonymous answer names nobody' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="answers_never_change",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.id, OLD.questionnaire_id, OLD.channel, OLD.answers, OLD.organisation_id, OLD.answered_on)"
                    " IS DISTINCT FROM "
                    "(NEW.id, NEW.questionnaire_id, NEW.channel, NEW.answers, NEW.organisation_id, NEW.answered_on)"
                    " OR NEW.person_id IS NOT NULL)"
                ),
            ),
            # Anonymous ones leave their place only to be put back in another order.
            pgtrigger.Trigger(
                name="signed_answers_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                IF NOT (SELECT is_anonymous FROM consultations_questionnaire WHERE id = OLD.questionnaire_id)
                THEN RAISE EXCEPTION 'answers are kept' USING ERRCODE = 'check_violation';
                END IF;
                RETURN OLD;
                """,
            ),
        ]
        verbose_name = _("réponse")

    def __str__(self):
        return str(self.pk)
