"""What becomes of the words of an amendment when the text moves: nothing is overwritten, and nothing is lost."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.drafting import Merge, Together, merge, merge_many, normalise
from plans.models import Amendment, AmendmentStatus, Clause, Revision, Rewording
from plans.selectors import lineage


class Verdict(models.TextChoices):
    """What carrying a rewording over to the text of the day says."""

    IN_PLACE = "in_place", _("le texte n’a pas bougé")
    APPLIES = "applies", _("s’applique au texte d’aujourd’hui")
    APPLIED = "applied", _("appliqué")
    SATISFIED = "satisfied", _("déjà satisfait")
    COLLISION = "collision", _("collision")
    MOOT = "moot", _("sans objet")


@dataclass(frozen=True)
class Carried:
    """A rewording beside the working text: the verdict, and the text that would come of it."""

    rewording: Rewording
    working: Revision
    verdict: Verdict
    words: Merge
    heading: Merge

    @property
    def can_be_taken(self) -> bool:
        return self.verdict in (Verdict.IN_PLACE, Verdict.APPLIES, Verdict.SATISFIED)


def carry(rewording: Rewording, working: Revision) -> Carried:
    """The three-way merge of the revision it was written on, the working text and the words asked for."""
    base = rewording.revision
    words = merge(base.text, working.text, rewording.text)
    heading = merge(base.title, working.title, rewording.title)
    return Carried(rewording, working, _verdict(rewording, working, words, heading), words, heading)


def _verdict(rewording: Rewording, working: Revision, words: Merge, heading: Merge) -> Verdict:
    if rewording.amendment.status in (AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_MODIFIED):
        return Verdict.APPLIED
    if working.is_closed:
        return Verdict.MOOT
    if not (words.clean and heading.clean):
        return Verdict.COLLISION
    if (words.text, heading.text) == (normalise(working.text), normalise(working.title)):
        return Verdict.SATISFIED
    return Verdict.IN_PLACE if working.says_the_same_as(rewording.revision) else Verdict.APPLIES


def carried(amendment: Amendment) -> list[Carried]:
    """Each rewording of an amendment, beside the working text of its clause."""
    rewordings = list(amendment.rewordings.select_related("clause", "revision", "amendment"))
    working = newest_of([rewording.clause_id for rewording in rewordings])
    return [carry(rewording, working[rewording.clause_id]) for rewording in rewordings]


def newest_of(clauses) -> dict[int, Revision]:
    """The newest revision of each of these clauses, or of the one that its words were joined into: three queries."""
    clauses = set(clauses)
    into = {}
    for plan in set(Clause.objects.filter(pk__in=clauses, joined_into__isnull=False).values_list("plan", flat=True)):
        into |= lineage.heirs(plan)
    living = {key: into.get(key, key) for key in clauses}
    found = Revision.objects.filter(clause__in=set(living.values())).order_by("clause_id", "-number")
    newest = {one.clause_id: one for one in found.distinct("clause_id").select_related("clause")}
    return {key: newest[heir] for key, heir in living.items()}


def wanted(amendment: Amendment) -> dict[int, tuple[str, str]]:
    """The title and text asked for each clause, with what amendments to this one brought once accepted."""
    rewordings = {rewording.clause_id: rewording for rewording in amendment.rewordings.all()}
    texts = {clause: (rewording.title, rewording.text) for clause, rewording in rewordings.items()}
    accepted = [AmendmentStatus.ACCEPTED, AmendmentStatus.ACCEPTED_MODIFIED]
    for other in amendment.amended_by.filter(status__in=accepted).prefetch_related("rewordings").order_by("decided_at"):
        for rewording in other.rewordings.all():
            title, text = texts.get(rewording.clause_id, ("", ""))
            base = rewordings.get(rewording.clause_id)
            if base is None:
                texts[rewording.clause_id] = (rewording.title, rewording.text)
                continue
            texts[rewording.clause_id] = (
                merge(base.title, title, rewording.title).text,
                merge(base.text, text, rewording.text).text,
            )
    return texts


def together(working: Revision, waiting: list[Rewording]) -> Together:
    """Several rewordings of one clause taken together on the text of the day; collisions name the amendments."""
    texts = {}
    for rewording in waiting:
        carried_over = carry(rewording, working)
        # Where it collides with the text of the day, its own words stand for it, so that the collision is shown.
        texts[str(rewording.amendment)] = carried_over.words.text if carried_over.words.clean else rewording.text
    return merge_many(working.text, texts)


def same_words(amendment: Amendment):
    """The other pending amendments that ask for the very same words on the very same clauses."""
    mine = _asked(amendment)
    others = Amendment.objects.pending().filter(target=amendment.target_id, rewordings__clause__in=mine)
    others = others.exclude(pk=amendment.pk).distinct().prefetch_related("rewordings").select_related("author")
    return [other for other in others if _asked(other) == mine]


def _asked(amendment: Amendment) -> dict[int, tuple[str, str]]:
    return {
        rewording.clause_id: (normalise(rewording.title).strip(), normalise(rewording.text).strip())
        for rewording in amendment.rewordings.all()
    }
