from django.db import transaction

from consultations.journal import Verb
from consultations.models import Rules
from essportal.journal import record


@transaction.atomic
def set_rules(consultation, *, by, **fields) -> Rules:
    rules, __ = Rules.objects.update_or_create(consultation=consultation, defaults=fields)
    record(Verb.RULES_SET, consultation, by=by, changed=sorted(fields))
    return rules
