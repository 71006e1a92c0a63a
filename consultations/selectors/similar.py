"""Published contributions that look like the one being written, so that people join rather than repeat."""

from django.contrib.postgres.search import TrigramSimilarity

from consultations.models import Contribution
from essportal.search import Plain, plain

SHOWN, SHORTEST = 5, 6


def similar_to(title: str, *, reader, consultation, but=None) -> list[Contribution]:
    """By the trigrams of the title, the nearest first; one whose title is masked is never matched on what it hides."""
    typed = plain(title[:150]).strip()
    if len(typed) < SHORTEST:
        return []
    readable = Contribution.objects.visible_to(reader).published()
    readable = readable.filter(consultation=consultation, masked_title=None).exclude(pk=but)
    near = readable.annotate(bare=Plain("title"))
    near = near.filter(bare__trigram_similar=typed).annotate(likeness=TrigramSimilarity("bare", typed))
    return list(near.with_author().order_by("-likeness", "pk")[:SHOWN])
