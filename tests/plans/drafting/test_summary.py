from dataclasses import replace

from plans.drafting import Entry, summary


def plan(*entries):
    return {entry.key: entry for entry in entries}


AXIS = Entry("P-0001", "1", "section", "Habiter", "", None)
GOAL = Entry("P-0002", "O 1", "section", "Loger", "", "P-0001")
ONE = Entry("P-0003", "M 1", "measure", "Une charte", "La charte engage.", "P-0002", 1000)
TWO = Entry("P-0004", "M 2", "measure", "Un guichet", "Le guichet ouvre.", "P-0002", 500)
THREE = Entry("P-0005", "M 3", "measure", "Un fonds", "Le fonds aide.", "P-0002")


def test_two_equal_plans_have_nothing_to_tell():
    assert summary(plan(AXIS, GOAL, ONE), plan(AXIS, GOAL, ONE)).is_empty


def test_each_change_is_told_once_and_for_what_it_is():
    after = plan(
        replace(AXIS, title="Habiter ensemble"),
        GOAL,
        replace(ONE, text="La charte engage chacun.", amount=1500),
        THREE,
    )

    told = summary(plan(AXIS, GOAL, ONE, TWO), after)

    assert (told.added, told.removed, told.moved) == (["P-0005"], ["P-0004"], [])
    assert (told.rewritten, told.retitled, told.amounts) == (["P-0003"], ["P-0001"], [("P-0003", 1000, 1500)])


def test_a_new_number_is_not_a_change():
    assert summary(plan(TWO, THREE), plan(replace(TWO, label="M 1"), replace(THREE, label="M 2"))).is_empty


def test_typography_is_not_a_change():
    assert summary(plan(replace(ONE, text="Oui : là")), plan(replace(ONE, text="Oui\u00a0: là"))).is_empty


def test_a_clause_moved_under_another_parent_or_among_its_siblings_is_told():
    assert summary(plan(AXIS, GOAL, ONE), plan(AXIS, GOAL, replace(ONE, parent="P-0001"))).moved == ["P-0003"]
    assert summary(plan(ONE, TWO, THREE), plan(THREE, ONE, TWO)).moved == ["P-0005"]


def test_an_added_clause_moves_nobody():
    assert summary(plan(ONE, THREE), plan(ONE, TWO, THREE)).moved == []


def test_the_summary_can_be_read_for_measures_only():
    told = summary(plan(AXIS), plan(AXIS, GOAL, ONE, TWO)).of_kind("measure")

    assert told.added == ["P-0003", "P-0004"]
