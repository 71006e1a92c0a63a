"""The five steps of a portal that starts empty: where each one is done, and whether it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actors.models import Department, LocalAuthority, Municipality, SetUp
from actors.policies import can_settle_authority, can_tend_territory
from consultations.models import Consultation
from essportal.todo import Group, Item
from plans.models import Plan
from plans.policies import can_write_plan

STEPS = [
    ("collectivite", gettext_lazy("La collectivité"), "actors:identity", LocalAuthority, can_settle_authority),
    ("territoire", gettext_lazy("Le territoire"), "actors:territory", Municipality, can_tend_territory),
    ("plan", gettext_lazy("Le plan et ses niveaux"), "plans:plan-frame", Plan, can_write_plan),
    ("directions", gettext_lazy("Les directions"), "actors:departments", Department, can_tend_territory),
    ("concertation", gettext_lazy("La première concertation"), "plans:draw-consultation", Consultation, can_write_plan),
]


@dataclass(frozen=True)
class Step:
    rank: int
    key: str
    title: str
    url: str
    is_done: bool
    is_skipped: bool
    is_theirs: bool  # the person who looks may do it

    @property
    def waits(self) -> bool:
        return self.is_theirs and not (self.is_done or self.is_skipped)

    @property
    def word(self) -> str:
        if self.is_done:
            return _("réalisée")
        return _("reportée") if self.is_skipped else _("à lancer")


def steps(set_up: SetUp | None, person) -> list[Step]:
    """A step is done when what it makes exists, wherever it was made; it waits for those who may do it."""
    skipped = set_up.skipped if set_up else []
    return [
        Step(rank, key, str(title), reverse(url), model.objects.exists(), key in skipped, policy(person))
        for rank, (key, title, url, model, policy) in enumerate(STEPS, start=1)
    ]


def following(found: list[Step], step: Step) -> Step | None:
    """The next step that waits: after this one, else before it."""
    waiting = [other for other in found if other.waits and other != step]
    return next((other for other in waiting if other.rank > step.rank), next(iter(waiting), None))


def running() -> SetUp | None:
    """The set-up that nobody has closed yet; a portal founded otherwise has none."""
    return SetUp.objects.filter(closed_at=None).first()


def strips(readers, _reader) -> dict:
    """For the slot of the pages where the steps are done: nothing once the set-up is over."""
    reader, set_up = readers[0], running()
    if set_up is None or not can_tend_territory(reader):
        return {}
    found = steps(set_up, reader)
    return {reader.pk: {"steps": [{"step": step, "next": following(found, step)} for step in found]}}


def items(person) -> list[Item]:
    """In À faire, until every step is done or put off, or the set-up is closed."""
    set_up = running() if can_tend_territory(person) else None
    found = steps(set_up, person) if set_up else []
    waiting = [step for step in found if step.waits]
    if not waiting:
        return []
    done = sum(step.is_done for step in found)
    title = ngettext("Mise en route : %(n)s étape faite sur 5", "Mise en route : %(n)s étapes faites sur 5", done)
    return [
        Item(
            Group.THIS_WEEK,
            title % {"n": done},
            _("Ensuite : %(step)s.") % {"step": waiting[0].title},
            waiting[0].word,
            reverse("plans:set-up"),
            _("Continuer"),
        )
    ]
