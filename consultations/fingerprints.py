"""What stands for a contribution's text in a seal: SHA-256 of its salt and of its normalised words."""

import hashlib
import secrets
import unicodedata

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def normalised(text: str) -> str:
    """The very words that the fingerprint covers: composed accents, line feeds, ordinary spaces."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_SPACES)


def fingerprint(text: str, salt: str) -> str:
    """The same as `plans.drafting.fingerprint`, which this app may not import: a test holds both together."""
    return hashlib.sha256(f"{salt}\n{normalised(text)}".encode()).hexdigest()


def new_salt() -> str:
    return secrets.token_hex(16)
