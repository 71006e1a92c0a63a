"""French says "0 contribution", and an untranslated `ngettext` says "0 contributions".

The sentences of the portal are French already, so its catalogue holds the plurals only: each is its own translation,
and the header counts as French does. Both files are made from the code by `python3 manage.py plurals`.
"""

import ast
import struct
from pathlib import Path

from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode

Plurals = list[tuple[str, str]]
FUNCTIONS = {"ngettext", "ngettext_lazy"}
HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: fr\nPlural-Forms: nplurals=2; plural=(n > 1);\n"


def found(root: Path, apps: list[str]) -> Plurals:
    """Every singular and plural pair of the code and of the templates, sorted."""
    pairs = set()
    for app in apps:
        for path in (root / app).rglob("*.py"):
            pairs.update(_of_python(path.read_text(encoding="utf-8")))
    for path in (root / "templates").rglob("*.*"):
        pairs.update(_of_template(str(path.relative_to(root / "templates"))))
    return sorted(pairs)


def _of_python(source: str):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in FUNCTIONS:
            texts = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
            if len(texts) == 2:
                yield texts[0], texts[1]


def _name(function) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _of_template(name: str):
    for node in get_template(name).template.nodelist.get_nodes_by_type(BlockTranslateNode):
        if node.plural:
            yield node.render_token_list(node.singular)[0], node.render_token_list(node.plural)[0]


def po(plurals: Plurals) -> str:
    entries = [f'msgid ""\nmsgstr {_quoted(HEADER)}\n']
    for one, many in plurals:
        forms = f"msgstr[0] {_quoted(one)}\nmsgstr[1] {_quoted(many)}\n"
        entries.append(f"msgid {_quoted(one)}\nmsgid_plural {_quoted(many)}\n{forms}")
    return "\n".join(entries)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def mo(plurals: Plurals) -> bytes:
    """The compiled catalogue: a table of keys, a table of texts (GNU gettext's format), without its tools."""
    texts = {"": HEADER, **{f"{one}\0{many}": f"{one}\0{many}" for one, many in plurals}}
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    start = 28 + 16 * len(pairs)
    keys, values, body = b"", b"", b""
    for key, __ in pairs:
        keys += struct.pack("<II", len(key), start + len(body))
        body += key + b"\0"
    for __, value in pairs:
        values += struct.pack("<II", len(value), start + len(body))
        body += value + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + keys + values + body
