"""Finding the contributions to answer: by state of their reply, point, consultation, organisation and words."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from actors.models import Organisation
from consultations.models import Contribution, SynthesisPoint
from essportal import keyset
from essportal.search import matching, words
from essportal.text import clean_line
from plans.models import Plan, ReplyStatus
from plans.models.replies import with_reply

PER_PAGE = 25
MOST_AT_ONCE = 500
UNANSWERED, TO_REVIEW, DRAFTED, PUBLISHED, ALL = "sans-reponse", "a-revoir", "redigees", "publiees", "toutes"
STATES = {
    UNANSWERED: Q(reply_status=None) | Q(reply_status=ReplyStatus.TO_REVIEW),
    TO_REVIEW: Q(reply_status=ReplyStatus.TO_REVIEW),
    DRAFTED: Q(reply_status=ReplyStatus.DRAFTED),
    PUBLISHED: Q(reply_status=ReplyStatus.PUBLISHED),
    ALL: Q(),
}


@dataclass(frozen=True)
class Chosen:
    """A list of choices of the form: its name in the address, its label, its choices and the one that is made."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


class ReplyTable:
    """What the address asks for; an unknown choice is left aside rather than refused."""

    def __init__(self, plan: Plan, data):
        self.plan, self.data = plan, data
        self.state = data.get("etat") if data.get("etat") in STATES else UNANSWERED
        self.query = clean_line(data.get("q", ""))[:200]

    @cached_property
    def selects(self) -> list[Chosen]:
        said = self.plan.contributions()
        points = SynthesisPoint.objects.filter(consultation__plans=self.plan).order_by("reference")
        speaking = Organisation.objects.filter(pk__in=said.exclude(organisation=None).values("organisation"))
        choices = {
            "point": (_("Point de synthèse"), [(one.reference, f"{one.reference}, {one.title}") for one in points]),
            "concertation": (
                _("Concertation"),
                [(one.slug, str(one)) for one in self.plan.consultations.order_by("title")],
            ),
            "organisation": (
                _("Organisation"),
                list(speaking.order_by("name", "pk").values_list("slug", "name")),
            ),
        }
        return [Chosen(name, label, options, self._made(name, options)) for name, (label, options) in choices.items()]

    def _made(self, name, options) -> str:
        typed = self.data.get(name, "")
        return typed if typed in dict(options) else ""

    @cached_property
    def among(self):
        """Those of the filters, whatever the state of their reply."""
        found = with_reply(self.plan.contributions(), self.plan)
        made = {one.name: one.value for one in self.selects}
        if made["point"]:
            found = found.filter(pk__in=SynthesisPoint.objects.filter(reference=made["point"]).values("contributions"))
        if made["concertation"]:
            found = found.filter(consultation__slug=made["concertation"])
        if made["organisation"]:
            found = found.filter(organisation__slug=made["organisation"])
        typed = words(self.query)
        if self.query.upper().startswith("C-"):
            return found.filter(reference__startswith=self.query.upper())
        return found.filter(search=matching(typed)) if typed else found

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many in each state, in one question."""
        return self.among.order_by().aggregate(
            **{name.replace("-", "_"): Count("pk", filter=asked or None) for name, asked in STATES.items()}
        )

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        labels = {
            UNANSWERED: _("sans réponse"),
            TO_REVIEW: _("à revoir"),
            DRAFTED: _("rédigées"),
            PUBLISHED: _("publiées"),
            ALL: _("toutes"),
        }
        return [(name, label, self.counts[name.replace("-", "_")]) for name, label in labels.items()]

    @property
    def total(self) -> int:
        return self.counts[ALL]

    @property
    def answered(self) -> int:
        return self.total - self.counts["sans_reponse"]

    @cached_property
    def found(self):
        return self.among.filter(STATES[self.state])

    @cached_property
    def page(self) -> keyset.KeyPage:
        found = self.found.with_author()
        return keyset.page_of(found, ["reference", "pk"], self.data, size=PER_PAGE, among=self.among)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or any(one.value for one in self.selects))

    def address(self, **changed) -> str:
        """The search without its page, to keep it from one tab to the next and for the files."""
        kept = self.data.copy()
        for name in (keyset.AFTER, keyset.BEFORE, "c", "tous"):
            kept.pop(name, None)
        for name, value in changed.items():
            kept[name] = value
        return f"?{kept.urlencode()}" if kept else ""


def chosen(table: ReplyTable) -> list[Contribution]:
    """Those ticked, or all those of the search when it is asked for; at most five hundred at once."""
    found = table.found if "tous" in table.data else table.among.filter(reference__in=table.data.getlist("c"))
    return list(found.with_author().order_by("reference", "pk")[: MOST_AT_ONCE + 1])
