"""Texts: cut, compared, merged, sealed. Plain Python: no framework, no input, no output."""

from plans.drafting.compare import Amount, Entry, Summary, summary
from plans.drafting.merge import Conflict, Merge, merge
from plans.drafting.numbering import Node, Numbered, number
from plans.drafting.seal import canonical, digest, fingerprint, recompute, seal
from plans.drafting.units import join, normalise, segment
from plans.drafting.words import Change, Kind, readable, words

__all__ = [
    "Amount",
    "Change",
    "Conflict",
    "Entry",
    "Kind",
    "Merge",
    "Node",
    "Numbered",
    "Summary",
    "canonical",
    "digest",
    "fingerprint",
    "join",
    "merge",
    "normalise",
    "number",
    "readable",
    "recompute",
    "seal",
    "segment",
    "summary",
    "words",
]
