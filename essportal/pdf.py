"""Tagged PDFs (PDF/UA-1), set by typst: what people wrote is passed as data and set as literal text, nothing to inject.

A topic brings its own template, which may `#import "/essportal/pdf.typ": *` for the face and the prose, and a dict of
words and figures ready to be set (`drawn`, `blocks`).
"""

import json
import os
import tempfile
from pathlib import Path

import typst
from django.conf import settings

from essportal.glyphs import drawable
from essportal.text import parse_markdown

LISTS = {"bullet_list_open": "list", "ordered_list_open": "enum"}
CLOSED = {"bullet_list_close", "ordered_list_close", "list_item_close"}
LINKED = ("http://", "https://", "mailto:")


def set_in_pdf(template: Path, said: dict) -> bytes:
    return typst.compile(
        str(template),
        root=str(settings.BASE_DIR),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
        ignore_system_fonts=True,
    )


def keep(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may read it at this very moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)


def drawn(said: dict) -> dict:
    """The same words with a square for each sign that the face cannot draw; `is_complete` says whether none was."""
    result = _each_text(said)
    return {**result, "is_complete": result == said}


def _each_text(value):
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, list):
        return [_each_text(one) for one in value]
    return {key: _each_text(one) for key, one in value.items()} if isinstance(value, dict) else value


def blocks(text: str) -> list[dict]:
    """Our small Markdown as the pages show it: paragraphs and lists that may hold others, made of runs of words."""
    found: list = []
    open_now = [found]
    for token in parse_markdown(text):
        if token.type in LISTS:
            held: list = []
            kind = {"kind": LISTS[token.type], "start": int(token.attrs.get("start", 1)), "items": held}
            open_now[-1].append(kind)
            open_now.append(held)
        elif token.type == "list_item_open":
            open_now[-1].append([])
            open_now.append(open_now[-1][-1])
        elif token.type in CLOSED:
            open_now.pop()
        elif token.type == "inline":
            open_now[-1].append({"kind": "paragraph", "runs": list(_runs(token.children or []))})
    return found


def _runs(children):
    """From the flat list, by counting: a text may open emphasis inside emphasis more deeply than a call can go."""
    strong = emph = 0
    link = ""
    for child in children:
        strong += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        emph += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        if child.type in {"link_open", "link_close"}:
            link = _address(child)
        text = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        if text:
            yield {"text": text, "strong": strong > 0, "emph": emph > 0, "link": link}


def _address(token) -> str:
    address = str(token.attrs.get("href", ""))
    return address if address.startswith(LINKED) else ""
