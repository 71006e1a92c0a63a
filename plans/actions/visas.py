"""Visas: asked on the text of the day, given by whoever is correspondent that day, overridden by general management."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Correspondent, Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans import tasks_visas
from plans.journal import Verb
from plans.models import Pin, Plan, Visa, VisaAnswer, VisaKind
from plans.selectors.visas import to_ask


@transaction.atomic
def ask_visas(plan: Plan, *, by: Person) -> int:
    """Ask each visa that no one asked on the working text; each department is told once. The number of them."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    reachable = set(Correspondent.objects.valid_on(clock.today()).values_list("department", flat=True))
    asked: dict[int, list[int]] = defaultdict(list)
    for one in to_ask(plan):
        visa = one.visa or Visa(clause_id=one.revision.clause_id, revision=one.revision, department=one.department)
        visa.asked_at, visa.asked_by, visa.days = clock.now(), by, plan.visa_days
        visa.is_reached = one.department.pk in reachable
        visa.save()
        asked[one.department.pk].append(visa.pk)
    count = sum(map(len, asked.values()))
    if count:
        record(Verb.VISAS_ASKED, plan, by=by, count=count, departments=sorted(asked))
    for visas in asked.values():
        tasks_visas.tell_department.defer(visa_ids=visas)
    return count


@transaction.atomic
def give_visa(visa: Visa, *, by: Person, kind: str, seen: int, text: str = "") -> VisaAnswer:
    """Answer for one's department. `seen` is the number of answers that the page showed: two people never both win."""
    visa = _lock(visa)
    given = visa.answers.order_by("-number").select_related("by").first()
    number = given.number if given else 0
    if number != seen:
        raise Refused(
            gettext("%(who)s vient de répondre pour votre direction : %(kind)s. Votre réponse n’est pas enregistrée.")
            % {"who": given.by, "kind": given.get_kind_display()},
            way_out=(gettext("Lire ce visa"), visa.get_absolute_url()),
        )
    _refuse_submitted(visa)
    answer = VisaAnswer.objects.create(
        visa=visa,
        number=number + 1,
        kind=kind,
        text=text if kind == VisaKind.RESERVE else "",
        by=by,
        capacity=_capacity(visa, by),
        at=clock.now(),
    )
    record(Verb.VISA_GIVEN, visa.clause, by=by, department=visa.department_id, kind=kind)
    return answer


@transaction.atomic
def override_visa(visa: Visa, *, by: Person, reason: str) -> Visa:
    """General management does without a visa that is missing; the reason is public."""
    visa = _lock(visa)
    if not visa.is_missing:
        raise Refused(
            gettext("Ce visa n’est plus attendu : %(state)s.") % {"state": visa.get_status_display()},
            way_out=(gettext("Lire ce visa"), visa.get_absolute_url()),
        )
    visa.override_reason, visa.overridden_by, visa.overridden_at = reason, by, clock.now()
    visa.save(update_fields=["override_reason", "overridden_by", "overridden_at"])
    record(Verb.VISA_OVERRIDDEN, visa.clause, by=by, department=visa.department_id)
    return visa


def _lock(visa: Visa) -> Visa:
    locked = Visa.objects.select_for_update(of=("self",))
    return locked.select_related("clause", "department", "revision").get(pk=visa.pk)


def _capacity(visa: Visa, by: Person) -> str:
    link = Correspondent.objects.valid_on(clock.today()).filter(person=by, department=visa.department).first()
    if link is None:
        raise Refused(gettext("Vous n’êtes plus correspondant de cette direction : le visa n’est pas enregistré."))
    return gettext("correspondant ESS %(rank)s") % {"rank": link.get_rank_display()}


def _refuse_submitted(visa: Visa) -> None:
    """What the officials read does not change under them."""
    pins = Pin.objects.filter(clause=visa.clause, version__submitted_at__isnull=False)
    for pin in pins.select_related("revision", "version"):
        if visa.holds_for(pin.revision):
            raise Refused(
                gettext("La version %(number)s a été soumise avec ce texte : les visas ne changent plus.")
                % {"number": pin.version.number},
                way_out=(gettext("Lire ce visa"), visa.get_absolute_url()),
            )
