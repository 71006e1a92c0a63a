"""ProConnect, the State's sign-in for agents: OpenID Connect, stricter than allauth's provider on what is signed."""

from django.conf import settings

ID = "proconnect"


def is_offered() -> bool:
    """Off unless the environment names a provider (settings)."""
    return ID in settings.SOCIALACCOUNT_PROVIDERS
