"""One search among contributions: the list that everyone reads, the desk where the team reads them, and the files."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.selectors.counting import running
from consultations.forms.reading import ALONE, NEWEST, OLDEST, ContributionFilter
from consultations.selectors.naming import names_for
from essportal.counting import MOST, Counts, Share, counted, linked
from essportal.listing import Listing
from essportal.search import words
from essportal.text import clean_line

READ = [
    *("pk", "channel", "consultation_id", "question_id", "municipality_id", "organisation_id", "meeting_id"),
    "outcome",
]
SHARES = [
    Share(
        "famille",
        f"coalesce(kind, '{ALONE}')",
        "{held} LEFT JOIN LATERAL"
        " (SELECT kind FROM actors_organisation WHERE id = organisation_id OFFSET 0) AS bearer ON TRUE",
    ),
    Share("canal", "channel"),
    Share("suite", "outcome"),
    Share("concertation", "consultation_id::text"),
    Share("question", "question_id::text"),
    Share("commune", "municipality_id::text"),
    Share("rencontre", "meeting_id::text"),
    Share("competence", "policyarea_id::text", linked("consultations_contribution_policy_areas", "contribution_id")),
]
# The networks of today of each one's organisation.
NETWORKS = """{held} CROSS JOIN LATERAL
    (SELECT network_id FROM actors_networkmembership WHERE member_id = organisation_id AND %s OFFSET 0) AS running"""
LISTED = [
    *("reference", "status", "title", "text", "masked_title", "masked_text", "salt", "filed_at", "municipality"),
    *("organisation", "department", "author", "name_is_public", "on_behalf_of", "workshop"),
]
SPEAKERS = ["organisation__name", "department__name", "author__name", "author__erased_at", "workshop__number"]


class ContributionSearch(Listing):
    PLAIN = NEWEST
    ALIKE = "filed_at DESC, id DESC"
    KEYS = {
        NEWEST: ["-filed_at", "-pk"],
        OLDEST: ["filed_at", "pk"],
    }

    def __init__(self, data, reader, said):
        """`said` is what this reader may read here."""
        super().__init__(data)
        typed = words(clean_line(data.get("q", "")))
        self.names, self.stamp = names_for(reader, typed, data.get("organisation", "")[:100])
        self.is_open = bool(self.names.pop("contribuer"))
        self.filter = ContributionFilter(data, said, names=self.names, reader=reader)
        self.words = self.filter.words

    @cached_property
    def counts(self) -> Counts:
        shares = [*SHARES, Share("reseau", "network_id::text", NETWORKS % running())]
        if bearers := ", ".join(f"({one.key})" for one in self.names["organisation"]):
            among = f"{{held}} JOIN (SELECT DISTINCT id FROM (VALUES {bearers}) AS said (id)) AS bearer"  # noqa: S608
            shares.append(Share("organisation", "organisation_id::text", f"{among} ON bearer.id = organisation_id"))
        rows = self.filter.holding(self.words).annotate(outcome=self.filter.outcome).values(*READ)
        likeness = self.likeness(self.words)
        return counted(rows, self.filter.conditions, shares, stamp=self.stamp, likeness=likeness)

    def shown(self, rows, *more):
        return rows.select_related("organisation", "department", "author", "workshop").only(*LISTED, *SPEAKERS, *more)

    @property
    def communes(self) -> dict[str, str]:
        return dict(self.filter.names["commune"])

    @property
    def title(self) -> str:
        count = self.counts.total
        if count > MOST:
            return _("Plus de 1 000 contributions")
        if self.is_active:
            said = ngettext("%(n)s contribution trouvée", "%(n)s contributions trouvées", count)
        else:
            said = ngettext("%(n)s contribution publiée", "%(n)s contributions publiées", count)
        return said % {"n": count}
