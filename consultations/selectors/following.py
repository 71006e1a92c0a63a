"""The button Suivre on a public page, and the lines of Mes suivis."""

from django.utils.translation import gettext as _

from consultations.models import Follow
from essportal import slots

# What stands in the address for each sort of thing.
WORDS = {"consultation": "concertation", "series": "serie", "body": "instance", "contribution": "contribution"}


class FollowedConverter:
    """The sorts of things that one follows, in French in addresses."""

    regex = "|".join(WORDS.values())

    def to_python(self, value):
        return next(name for name, word in WORDS.items() if word == value)

    def to_url(self, value):
        return WORDS[value]


def register() -> None:
    slots.register("follow", buttons, "consultations/follows/_follow.html")
    slots.register("my-space", summaries, "consultations/follows/_summary.html")


def buttons(things, reader):
    """Whether the reader follows each; a visitor is shown how to sign in first."""
    what = things[0]._meta.model_name
    followed = set()
    if reader.is_authenticated:
        mine = Follow.objects.filter(person=reader, **{f"{what}__in": things})
        followed = set(mine.values_list(what, flat=True))
    return {thing.pk: {"what": what, "is_followed": thing.pk in followed} for thing in things}


def summaries(people, reader):
    return {person.pk: {"count": Follow.objects.visible_to(reader).count()} for person in people}


def listed(follows):
    """Each with its sort in words."""
    kinds = {
        "consultation": _("concertation"),
        "series": _("série de rencontres"),
        "body": _("instance"),
        "contribution": _("contribution"),
    }
    return [
        {
            "follow": one,
            "thing": one.thing,
            "what": one.thing._meta.model_name,
            "kind": kinds[one.thing._meta.model_name],
        }
        for one in follows
    ]


def personal_data(person) -> dict:
    """Articles 15 and 20 of the GDPR: what one follows, and since when."""
    mine = Follow.objects.visible_to(person).select_related("consultation", "series", "body", "contribution")
    return {"suivis": [{"quoi": str(one.thing), "depuis": one.at} for one in mine]}
