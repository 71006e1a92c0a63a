"""Masking a passage, appealing against what the team decided, answering the appeal."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations import masking
from consultations.actions.moderation import publish_contribution, rule
from consultations.journal import Verb
from consultations.models import Contribution, ContributionStatus, Ruling, RulingKind, Verdict
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def mask_passage(contribution, *, by, passage, motive, sentence="") -> Ruling:
    """Everywhere it stands in the title and in the text. The words stay whole for the team and the DPO."""
    contribution = _lock(contribution)
    if contribution.status == ContributionStatus.DRAFT or contribution.is_erased:
        raise Refused(_("Il n’y a rien à masquer dans ce texte."))
    spans = masking.find_all(contribution.title, contribution.text, passage)
    if not spans:
        raise Refused(_("Ce passage n’est pas dans la contribution. Copiez-le tel qu’il y est écrit."))
    ruling = rule(contribution, by=by, kind=RulingKind.MASKED, motive=motive, sentence=sentence, spans=spans)
    _redraw(contribution)
    record(Verb.PASSAGE_MASKED, contribution, by=by, ruling=ruling.pk, motive=motive)
    return ruling


@transaction.atomic
def unmask_passage(ruling, *, by) -> Ruling:
    contribution = _lock(ruling.contribution)
    ruling = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
    if ruling.kind != RulingKind.MASKED or ruling.lifted_at:
        raise Refused(_("Ce passage n’est plus masqué."))
    ruling.lifted_at = clock.now()
    ruling.save(update_fields=["lifted_at"])
    _redraw(contribution)
    record(Verb.PASSAGE_UNMASKED, contribution, by=by, ruling=ruling.pk)
    return ruling


@transaction.atomic
def appeal(ruling, *, by, text) -> Ruling:
    """Once, by the author, while the decision stands."""
    ruling = Ruling.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=ruling.pk)
    if ruling.contribution.author_id != by.pk:
        raise Refused(_("Seul l’auteur de la contribution fait recours."))
    if ruling.is_appealed:
        raise Refused(_("Votre recours est déjà parti : l’équipe vous répond par courriel."))
    if ruling.lifted_at:
        raise Refused(_("Cette décision ne tient plus : il n’y a plus rien à contester."))
    ruling.appeal, ruling.appealed_at = text, clock.now()
    ruling.save(update_fields=["appeal", "appealed_at"])
    record(Verb.RULING_APPEALED, ruling.contribution, by=by, ruling=ruling.pk)
    return ruling


@transaction.atomic
def answer_appeal(ruling, *, by, verdict, answer) -> Ruling:
    """Overturned, what was decided is undone in the same deed; the author reads the answer either way."""
    contribution = _lock(ruling.contribution)
    ruling = Ruling.objects.select_for_update(of=("self",)).get(pk=ruling.pk)
    if not ruling.waits_for_an_answer:
        raise Refused(_("Ce recours a déjà sa réponse."))
    ruling.verdict, ruling.answer = verdict, answer
    ruling.answered_by, ruling.answered_at = by, clock.now()
    ruling.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    record(Verb.APPEAL_ANSWERED, contribution, by=by, ruling=ruling.pk, verdict=verdict)
    if verdict == Verdict.OVERTURNED and ruling.lifted_at is None:
        if ruling.kind == RulingKind.MASKED:
            unmask_passage(ruling, by=by)
        elif contribution.can_move_to(ContributionStatus.PUBLISHED):
            publish_contribution(contribution, by=by)
        else:  # taken back since by its author, who is told all the same that the decision falls
            Ruling.objects.filter(pk=ruling.pk).update(lifted_at=ruling.answered_at)
    ruling.refresh_from_db()
    return ruling


def _redraw(contribution) -> None:
    """From the rulings that stand: two of them may overlap, and lifting one leaves the other."""
    standing = contribution.rulings.standing().filter(kind=RulingKind.MASKED)
    spans = [span for ruling in standing for span in ruling.spans]
    for field in ("title", "text"):
        inside = [(start, end) for name, start, end in spans if name == field]
        setattr(contribution, f"masked_{field}", masking.masked(getattr(contribution, field), inside))
    longest = Contribution._meta.get_field("masked_title").max_length
    if len(contribution.masked_title or "") > longest:  # more marks than words: nothing of it is left to read
        contribution.masked_title = masking.masked(contribution.title, [(0, len(contribution.title))])
    contribution.save(update_fields=["masked_title", "masked_text"])


def _lock(contribution):
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
