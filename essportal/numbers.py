"""Small numbers in French words, as a sentence writes them."""

_WORDS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"]


def in_words(number: int, *, feminine: bool = False) -> str:
    """In words up to twelve, in digits beyond."""
    if number == 1 and feminine:
        return "une"
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)
