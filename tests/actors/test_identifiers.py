"""The numbers of organisations, as people and spreadsheets write them (design: domain, identifiers)."""

import pytest

from actors import identifiers


@pytest.mark.parametrize("typed", ["732829320", "732 829 320", "732.829.320", "732-829-320"])
def test_a_siren_is_read_however_it_is_spaced(typed):
    assert identifiers.siren(typed) == "732829320"


def test_zeros_lost_by_a_spreadsheet_are_put_back():
    assert identifiers.siren("5410220") == "005410220"
    assert identifiers.siret("541022000012") == "00541022000012"


@pytest.mark.parametrize("number", ["732829320", "880878145", "73282932000074", "88087814500015"])
def test_a_right_key_is_known(number):
    assert identifiers.key_is_right(number)


@pytest.mark.parametrize("number", ["35600000000048", "35600000049837"])
def test_the_post_office_has_a_key_of_its_own(number):
    assert identifiers.key_is_right(number)


@pytest.mark.parametrize("number", ["123456789", "12345678901234", "889742876"])
def test_a_wrong_key_is_a_doubt_and_not_a_refusal(number):
    read = identifiers.siren if len(number) == 9 else identifiers.siret

    assert not identifiers.key_is_right(number)
    assert read(number) == number


@pytest.mark.parametrize("typed", ["", "12345", "73282932X", "7328293200007412", "7,32829E+08", "²32829320"])
def test_what_cannot_be_a_siren_is_refused(typed):
    with pytest.raises(ValueError, match="not a number of 9 digits"):
        identifiers.siren(typed)


@pytest.mark.parametrize("typed", ["W751245606", "w9t1002867", " W9T 1002867 ", "0863001234"])
def test_an_association_number_may_hold_a_letter(typed):
    assert identifiers.rna(typed) == typed.upper().replace(" ", "")


@pytest.mark.parametrize("typed", ["", "W12", "W75124560X", "751245606", "0863011234"])
def test_what_cannot_be_an_association_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number of association"):
        identifiers.rna(typed)


def test_a_number_is_written_as_people_read_it():
    assert (
        identifiers.written("73282932000074") == "732\N{NO-BREAK SPACE}829\N{NO-BREAK SPACE}320\N{NO-BREAK SPACE}00074"
    )
