"""The numbers that France gives to organisations. Plain Python: what was typed in, the number or nothing out.

A wrong key is a doubt, never a refusal: real SIRENs fail it (889742876), and La Poste's SIRETs follow a rule of their
own.
"""

import re

from stdnum import luhn

LA_POSTE = "356000000"
# The new form, and the one of before 2009. There is none in Alsace-Moselle.
RNA = re.compile(r"W\d[A-Z0-9]\d{7}|0\d{3}00\d{4}")


def siren(typed: str) -> str:
    """Nine digits, the leading zeros that spreadsheets lose put back. Raises ValueError when it cannot be one."""
    return _digits(typed, 9)


def siret(typed: str) -> str:
    """Fourteen digits, the leading zeros that spreadsheets lose put back. Raises ValueError when it cannot be one."""
    return _digits(typed, 14)


def rna(typed: str) -> str:
    """The number of an association in the national register. Raises ValueError when it cannot be one."""
    number = re.sub(r"[\s.\-]", "", typed).upper()
    if not RNA.fullmatch(number):
        raise ValueError(f"not a number of association: {typed!r}")
    return number


def key_is_right(number: str) -> bool:
    """Whether the last digit agrees with the others (Luhn); SIRETs of La Poste may sum to a multiple of 5 instead."""
    if luhn.is_valid(number):
        return True
    return len(number) == 14 and number.startswith(LA_POSTE) and sum(map(int, number)) % 5 == 0


def written(number: str) -> str:
    """As people read it: by threes, then the five digits of the establishment."""
    parts = (number[:3], number[3:6], number[6:9], number[9:])
    return "\N{NO-BREAK SPACE}".join(part for part in parts if part)


def _digits(typed: str, length: int) -> str:
    number = re.sub(r"[\s.\-]", "", typed)
    # A spreadsheet writes 732829320 as "732829320.0" or "7,3E+08": the first is read, the second is lost for good.
    if not re.fullmatch(r"[0-9]+", number) or not length - 3 <= len(number) <= length:
        raise ValueError(f"not a number of {length} digits: {typed!r}")
    return number.zfill(length)
