"""*Avant de soumettre*: what a submission waits for, in one list, with who it waits for and where to mend it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from consultations.models import Contribution
from essportal.errors import Refused
from plans.models import PinnedReply, Plan, Reply, ReplyStatus, Revision, Version
from plans.models.replies import unanswered
from plans.selectors import visas


@dataclass(frozen=True)
class Blocker:
    """One thing that a submission waits for. `is_blocking` is False for what is only worth knowing."""

    code: str
    title: str
    detail: str
    url: str
    waits_for: str
    items: list = field(default_factory=list)
    is_blocking: bool = True


def due(plan: Plan):
    """The contributions that must have a reply: those received in time before the first submission, then all."""
    if Version.objects.filter(plan=plan, submitted_at__isnull=False).exists():
        return plan.contributions()
    return plan.in_time()


def missing(plan: Plan) -> list[Contribution]:
    return list(unanswered(due(plan), plan).order_by("reference"))


def unsealed(version: Version) -> list[Contribution]:
    """The contributions answered since the freeze: a version goes to review with every reply inside its seal."""
    held = PinnedReply.objects.filter(version=version).values("wording__reply__contribution")
    asked = due(version.plan)
    lacking = unanswered(asked, version.plan).values("pk")
    return list(asked.exclude(pk__in=held).exclude(pk__in=lacking).order_by("reference"))


def refuse_unanswered(version: Version) -> None:
    """Raise Refused, naming them, when contributions that are due have no reasoned reply, or none in this version."""
    if lacking := missing(version.plan):
        raise Refused(
            ngettext(
                "Une contribution n’a pas encore de réponse motivée : la version ne peut pas être soumise.",
                "%(count)s contributions n’ont pas encore de réponse motivée : la version ne peut pas être soumise.",
                len(lacking),
            )
            % {"count": len(lacking)},
            way_out=(gettext("Répondre aux contributions"), reverse("plans:replies") + "?etat=sans-reponse"),
            items=lacking,
        )
    if since := unsealed(version):
        raise Refused(
            ngettext(
                "Une réponse a été écrite après le gel : gelez une nouvelle version, qui la contiendra.",
                "%(count)s réponses ont été écrites après le gel : gelez une nouvelle version, qui les contiendra.",
                len(since),
            )
            % {"count": len(since)},
            way_out=(gettext("Geler une nouvelle version"), reverse("plans:freeze")),
            items=since,
        )


def blockers(version: Version) -> list[Blocker]:
    plan = version.plan
    found = (_replies(plan), _unsealed(version), _visas(version), _late(plan), _leads(plan))
    return [blocker for blocker in found if blocker]


def refuse_without_visas(version: Version) -> None:
    """Raise Refused, naming department and measure, when a visa is missing that nobody overrode."""
    if lacking := visas.missing(version):
        raise Refused(
            ngettext(
                "Un visa manque : la version ne peut pas être soumise.",
                "%(count)s visas manquent : la version ne peut pas être soumise.",
                len(lacking),
            )
            % {"count": len(lacking)},
            way_out=(gettext("Voir les visas"), reverse("plans:visas")),
            items=[visas.sentence(one) for one in lacking],
        )


def _visas(version: Version) -> Blocker | None:
    lacking = visas.missing(version)
    if not lacking:
        return None
    moved = any(one.has_moved_since for one in lacking)
    return Blocker(
        code="visas",
        title=ngettext("%(count)s visa manquant", "%(count)s visas manquants", len(lacking)) % {"count": len(lacking)},
        detail=gettext("Le texte a bougé depuis le gel : gelez une nouvelle version, que portent les nouveaux visas.")
        if moved
        else gettext("La direction générale peut passer outre un visa, en disant pourquoi."),
        url=reverse("plans:freeze") if moved else reverse("plans:visas"),
        waits_for=", ".join(dict.fromkeys(one.department.name for one in lacking)),
        items=lacking,
    )


def _unsealed(version: Version) -> Blocker | None:
    since = unsealed(version)
    if not since:
        return None
    return Blocker(
        code="unsealed",
        title=ngettext("%(count)s réponse écrite après le gel", "%(count)s réponses écrites après le gel", len(since))
        % {"count": len(since)},
        detail=gettext("Cette version ne les contient pas : gelez-en une nouvelle, puis soumettez-la."),
        url=reverse("plans:freeze"),
        waits_for=gettext("équipe ESS"),
        items=since,
    )


def _replies(plan: Plan) -> Blocker | None:
    lacking = missing(plan)
    if not lacking:
        return None
    to_review = Reply.objects.filter(plan=plan, status=ReplyStatus.TO_REVIEW).count()
    return Blocker(
        code="replies",
        title=ngettext(
            "%(count)s contribution sans réponse motivée", "%(count)s contributions sans réponse motivée", len(lacking)
        )
        % {"count": len(lacking)},
        detail=ngettext("dont %(count)s réponse à revoir", "dont %(count)s réponses à revoir", to_review)
        % {"count": to_review}
        if to_review
        else "",
        url=reverse("plans:replies") + "?etat=sans-reponse",
        waits_for=gettext("équipe ESS"),
        items=lacking,
    )


def _late(plan: Plan) -> Blocker | None:
    later = list(unanswered(plan.late(), plan).exclude(pk__in=due(plan)).order_by("reference"))
    if not later:
        return None
    return Blocker(
        code="late",
        title=ngettext(
            "%(count)s contribution reçue après l’arrêt", "%(count)s contributions reçues après l’arrêt", len(later)
        )
        % {"count": len(later)},
        detail=gettext("Leur réponse est due avant la soumission suivante."),
        url=reverse("plans:replies") + "?etat=sans-reponse",
        waits_for=gettext("équipe ESS"),
        items=later,
        is_blocking=False,
    )


def _leads(plan: Plan) -> Blocker | None:
    without = [
        revision
        for revision in Revision.objects.working_text(plan).filter(kind="measure")
        if not revision.sheet.get("lead")
    ]
    if not without:
        return None
    return Blocker(
        code="leads",
        title=ngettext("%(count)s mesure sans pilote", "%(count)s mesures sans pilote", len(without))
        % {"count": len(without)},
        detail=gettext("Une mesure sans pilote avance rarement : désignez-en un avant le vote."),
        url=reverse("plans:drafting-clause", args=[without[0].clause.reference]),
        waits_for=gettext("équipe ESS"),
        items=without,
        is_blocking=False,
    )
