"""What the search over everything finds in the plans: the text that its reader may read."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from essportal.finding import Kind, Told
from essportal.finding import register as add
from essportal.text import plain_text
from plans.models import Clause, Pin, Plan, Revision, Version
from plans.models.clauses import CLAUSE_WORDS
from plans.policies import can_write_plan


def _clauses(reader):
    """The working text for those who write it; for the others, the newest version of each plan that they may see."""
    if can_write_plan(reader):
        held = Revision.objects.filter(pk__in=Clause.objects.with_newest().values("newest"), is_closed=False)
    else:
        seen = Version.objects.visible_to(reader).filter(plan=OuterRef("pk")).order_by("-number")
        newest = Plan.objects.annotate(seen=Subquery(seen.values("pk")[:1])).values("seen")
        held = Revision.objects.filter(pk__in=Pin.objects.filter(version__in=newest).values("revision"))
    return held.select_related("clause__plan")


def _clause(one, reader):
    clause, name = one.clause, "plans:drafting-clause" if can_write_plan(reader) else "plans:clause"
    text = plain_text(one.text)
    about = (str(one.get_kind_display()), str(clause.plan))
    title = one.title or f"{text[:80].rsplit(' ', 1)[0]}…"
    return Told(reverse(name, args=[clause.reference]), title, text, clause.reference, about)


def register() -> None:
    add(
        Kind(
            "clauses",
            _("Clauses du plan"),
            _("Voir toutes les clauses"),
            _clauses,
            _clause,
            vector=CLAUSE_WORDS,
            reference="clause__reference",
        ),
        first=True,
    )
