"""What is announced upwards. Sent by actions, in their transaction."""

from django.dispatch import Signal

# Sent with `person` and `by`: what was theirs alone goes with them.
person_erased = Signal()

# Sent with `organisation` and `by`: what waited for the check may go on, in its name or no longer in it.
organisation_verified = Signal()
organisation_refused = Signal()

# Sent with `claim`, `accepted` and `by`: what its person said in the organisation's name waited for it.
claim_settled = Signal()

# Sent with `kept`, `merged` and `by`; each receiver moves its rows and answers {"app.model.field": [ids]}.
organisations_merged = Signal()

# Sent with `merge` and `by`: each receiver moves back what `merge.moved` says it had moved.
merge_undone = Signal()

# Sent with `fact` and `by`: what was held by it ends with it; for one withdrawn, before its row goes.
fact_ended = Signal()
fact_withdrawn = Signal()

# Sent with `organisation` and `by`: it leaves the directory.
organisation_archived = Signal()
