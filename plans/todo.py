"""What the team has to do about the plan: replies, leads, remarks, the review that ends."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import ContributionStatus
from essportal import clock
from essportal.todo import Group, Item
from plans import policies
from plans.models import Amendment, Plan, Remark, RemarkStatus, Reply, ReplyStatus, Revision, Version, VersionStatus
from plans.selectors.gate import due
from plans.selectors.lettering import to_tell

MOST_NAMED = 3


def items(person) -> list[Item]:
    plan = Plan.objects.current() if policies.can_write_plan(person) else None
    if plan is None:
        return []
    found = [
        _replies(plan),
        _to_review(plan),
        *_leads(plan),
        _withdrawn(plan),
        *_remarks(),
        _amendments(),
        _review(plan),
        _vote(plan),
        _letters(plan),
    ]
    return [item for item in found if item]


def _replies(plan) -> Item | None:
    """Late once the *date d’arrêt* is past: from then on they stop the submission."""
    waiting = due(plan).exclude(pk__in=Reply.objects.filter(plan=plan).values("contribution"))
    count = waiting.count()
    if not count:
        return None
    is_late = plan.cutoff_on is not None and plan.cutoff_on < clock.today()
    named = ", ".join(waiting.order_by("reference").values_list("reference", flat=True)[:MOST_NAMED])
    others = count - MOST_NAMED
    more = ngettext(" et %(n)s autre", " et %(n)s autres", others) % {"n": others} if others > 0 else ""
    return Item(
        Group.BLOCKING,
        ngettext("%(n)s contribution sans réponse motivée", "%(n)s contributions sans réponse motivée", count)
        % {"n": count},
        named + more,
        _("en retard") if is_late else _("à lancer"),
        reverse("plans:replies") + "?etat=sans-reponse",
        _("Répondre"),
        is_late,
    )


def _to_review(plan) -> Item | None:
    count = Reply.objects.filter(plan=plan, status=ReplyStatus.TO_REVIEW).count()
    if not count:
        return None
    return Item(
        Group.BLOCKING,
        ngettext("%(n)s réponse à revoir", "%(n)s réponses à revoir", count) % {"n": count},
        _("Les mots d’une clause qu’elle cite ont changé."),
        _("à relire"),
        reverse("plans:replies") + "?etat=a-revoir",
        _("Relire"),
    )


def _leads(plan) -> list[Item]:
    without = [
        revision
        for revision in Revision.objects.working_text(plan).filter(kind="measure").order_by("clause__reference")
        if not revision.sheet.get("lead")
    ]
    if len(without) > MOST_NAMED:
        title = ngettext("%(n)s mesure sans pilote", "%(n)s mesures sans pilote", len(without)) % {"n": len(without)}
        return [_lead(title, without[0])]
    return [_lead(_("%(title)s : sans pilote") % {"title": revision.title}, revision) for revision in without]


def _lead(title, revision) -> Item:
    return Item(
        Group.SOMEDAY,
        title,
        _("Une mesure sans pilote avance rarement."),
        _("à lancer"),
        reverse("plans:sheet", args=[revision.clause.reference]),
        _("Choisir un pilote"),
    )


def _withdrawn(plan) -> Item | None:
    """Clauses of the working text that cite a contribution taken back since: do they still hold without it?"""
    fed = list(
        Revision.objects.working_text(plan)
        .filter(sources__contribution__status=ContributionStatus.WITHDRAWN)
        .order_by("clause__reference")
        .values_list("clause__reference", flat=True)
        .distinct()
    )
    if not fed:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("%(n)s clause à revoir", "%(n)s clauses à revoir", len(fed)) % {"n": len(fed)},
        _("Une contribution qui l’a nourrie a été retirée : %(named)s") % {"named": ", ".join(fed[:MOST_NAMED])},
        _("à relire"),
        reverse("plans:drafting-clause", args=[fed[0]]),
        _("Relire"),
    )


def _remarks() -> list[Item]:
    open_remarks = Remark.objects.filter(status=RemarkStatus.OPEN).order_by("version", "created_at")
    by_version: dict[int, int] = {}
    for number in open_remarks.values_list("version__number", flat=True):
        by_version[number] = by_version.get(number, 0) + 1
    return [
        Item(
            Group.THIS_WEEK,
            ngettext("%(n)s remarque à traiter", "%(n)s remarques à traiter", count) % {"n": count},
            _("Version %(number)s") % {"number": number},
            _("à relire"),
            reverse("plans:version-desk", args=[number]) + "#remarques",
            _("Traiter"),
        )
        for number, count in by_version.items()
    ]


def pending_amendments(user) -> int:
    return Amendment.objects.visible_to(user).pending().count()


def _amendments() -> Item | None:
    waiting = Amendment.objects.pending().order_by("filed_at")
    count = waiting.count()
    if not count:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("%(n)s amendement à trancher", "%(n)s amendements à trancher", count) % {"n": count},
        ", ".join(waiting.values_list("reference", flat=True)[:MOST_NAMED]),
        _("déposé"),
        reverse("plans:work-amendments"),
        _("Ouvrir"),
    )


def _review(plan) -> Item | None:
    version = Version.objects.filter(plan=plan, status=VersionStatus.IN_REVIEW).first()
    days = (version.review_closes_on - clock.today()).days if version else None
    if days is None or days > 7:
        return None
    is_over = days < 0
    left = ngettext("dans %(days)s jour", "dans %(days)s jours", days) % {"days": days}
    return Item(
        Group.BLOCKING if is_over else Group.THIS_WEEK,
        _("La relecture de la version %(number)s est finie : la clore") % {"number": version.number}
        if is_over
        else _("La relecture de la version %(number)s se termine") % {"number": version.number},
        _("Les avis rendus restent attachés à la version."),
        _("en retard") if is_over else left,
        reverse("plans:version-desk", args=[version.number]),
        _("Ouvrir la version"),
        is_over,
    )


def _letters(plan) -> Item | None:
    """The newest public version owes a letter to each organisation that it answers."""
    version = Version.objects.filter(plan=plan, submitted_at__isnull=False, is_public=True).order_by("-number").first()
    count = to_tell(version).count() if version else 0
    if not count:
        return None
    return Item(
        Group.THIS_WEEK,
        ngettext("%(n)s organisation attend sa lettre", "%(n)s organisations attendent leur lettre", count)
        % {"n": count},
        _("Ce qu’elle a dit, où c’est dans la version %(number)s, ou pourquoi non.") % {"number": version.number},
        _("à lancer"),
        reverse("plans:letters", args=[version.number]),
        _("Ouvrir"),
    )


def _vote(plan) -> Item | None:
    version = Version.objects.filter(plan=plan, status=VersionStatus.TO_VOTE).first()
    if version is None:
        return None
    return Item(
        Group.SOMEDAY,
        _("Enregistrer le vote sur la version %(number)s") % {"number": version.number},
        _("Après la séance du conseil."),
        version.get_status_display(),
        reverse("plans:deliberation", args=[version.number]),
        _("Enregistrer"),
    )
