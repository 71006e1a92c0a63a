"""Nothing is forged: a version is sealed when frozen, and one byte altered afterwards is found and named."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from plans.actions import Fed, freeze_version, revise_clause, write_reply
from plans.drafting import digest, recompute, seal
from plans.models import Pin, Version
from plans.sealing import document, header, verify_chain
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


def tamper(sql, *values):
    """As the owner, with the triggers put to sleep: what only a database administrator could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("plans_revision", "plans_pin", "plans_version"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in ("plans_revision", "plans_pin", "plans_version"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_the_seal_is_recomputed_from_the_published_json_alone(plan, officer):
    contribution = ContributionFactory(published=True, consultation=plan.consultations.get())
    clause = clause_from(plan, sources=[Fed("contribution", contribution=contribution, sentence="Six ans.")])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Repris.", clauses=[clause])

    version = version_of(plan, by=officer)

    published = json.loads(json.dumps(document(version)))
    assert recompute(published) == version.seal
    assert published["replies"][0]["clauses"] == [clause.reference]


def test_a_byte_altered_by_the_owner_is_found_and_its_clause_named(plan, officer):
    clause = clause_from(plan, text="Trois comptoirs.")
    version_of(plan, by=officer)

    tamper("UPDATE plans_revision SET text = 'Quatre comptoirs.' WHERE clause_id = %s", clause.pk)

    (fault,) = verify_chain()
    assert clause.reference in fault
    assert "Version 1" in fault


def test_a_chain_rewritten_in_whole_is_found_with_a_seal_noted_elsewhere(plan, officer):
    clause = clause_from(plan, text="Trois comptoirs.")
    noted = version_of(plan, by=officer).seal
    freeze_version(plan, by=officer, note="Deuxième.")

    rewrite_everything(clause, "Quatre comptoirs.")

    assert verify_chain() == []
    (fault,) = verify_chain(noted)
    assert "réécrite" in fault


def rewrite_everything(clause, text):
    """A clause and every digest and seal after it, as someone who knows the algorithm would."""
    tamper("UPDATE plans_revision SET text = %s WHERE clause_id = %s", text, clause.pk)
    for version in Version.objects.order_by("number"):
        forged = document(version)
        clauses = [digest(content) for content in forged["clauses"]]
        for pin, value in zip(Pin.objects.filter(version=version).order_by("position"), clauses, strict=True):
            tamper("UPDATE plans_pin SET digest = %s WHERE id = %s", value, pin.pk)
        new = seal(header(version), clauses, [digest(content) for content in forged["replies"]])
        tamper("UPDATE plans_version SET seal = %s WHERE id = %s", new, version.pk)


def test_two_people_saving_the_same_clause_are_merged(plan, officer, member):
    clause = clause_from(plan, text="Un comptoir à Lusignan.\n\nUn comptoir à Chauvigny.")
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text=base.text.replace("Lusignan", "Rouillé"))

    saved = revise_clause(clause, by=member, base=base, title=base.title, text=base.text.replace("Chauvigny", "Sanxay"))

    assert saved.was_merged
    assert saved.revision.text == "Un comptoir à Rouillé.\n\nUn comptoir à Sanxay."


def test_the_command_says_that_all_is_well_and_gives_the_seal_to_note(plan, officer, capsys):
    clause_from(plan)
    version = version_of(plan, by=officer)

    call_command("verify", expect=version.seal)

    assert version.seal in capsys.readouterr().out


def test_the_command_fails_and_names_the_clause_that_moved(plan, officer):
    clause = clause_from(plan, text="Trois comptoirs.")
    version_of(plan, by=officer)
    tamper("UPDATE plans_revision SET text = 'Quatre comptoirs.' WHERE clause_id = %s", clause.pk)

    with pytest.raises(CommandError, match=clause.reference):
        call_command("verify")


@pytest.mark.parametrize("typed", ["zzz", "", "a" * 63])
def test_a_seal_badly_copied_is_not_taken_for_a_fraud(typed):
    with pytest.raises(CommandError, match="64 chiffres ou lettres"):
        call_command("verify", expect=typed)


def test_a_seal_copied_with_spaces_and_capitals_is_read(plan, officer):
    clause_from(plan)
    version = version_of(plan, by=officer)

    call_command("verify", expect=f" {version.seal.upper()} ")
