"""What happens to the plan: its versions and its vote for everyone, the replies for those whose words they answer."""

from django.db.models import DateTimeField, F, OuterRef, Subquery
from django.utils.translation import gettext as _

from actors.news import represented
from consultations.models import Contribution
from consultations.news import followed, seen
from essportal import text
from essportal.news import Reach, Source, Told, Topic
from plans.models import Amendment, Deliberation, DeliberationOutcome, Reply, Version


def versions(reader):
    submitted = seen(Version, reader).filter(submitted_at__isnull=False, is_public=True)
    return submitted.select_related("plan").annotate(happened_at=F("submitted_at"))


def tell_version(version):
    return Told(
        _("La version %(number)s du plan est publiée") % {"number": version.number},
        version.get_absolute_url(),
        version.note,
    )


def votes(reader):
    voted = Deliberation.objects.filter(version__in=seen(Version, reader), version__is_public=True)
    return voted.select_related("version").annotate(happened_at=F("recorded_at"))


def tell_vote(deliberation):
    if deliberation.outcome == DeliberationOutcome.ADOPTED:
        title = _("Le plan est adopté : %(title)s")
    else:
        title = _("Le plan est rejeté par l’assemblée : %(title)s")
    return Told(title % {"title": deliberation.version.title}, deliberation.version.get_absolute_url())


def replies(reader):
    """As they are published, whatever the outcome."""
    published = Reply.objects.filter(published__isnull=False, contribution__in=seen(Contribution, reader).published())
    return published.select_related("published", "contribution").annotate(happened_at=F("published_at"))


def tell_reply(reply):
    return Told(
        _("La collectivité répond à %(reference)s : %(outcome)s")
        % {"reference": reply.contribution.reference, "outcome": reply.published.get_outcome_display()},
        reply.contribution.get_absolute_url(),
        text.plain_text(reply.published.reason),
    )


def carried(reader):
    """A newer version was frozen while the amendment waited: its author finds there what became of it."""
    newer = Version.objects.filter(plan=OuterRef("version__plan"), number__gt=OuterRef("version__number"))
    at = Subquery(newer.order_by("-number").values("frozen_at")[:1], output_field=DateTimeField())
    waiting = seen(Amendment, reader).pending().select_related("version")
    return waiting.annotate(happened_at=at)


def tell_carried(amendment):
    return Told(
        _("Votre amendement %(reference)s est reporté sur le nouveau texte du plan")
        % {"reference": amendment.reference},
        amendment.get_absolute_url(),
        _("Il était déposé sur la version %(number)s ; rien n’en est perdu.") % {"number": amendment.version.number},
    )


ANSWERED = (
    Reach(Topic.MINE, "contribution__author"),
    *followed("contribution__"),
    represented("contribution__organisation__"),
)
SOURCES = [
    Source("version-published", versions, tell_version, followed("plan__consultations__")),
    Source("plan-voted", votes, tell_vote, followed("version__plan__consultations__")),
    Source("reply-published", replies, tell_reply, ANSWERED, is_public=False),
    Source("amendment-carried", carried, tell_carried, (Reach(Topic.MINE, "author"),), is_public=False),
]
