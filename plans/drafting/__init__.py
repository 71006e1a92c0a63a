"""Texts: cut, compared, merged, sealed. Plain Python: no framework, no input, no output."""

from plans.drafting.anchors import Anchor, Quote, locate, quote
from plans.drafting.compare import Document, Fate, Step, Unit, compare
from plans.drafting.cutting import Piece as Cut
from plans.drafting.cutting import cut, parts
from plans.drafting.many import Collision, Together, accept, merge_many
from plans.drafting.markdown import Piece, read_markdown
from plans.drafting.merge import Conflict, Merge, merge
from plans.drafting.numbering import Node, Numbered, number
from plans.drafting.seal import canonical, digest, fingerprint, recompute, seal
from plans.drafting.summary import Amount, Entry, Summary, summary
from plans.drafting.units import join, normalise, segment
from plans.drafting.words import Change, Kind, readable, words

__all__ = [
    "Amount",
    "Anchor",
    "Change",
    "Collision",
    "Conflict",
    "Cut",
    "Document",
    "Entry",
    "Fate",
    "Kind",
    "Merge",
    "Node",
    "Numbered",
    "Piece",
    "Quote",
    "Step",
    "Summary",
    "Together",
    "Unit",
    "accept",
    "canonical",
    "compare",
    "cut",
    "digest",
    "fingerprint",
    "join",
    "locate",
    "merge",
    "merge_many",
    "normalise",
    "number",
    "parts",
    "quote",
    "read_markdown",
    "readable",
    "recompute",
    "seal",
    "segment",
    "summary",
    "words",
]
