"""What is announced upwards. Sent by actions, in their transaction."""

from django.dispatch import Signal

# Sent with `person` and `by`: what was theirs alone goes with them.
person_erased = Signal()
