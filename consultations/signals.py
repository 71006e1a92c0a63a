"""What is announced upwards. Sent by actions, in their transaction."""

from django.dispatch import Signal

# Sent with `contribution` and `by`: what it fed must be looked at again.
contribution_withdrawn = Signal()
