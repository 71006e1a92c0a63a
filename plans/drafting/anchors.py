"""Words that were quoted follow their text: a remark is anchored by what it quotes, never by a place in the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from plans.drafting.tokens import is_word, tokens
from plans.drafting.units import normalise, spans
from plans.drafting.words import words

_AROUND = 40  # characters kept on each side, to tell apart two places that hold the same words


@dataclass(frozen=True)
class Quote:
    """Words of a text with what stood around them; without surroundings, the first place that holds the words."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Anchor:
    """Where the quoted words are now. `is_intact` says that not one of them changed."""

    start: int
    end: int
    text: str
    unit: int  # the place, among the units of the text, of the one in which they begin
    is_intact: bool


def quote(text: str, start: int, end: int) -> Quote:
    """The words between two places of a normalised text, with what stands around them in their lines."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Quote(text[start:end], before.rpartition("\n")[2], after.partition("\n")[0])


def locate(quoted: Quote | str, before: str, after: str) -> Anchor | None:
    """Where words quoted from `before` are in `after`; nothing when they are detached: most of them left the text."""
    before, after = normalise(before), normalise(after)
    quoted = quoted if isinstance(quoted, Quote) else Quote(quoted)
    text = normalise(quoted.text)
    start = _place(Quote(text, normalise(quoted.before), normalise(quoted.after)), before)
    if not text.strip() or start < 0:
        return None
    return _followed(text, start, before, after) or _found_again(text, after)


def _place(quoted: Quote, text: str) -> int:
    """The place whose surroundings resemble most those of the quote: the first of them when several do."""
    return max(
        _places(quoted.text, text),
        key=lambda start: _in_common(quoted, text[:start], text[start + len(quoted.text) :]),
        default=-1,
    )


def _places(words_quoted: str, text: str) -> Iterator[int]:
    at = text.find(words_quoted) if words_quoted else -1
    while at >= 0:
        yield at
        at = text.find(words_quoted, at + 1)


def _in_common(quoted: Quote, before: str, after: str) -> int:
    left = _length_in_common(quoted.before[::-1], before[-len(quoted.before) :][::-1] if quoted.before else "")
    return left + _length_in_common(quoted.after, after[: len(quoted.after)])


def _length_in_common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _followed(text: str, start: int, before: str, after: str) -> Anchor | None:
    """Through the difference between the texts: from the first quoted word that was kept to the last one."""
    end = start + len(text)
    kept: list[tuple[int, int]] = []
    at = new_at = 0
    for kind, part in words(before, after):
        if kind == "eq":
            low, high = max(at, start), min(at + len(part), end)
            if low < high:
                kept.append((new_at + low - at, new_at + high - at))
        at += len(part) if kind != "ins" else 0
        new_at += len(part) if kind != "del" else 0
    if not kept:
        return None
    first, last = kept[0][0], kept[-1][1]
    if 2 * sum(_letters(after[low:high]) for low, high in kept) < _letters(text):
        return None
    return _anchor(text, first, last, after)


def _found_again(text: str, after: str) -> Anchor | None:
    """They were moved too far to be followed: only words that stand at one place of the new text are sure."""
    found = [start for start, _ in zip(_places(text, after), range(2), strict=False)]
    return _anchor(text, found[0], found[0] + len(text), after) if len(found) == 1 else None


def _anchor(text: str, start: int, end: int, after: str) -> Anchor:
    unit = max((i for i, (begin, _) in enumerate(spans(after)) if begin <= start), default=0)
    return Anchor(start, end, after[start:end], unit, after[start:end] == text)


def _letters(text: str) -> int:
    return sum(len(token) for token in tokens(text) if is_word(token)) or len(text)
