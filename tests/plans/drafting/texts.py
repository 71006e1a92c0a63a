"""Texts as Hypothesis writes them: small plans that resemble each other, and anything at all."""

import re
from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st

from plans.drafting import join

thorough = settings(max_examples=150, deadline=None)

_WORDS = ["Le", "plan", "soutient", "les", "projets", "locaux", "de", "l’eau", "12", "500", "et", "associe", "chacun"]
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7).map(" ".join)
_ends = st.sampled_from([".", "", " ;", " !", ", enfin."])
_starts = st.sampled_from(["", "", "", "- ", "1. ", "## "])
units = st.builds("{}{}{}".format, _starts, _sentences, _ends)

plans = st.lists(units, max_size=5).map(join)
anything = st.text(
    alphabet=st.one_of(st.sampled_from(" \n\r\u00a0.-’e\u0301🫶🏼🇫🇷"), st.characters(codec="utf-8")), max_size=25
)
texts = st.one_of(plans, plans, anything)


@st.composite
def three_texts(draw):
    """A text and two rewritings of it: some units kept, edited, removed, moved or added."""
    base = draw(st.lists(units, max_size=5))
    return join(base), rewritten(draw, base), rewritten(draw, base)


def rewritten(draw, base):
    result = []
    for unit in base:
        deed = draw(st.sampled_from(["keep", "keep", "edit", "remove", "move", "insert"]))
        if deed == "move":
            result.insert(draw(st.integers(0, len(result))), unit)
        elif deed == "edit":
            tokens = unit.split(" ")
            at = draw(st.integers(0, len(tokens)))
            result.append(" ".join([*tokens[:at], draw(_sentences), *tokens[at + draw(st.integers(0, 2)) :]]))
        elif deed != "remove":
            result.append(unit)
        if deed == "insert":
            result.append(draw(units))
    return join(result)


def word_count(*parts):
    return Counter(word for part in parts for word in re.findall(r"\w+", part))
