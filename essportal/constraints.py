from django.db.models import CheckConstraint, Q


def one_of(field: str, choices, *, name: str) -> CheckConstraint:
    """A check that `field` holds one of the values of a TextChoices: the database knows the list too."""
    return CheckConstraint(condition=Q(**{f"{field}__in": sorted(choices.values)}), name=name)
