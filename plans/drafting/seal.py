"""The canonical form of what is sealed, and its fingerprints: anybody can recompute them with SHA-256 and JSON."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from plans.drafting.units import normalise

_PLAIN = (str, int, bool, type(None))


def canonical(value: object) -> bytes:
    """One value, one sequence of bytes. Decimal numbers are refused: languages do not write them alike."""
    _refuse_doubtful(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def seal(header: Mapping[str, Any], clauses: Sequence[str], replies: Sequence[str]) -> str:
    """The seal over the header of a version, then the digests of its clauses and of its replies, in order."""
    return digest({**header, "clauses": list(clauses), "replies": list(replies)})


def recompute(document: Mapping[str, Any]) -> str:
    """The seal that an exported version should carry."""
    clauses = [digest(clause) for clause in document["clauses"]]
    replies = [digest(reply) for reply in document["replies"]]
    return seal(document["header"], clauses, replies)


def fingerprint(text: str, salt: str) -> str:
    """What stands for a text in a seal: once text and salt are erased, nobody can guess it back."""
    return hashlib.sha256(f"{salt}\n{normalise(text)}".encode()).hexdigest()


def _refuse_doubtful(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a sealed object has names, not {type(key).__name__} keys")
            _refuse_doubtful(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_doubtful(inner)
    elif not isinstance(value, _PLAIN):
        raise TypeError(f"{type(value).__name__} has no canonical form")
