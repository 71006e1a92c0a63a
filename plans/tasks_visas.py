"""What departments are told of their visas: once when they are asked, at half-time, and on the day before the last."""

from collections import defaultdict

from django.urls import reverse
from procrastinate.contrib.django import app

from actors.models import Correspondent
from essportal import clock, emails
from plans.models import Visa, VisaState


@app.task(queue="mail", retry=5)
def tell_department(visa_ids: list[int]) -> None:
    """One e-mail to each correspondent of the day, whatever the number of measures."""
    visas = list(Visa.objects.filter(pk__in=visa_ids).with_answers())
    _write("asked", visas)


@app.periodic(cron="10 6 * * *")
@app.task(queue="upkeep", pass_context=False)
def remind_departments(timestamp: int) -> None:
    """May run twice or miss a morning: it looks at what is due, and each reminder leaves once."""
    today = clock.today()
    waiting = [visa for visa in Visa.objects.filter(answers=None, overridden_by=None).with_answers()]
    waiting = [visa for visa in waiting if visa.state == VisaState.WAITING]
    _write("eve", [visa for visa in waiting if visa.eve <= today <= visa.due_on])
    _write("half", [visa for visa in waiting if visa.half_time <= today < visa.eve])


def _write(when: str, visas: list[Visa]) -> None:
    """Those of one department asked on the same day stand in one e-mail."""
    together = defaultdict(list)
    for visa in visas:
        together[visa.department_id, clock.day_of(visa.asked_at), visa.due_on].append(visa)
    links = Correspondent.objects.valid_on(clock.today()).select_related("person", "department")
    for link in links.filter(department__in={visa.department_id for visa in visas}, person__erased_at=None):
        for (department, asked_on, due_on), found in together.items():
            if department == link.department_id:
                emails.send(
                    f"visas-{when}-{department}-{asked_on}-{due_on}-{min(visa.pk for visa in found)}-{link.person_id}"
                    if when == "asked"
                    else f"visas-{when}-{department}-{asked_on}-{due_on}-{link.person_id}",
                    link.person.email,
                    "plans/emails/visas",
                    {
                        "when": when,
                        "visas": found,
                        "due_on": due_on,
                        "department": link.department,
                        "person": link.person,
                        "path": reverse("plans:visas"),
                    },
                )
