from datetime import timedelta

import factory

from consultations.models import (
    AskedKind,
    AskedQuestion,
    Consultation,
    Contribution,
    ContributionStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Permission,
    PointVersion,
    Prioritisation,
    Questionnaire,
    SynthesisPoint,
    Window,
)
from essportal import clock
from plans.drafting import fingerprint


class ConsultationFactory(factory.django.DjangoModelFactory):
    """Published, and open to contributions for a month around now unless `closed=True`."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"concertation-{n}")
    title = "Écrire ensemble le plan de l’ESS"
    question = "Que faire ensemble ?"
    open_points = "Le texte des mesures."
    closed_points = "L’enveloppe."
    who_decides = "Le conseil communautaire adopte."
    commitments = "Répondre à chacune."
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=60))

    @factory.post_generation
    def closed(self, create, extracted, **kwargs):
        shift = timedelta(days=60) if extracted else timedelta()
        Window.objects.create(
            consultation=self,
            permission=Permission.CONTRIBUTE,
            opens_at=clock.now() - timedelta(days=30) - shift,
            closes_at=clock.now() + timedelta(days=30) - shift,
        )


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    reference = factory.Sequence(lambda n: f"R-2020-{n:03d}")
    consultation = factory.SubFactory(ConsultationFactory)
    kind = MeetingKind.FABRIQUE
    title = "Fabrique de Chauvigny"
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    status = MeetingStatus.ANNOUNCED


class ContributionFactory(factory.django.DjangoModelFactory):
    """Filed and waiting; traits `published`, `draft`, `set_aside`, `withdrawn`."""

    class Meta:
        model = Contribution

    class Params:
        draft = factory.Trait(status=ContributionStatus.DRAFT, reference=None, filed_at=None, fingerprint="", salt="")
        published = factory.Trait(
            status=ContributionStatus.PUBLISHED,
            published_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=9)),
        )
        set_aside = factory.Trait(status=ContributionStatus.SET_ASIDE, moderation_reason="Hors du sujet.")
        withdrawn = factory.Trait(status=ContributionStatus.WITHDRAWN, withdrawn_at=factory.LazyFunction(clock.now))

    reference = factory.Sequence(lambda n: f"C-2026-{n:04d}")
    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Une idée {n}")
    text = "Six ans de bail, sinon rien ne tient debout."
    status = ContributionStatus.FILED
    created_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=11))
    filed_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=10))
    salt = "0123456789abcdef"
    fingerprint = factory.LazyAttribute(lambda o: fingerprint(o.text, o.salt) if o.salt else "")


class SynthesisPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SynthesisPoint
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"S-{n:04d}")
    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Point {n}")
    text = "Plusieurs contributions le demandent."
    created_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def first_version(self, create, extracted, **kwargs):
        PointVersion.objects.create(
            point=self,
            number=1,
            title=self.title,
            text=self.text,
            status=self.status,
            is_collective=self.is_collective,
            at=self.created_at,
        )


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    """Open for a month around now to organisations that sign; `draft=True` nobody saw, `closed=True` is over."""

    class Meta:
        model = Questionnaire

    class Params:
        draft = factory.Trait(published_at=None)
        closed = factory.Trait(closed_at=factory.LazyFunction(lambda: clock.now() - timedelta(days=1)))

    consultation = factory.SubFactory(ConsultationFactory)
    slug = factory.Sequence(lambda n: f"questionnaire-{n}")
    title = factory.Sequence(lambda n: f"Vos besoins {n}")
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=15))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=15))
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=16))


class AskedQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AskedQuestion

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    rank = factory.LazyAttribute(lambda o: o.questionnaire.questions.count() + 1)
    kind = AskedKind.SINGLE
    title = factory.Sequence(lambda n: f"Une question {n} ?")
    options = factory.LazyAttribute(
        lambda o: ["Oui", "Non"] if o.kind in ("single", "multiple") else ["A", "B", "C"] if o.kind == "ranking" else []
    )


class PrioritisationFactory(factory.django.DjangoModelFactory):
    """Three published points, ten points each, secret, open for a month around now to organisations."""

    class Meta:
        model = Prioritisation
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    slug = factory.Sequence(lambda n: f"priorites-{n}")
    title = "Ce qui vient d’abord"
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=15))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=15))

    @factory.post_generation
    def points(self, create, extracted, **kwargs):
        """Chosen before it opens: afterwards they stay."""
        for point in SynthesisPointFactory.create_batch(3, consultation=self.consultation, published_at=clock.now()):
            self.choices.create(point=point)

    @factory.post_generation
    def draft(self, create, extracted, **kwargs):
        if not extracted:
            self.published_at = clock.now() - timedelta(days=16)
            self.save(update_fields=["published_at"])
