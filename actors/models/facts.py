"""The five sorts of dated facts that can be said of a person, from which what they may do follows."""

from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models.departments import Correspondent
from actors.models.people import Agent, ElectedMember, Post, Representative
from essportal.typography import day


class FactKind(models.TextChoices):
    REPRESENTATIVE = "representative", _("représentant d’une organisation")
    MANDATE = "mandate", _("élu")
    CORRESPONDENT = "correspondent", _("correspondant ESS")
    AGENT = "agent", _("agent d’une direction")
    POST = "post", _("poste dans la collectivité")


# In the order in which they are read.
FACTS = {
    FactKind.POST: Post,
    FactKind.MANDATE: ElectedMember,
    FactKind.REPRESENTATIVE: Representative,
    FactKind.CORRESPONDENT: Correspondent,
    FactKind.AGENT: Agent,
}
# What makes two facts of a person the same one, noted twice.
SAME = {
    Post: ["kind"],
    ElectedMember: ["council", "title"],
    Representative: ["organisation"],
    Agent: ["department"],
    Correspondent: ["department"],
}
RELATED = {Representative: ["organisation"], Correspondent: ["department"], Agent: ["department"]}


def facts_of(people, on: date | None = None) -> dict[int, list]:
    """Of each person, every fact or those valid on a day: one query for each sort, however many people."""
    found = {person.pk: [] for person in people}
    for kind, model in FACTS.items():
        facts = model.objects.all() if on is None else model.objects.valid_on(on)
        facts = facts.filter(person__in=found).select_related(*RELATED.get(model, []))
        for fact in facts.order_by("-starts_on", "-pk"):
            fact.sort = kind
            found[fact.person_id].append(fact)
    return found


def refusal(fact) -> str:
    """Why a fact cannot be noted beside those already there, as a French sentence; nothing when it can."""
    times = type(fact).objects.exclude(pk=fact.pk).overlapping(fact.starts_on, fact.ends_on)
    if fact.person_id:
        same = {name: getattr(fact, name) for name in SAME[type(fact)]}
        if twin := times.filter(person=fact.person_id, **same).first():
            return gettext("C’est déjà noté, %(time)s.") % {"time": _time(twin)}
    if not isinstance(fact, Correspondent):
        return ""
    times = times.filter(department=fact.department_id, rank=fact.rank).select_related("person")
    if other := times.first():
        return gettext(
            "%(person)s est déjà correspondant %(rank)s de cette direction, %(time)s. "
            "Mettez-y fin d’abord, ou changez les dates."
        ) % {"person": other.person, "rank": other.get_rank_display(), "time": _time(other)}
    return ""


def _time(fact) -> str:
    if fact.ends_on is None:
        return gettext("depuis le %(day)s") % {"day": day(fact.starts_on)}
    return gettext("du %(first)s au %(last)s") % {"first": day(fact.starts_on), "last": day(fact.ends_on)}
