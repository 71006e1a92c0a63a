"""The canonical form of a version, its seal, and the proof that nothing moved since.

A version is three parts: a header, its clauses in reading order, its replies. Each clause and each reply has a digest
(SHA-256 of its canonical JSON); the seal is the digest of the header with these digests. The header holds the previous
seal, so each version vouches for all those before. No name of a person is inside, and of a contribution only its
reference and the salted fingerprint of its text: erasing someone breaks no seal.
"""

from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext

from plans.drafting import digest, seal
from plans.models import Pin, PinnedReply, Plan, Reply, ReplyWording, Source, Version
from plans.selectors.outline import Placed

FORMAT = "ess-portail/version/1"
# What the seal reads of a source: its words, and of what it names the reference only.
CITED = ("contribution", "point", "meeting", "amendment", "group")
SEALED = (
    "revision",
    "kind",
    "role",
    "sentence",
    "contribution__fingerprint",
    *(f"{cited}__reference" for cited in CITED),
)


@dataclass(frozen=True)
class ClauseEntry:
    placed: Placed
    content: dict
    digest: str


@dataclass(frozen=True)
class ReplyEntry:
    wording: ReplyWording
    content: dict
    digest: str


def header(version: Version) -> dict:
    return {
        "format": FORMAT,
        "version": version.number,
        "plan": version.plan.slug,
        "title": version.title,
        "note": version.note,
        "frozen_at": version.frozen_at.astimezone(UTC).isoformat(),
        "previous": version.previous.seal if version.previous else None,
    }


def entries(plan: Plan, outline: list[Placed]) -> tuple[list[ClauseEntry], list[ReplyEntry]]:
    """What a version frozen now would hold: clauses as placed, and the newest wording of each reply of the plan."""
    wordings = ReplyWording.objects.filter(
        pk__in=Reply.objects.filter(plan=plan, current__isnull=False).counting().values("current")
    )
    return _clause_entries(outline), _reply_entries(_ordered(wordings))


def document(version: Version) -> dict:
    """The whole version as published in plan.json, from which anyone can recompute the seal."""
    clauses, replies = _as_pinned(version)
    return {
        "header": header(version),
        "clauses": [entry.content for entry, __ in clauses],
        "replies": [entry.content for entry, __ in replies],
        "seal": version.seal,
    }


def faults(version: Version) -> list[str]:
    """What no longer agrees with the seal, as French sentences that name the version and the clause."""
    clauses, replies = _as_pinned(version)
    found = [
        gettext("Version %(version)s : la clause %(clause)s (%(label)s) a été modifiée après le gel.")
        % {"version": version.number, "clause": entry.content["reference"], "label": entry.content["label"]}
        for entry, stored in clauses
        if entry.digest != stored
    ]
    found += [
        gettext("Version %(version)s : la réponse à %(contribution)s a été modifiée après le gel.")
        % {"version": version.number, "contribution": entry.content["contribution"]}
        for entry, stored in replies
        if entry.digest != stored
    ]
    if (len(clauses), len(replies)) != (version.pin_count, version.reply_count):
        found.append(
            gettext("Version %(version)s : des clauses ou des réponses manquent, ou sont en trop.")
            % {"version": version.number}
        )
    computed = seal(header(version), [e.digest for e, __ in clauses], [e.digest for e, __ in replies])
    if computed != version.seal and not found:
        found.append(
            gettext("Version %(version)s : le sceau ne correspond pas à l’en-tête de la version.")
            % {"version": version.number}
        )
    return found


def verify_chain(expected: str | None = None) -> list[str]:
    """Every version in order. `expected` is a seal noted elsewhere: a chain rewritten in whole no longer holds it."""
    found, seals = [], []
    for place, version in enumerate(Version.objects.select_related("plan", "previous").order_by("number"), start=1):
        if version.number != place:
            found.append(gettext("La version %(number)s manque dans la chaîne.") % {"number": place})
        if version.number > 1 and version.previous.number != version.number - 1:
            found.append(gettext("Version %(version)s : la version précédente a changé.") % {"version": version.number})
        found += faults(version)
        seals.append(version.seal)
    if expected is not None and expected not in seals:
        found.append(
            gettext("Aucune version ne porte le sceau attendu %(seal)s : la chaîne a été réécrite.")
            % {"seal": expected}
        )
    return found


def _as_pinned(version: Version):
    pins = list(Pin.objects.filter(version=version).select_related("revision__clause").order_by("position"))
    placed = [Placed(pin.revision, pin.position, pin.depth, pin.label) for pin in pins]
    kept = PinnedReply.objects.filter(version=version)
    stored = dict(kept.values_list("wording_id", "digest"))
    replies = _reply_entries(_ordered(ReplyWording.objects.filter(pk__in=stored)))
    return (
        list(zip(_clause_entries(placed), [pin.digest for pin in pins], strict=True)),
        [(entry, stored[entry.wording.pk]) for entry in replies],
    )


def _ordered(wordings):
    return (
        wordings.select_related("reply__contribution")
        .prefetch_related("citations__clause")
        .order_by("reply__contribution__reference", "pk")
    )


def _clause_entries(outline: list[Placed]) -> list[ClauseEntry]:
    references = {placed.revision.clause_id: placed.clause.reference for placed in outline}
    sources: dict[int, list[Source]] = {}
    known = Source.objects.filter(revision__in=[placed.revision.pk for placed in outline])
    for source in known.select_related(*CITED).only(*SEALED).order_by("pk"):
        sources.setdefault(source.revision_id, []).append(source)
    contents = [_clause(placed, references, sources.get(placed.revision.pk, [])) for placed in outline]
    return [ClauseEntry(*pair, digest(pair[1])) for pair in zip(outline, contents, strict=True)]


def _clause(placed: Placed, references: dict[int, str], sources: list[Source]) -> dict:
    revision = placed.revision
    return {
        "reference": placed.clause.reference,
        "label": placed.label,
        "kind": revision.kind,
        "depth": placed.depth,
        "parent": references.get(revision.parent_id),
        "title": revision.title,
        "text": revision.text,
        "sheet": revision.sheet,
        "sources": [_source(source) for source in sources],
    }


def _source(source: Source) -> dict:
    content = {"kind": source.kind, "role": source.role, "sentence": source.sentence}
    if source.target:
        content["reference"] = source.target.reference
    if source.contribution:
        content["sha256"] = source.contribution.fingerprint
    return content


def _reply_entries(wordings) -> list[ReplyEntry]:
    return [ReplyEntry(wording, content := _reply(wording), digest(content)) for wording in wordings]


def _reply(wording: ReplyWording) -> dict:
    contribution = wording.reply.contribution
    return {
        "contribution": contribution.reference,
        "sha256": contribution.fingerprint,
        "outcome": wording.outcome,
        "reason": wording.reason,
        "postponed_to": wording.postponed_to.isoformat() if wording.postponed_to else None,
        "clauses": sorted(citation.clause.reference for citation in wording.citations.all()),
    }
