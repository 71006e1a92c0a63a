"""A text is read as tokens (a word, a run of spaces, a sign) that never cut what a reader sees as one character."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile

_TOKEN = re.compile(r"\s+|\w+(?:[.,]\d+)*|[^\w\s]")
_JOINER = "\u200d"
# Beside the marks, what Unicode attaches to the character before: joiners, half-width voicing, Thai and Lao vowels.
_ATTACHED = frozenset("\u200c\u200d\uff9e\uff9f\u0e33\u0eb3")
# Signs that Unicode attaches to the character after (Arabic and Syriac number signs, Kaithi).
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


def tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(text)
    return found if text.isascii() else _whole(found)


def clusters(text: str) -> list[str]:
    return _whole(text)


def is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"


def _whole(parts: Iterable[str]) -> list[str]:
    whole: list[str] = []
    current: list[str] = []
    for part in parts:
        if current and not _continues(current, part):
            whole.append("".join(current))
            current = []
        current.append(part)
    return [*whole, "".join(current)] if current else whole


def _continues(current: list[str], token: str) -> bool:
    last, first = current[-1][-1], token[0]
    if first.isascii() and last.isascii():
        return False
    if _is_attached(first) or last == _JOINER or last in _PREPENDED:
        return True
    if _is_flag_half(first) and _is_flag_half(last):  # two halves make one flag, a third one begins another
        return sum(1 for _ in takewhile(_is_flag_half, reversed(current))) % 2 == 1
    return is_word(token) and is_word(current[0]) and _is_attached(last)  # a mark inside a word


def _is_attached(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character in _ATTACHED
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags of regional flags
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
