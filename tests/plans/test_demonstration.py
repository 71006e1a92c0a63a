"""The demonstration tells a whole story through the portal's own actions."""

import pytest
from django.core.management import call_command

from actors.models import Municipality, Person
from consultations.models import Contribution, SynthesisPoint
from essportal import clock
from essportal.journal import sentence
from essportal.models import JournalEntry
from plans.models import Plan, Remark, Reply, Revision, Version, VersionStatus
from plans.sealing import verify_chain

TOLD = {
    "a ouvert le portail de la collectivité",
    "a ouvert un plan",
    "a déposé une contribution",
    "a publié les réponses",
    "a enregistré la délibération",
    "a rendu son avis",
}


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_its_chain_holds(capsys):
    call_command("load_demo")

    plan = Plan.objects.current()
    version = Version.objects.get(number=5)
    published = Contribution.objects.published().filter(consultation__slug="plan-2027-2030")
    assert published.count() == 240
    assert Reply.objects.filter(plan=plan).counting().count() == 228
    assert Version.objects.count() == 5
    assert Version.objects.get(number=3).is_adopted
    assert version.status == VersionStatus.IN_REVIEW
    assert verify_chain() == []
    assert (
        SynthesisPoint.objects.filter(consultation=plan.consultations.get(), published_at__isnull=False).count() == 45
    )
    assert Contribution.objects.waiting().count() == 4
    assert Remark.objects.filter(version=version).count() == 18
    assert sorted(version.pins.count() for version in plan.versions.all()) == [53, 55]
    assert not Revision.objects.filter(sources=None).exists()
    assert {sentence(entry) for entry in JournalEntry.objects.all()} >= TOLD
    assert not JournalEntry.objects.filter(at__gt=clock.now()).exists()
    assert sum(len(commune.outline) for commune in Municipality.objects.all()) < 35_000

    people = Person.objects.count()
    call_command("load_demo")
    call_command("demo_accounts")

    assert Person.objects.count() == people
    assert "sacha.specimen@val-de-clain.example" in capsys.readouterr().out
