"""The plan as a tagged PDF (PDF/UA-1), set by typst from the sealed document passed as data: nothing to inject."""

import json
import os
import tempfile
from pathlib import Path

import typst
from django.conf import settings
from markdown_it import MarkdownIt

from plans.models import Outcome, SourceKind, Version
from plans.sealing import document

TEMPLATE = Path(__file__).with_name("plan.typ")
_markdown = MarkdownIt("commonmark").disable(["image", "html_block", "html_inline"])


def plan_pdf(version: Version, authority: str) -> bytes:
    """The bytes of the PDF, made once: what it holds never changes, so its file is named by the seal."""
    kept = settings.MEDIA_ROOT / "plans" / f"{version.seal}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_data(version, authority), ensure_ascii=False)},
        ignore_system_fonts=True,
    )
    _keep(kept, made)
    return made


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may read it at this very moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)


def _data(version: Version, authority: str) -> dict:
    sealed = document(version)
    return {
        "authority": authority,
        "title": version.title,
        "number": version.number,
        "date": version.frozen_at.date().isoformat(),
        "note": version.note,
        "seal": version.seal,
        "short_seal": version.short_seal,
        "clauses": [
            {**clause, "blocks": blocks(clause["text"]), "origins": origins(clause)} for clause in sealed["clauses"]
        ],
        "replies": [{**reply, "outcome": str(Outcome(reply["outcome"]).label)} for reply in sealed["replies"]],
    }


def origins(clause: dict) -> list[str]:
    """Each source in words: its kind, its reference, what came from it."""
    return [
        " ".join(
            filter(None, [str(SourceKind(s["kind"]).label), s.get("reference"), s["sentence"] and f"({s['sentence']})"])
        )
        for s in clause["sources"]
    ]


def blocks(text: str) -> list[dict]:
    """Our small Markdown as paragraphs and list items, each a list of runs of literal text."""
    found, kind = [], "paragraph"
    for token in _markdown.parse(text):
        if token.type == "list_item_open":
            kind = "item"
        elif token.type == "list_item_close":
            kind = "paragraph"
        elif token.type == "inline":
            found.append({"kind": kind, "runs": list(_runs(token.children or []))})
        elif token.content:
            found.append({"kind": kind, "runs": [{"text": token.content, "strong": False, "emph": False}]})
    return found


def _runs(children):
    strong = emph = 0
    for child in children:
        strong += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        emph += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        text = " " if child.type in {"softbreak", "hardbreak"} else child.content
        if text:
            yield {"text": text, "strong": strong > 0, "emph": emph > 0}
