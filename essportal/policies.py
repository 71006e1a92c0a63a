"""Policies say who. They are plain functions `(user, *subjects) -> bool`; this is how a view asks one."""

from django.core.exceptions import PermissionDenied


def require(policy, user, *subjects) -> None:
    """Raise PermissionDenied (403) unless `policy` allows it."""
    if not policy(user, *subjects):
        raise PermissionDenied
