"""The key of an empty portal: who holds the terminal gives it to the first person.

It is signed with the portal's secret, lives one day, and opens nothing once somebody has ever held a post of the team
or of administrator. Each `manage.py start` of an empty portal prints a new one.
"""

from datetime import timedelta

from django.core import signing

from actors.models import Post, PostKind

LIVES = timedelta(days=1)
_SALT, _WORD = "actors.founding", "first"


def is_open() -> bool:
    """Whether nobody has ever run this portal."""
    return not Post.objects.filter(kind__in=[PostKind.ESS_TEAM, PostKind.ADMINISTRATOR]).exists()


def new_key() -> str:
    return signing.TimestampSigner(salt=_SALT, sep=".").sign(_WORD)


def is_right(key: str) -> bool:
    try:
        return signing.TimestampSigner(salt=_SALT, sep=".").unsign(key, max_age=LIVES) == _WORD
    except signing.BadSignature:
        return False
