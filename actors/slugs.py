"""The last part of a sheet's address: readable, unique, and never given again once someone may have kept it."""

from django.utils.text import slugify

LONGEST = 100


def free_slug(name: str, taken: set[str]) -> str:
    """A slug that nobody has; it joins `taken`."""
    base = slugify(name)[:LONGEST].strip("-") or "organisation"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
