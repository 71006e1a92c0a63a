from django.db.models import CheckConstraint, Q


def one_of(field: str, choices, *, name: str, or_empty: bool = False) -> CheckConstraint:
    """A check that `field` holds one of the values of a TextChoices: the database knows the list too."""
    values = sorted([*choices.values, ""] if or_empty else choices.values)
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
