"""What readers see of words in which a passage is masked. Plain Python: no input nor output."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

Span = tuple[str, int, int]
_BLANKS = {"\u00a0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "’": "'"}


def find(field: str, words: str, passage: str) -> list[Span]:
    """Each place of the passage in the words; case, blanks and apostrophes may differ, since one copies from a page."""
    looked, places = _flat(words)
    wanted = _flat(passage)[0].strip()
    found, start = [], looked.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        found.append((field, places[start], places[end - 1] + 1))
        start = looked.find(wanted, end)
    return found


def find_all(title: str, text: str, passage: str) -> list[Span]:
    """In the text and in the title; a title cut out of the text may hold the beginning only of what is masked."""
    in_text = find("text", text, passage)
    cut = title.removesuffix("…")
    begun = [("title", start, min(end, len(cut))) for __, start, end in in_text if start < len(cut)]
    return find("title", title, passage) + (begun if text.startswith(cut) else []) + in_text


def _flat(words: str) -> tuple[str, list[int]]:
    """Lower case, one blank at a time; and for each sign the place it comes from."""
    signs, places = [], []
    for place, sign in enumerate(words):
        sign = _BLANKS.get(sign, sign.lower())
        if len(sign) != 1 or (sign == " " and signs and signs[-1] == " "):
            if len(sign) != 1:
                sign = words[place]
            else:
                continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def masked(words: str, spans: Iterable[tuple[int, int]]) -> str | None:
    """None when nothing is masked; else the words with one mark in place of each passage."""
    pieces, reached, mark = [], 0, _("[passage masqué]")
    for start, end in _merged(spans):
        pieces += [words[reached:start], mark]
        reached = end
    return "".join([*pieces, words[reached:]]) if pieces else None


def _merged(spans):
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged
