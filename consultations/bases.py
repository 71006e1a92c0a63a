"""Two people on one text: what was read is told by its stamp, so that a save never covers words that nobody read."""

import hashlib
import json

from django.utils.translation import gettext as _

from essportal.errors import Refused


class Overtaken(Refused):
    """Someone saved since it was read: `current` holds their words, and nothing was written."""

    def __init__(self, current):
        super().__init__(_("Quelqu’un a enregistré ce texte pendant que vous l’écriviez."))
        self.current = current


def stamp(words: dict) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:32]


def require_read(base: str | None, words: dict) -> None:
    """`words` are those saved last; without a base nothing was read before, as in the demonstration."""
    if base and base != stamp(words):
        raise Overtaken(words)


def shown_again(form_class, data, overtaken: Overtaken, **how):
    """The form with what was typed, ready to be saved once the other words, beside it in `theirs`, are read."""
    data = data.copy()
    data["base"] = stamp(overtaken.current)
    form = form_class(data, **how)
    form.add_error(None, overtaken.reason)
    typed = {name: form[name].value() for name in overtaken.current if name in form.fields}
    form.theirs = [
        (form.fields[name].label, words)
        for name, words in overtaken.current.items()
        if name in typed and str(typed[name] or "").split() != str(words).split()
    ]
    return form
