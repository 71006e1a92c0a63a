"""OpenDocument texts: titles are `text:h`, whose level is said."""

import re

from plans.importing.xml import Reader

_HEADING = re.compile(r"(?:Heading|Titre)_20_(\d)")


class OdtReader(Reader):
    SKIPPED = {
        "tracked-changes": "change",
        "annotation": "comment",
        "note": "note",
        "table-of-content": "contents",
        "illustration-index": "contents",
        "table-index": "contents",
        "alphabetical-index": "contents",
        "bibliography": "contents",
        "title": "",
        "desc": "",
        "forms": "",
    }

    def __init__(self, name):
        super().__init__(name)
        self.parents: dict[str, str] = {}
        self.items = 0
        self.kinds: list[tuple[int, bool]] = []

    def start(self, tag, attributes):
        if tag == "style":
            self.parents[attributes.get("name", "")] = attributes.get("parent-style-name", "")
        elif tag in ("h", "p"):
            self.kinds.append(self._kind(tag, attributes))
            self.open_paragraph()
        elif tag in ("list-item", "list-header"):
            self.items += 1
        elif tag in ("s", "tab", "line-break"):
            self.say("\n" if tag == "line-break" else " ")
        elif tag == "image":
            self.document.left["image"] += 1
        else:
            self._table(tag)

    def _table(self, tag):
        if tag == "table" and not self.rows:
            self.document.left["table"] += 1
        elif tag == "table-row":
            self.open_row()
        elif tag == "table-cell":
            self.open_cell()

    def end(self, tag):
        if tag in ("h", "p"):
            depth, is_title = self.kinds.pop()
            self.close_paragraph(depth=depth, is_item=bool(self.items), is_title=is_title)
        elif tag in ("list-item", "list-header"):
            self.items -= 1
        elif tag == "table-row":
            self.close_row()

    def characters(self, words):
        self.say(words.replace("\n", " "))

    def _kind(self, tag, attributes) -> tuple[int, bool]:
        styles = self._styles(attributes.get("style-name", ""))
        if tag == "h":
            level = attributes.get("outline-level", "1")
            return min(int(level), 9) if level.isdecimal() and int(level) else 1, False
        found = next((match for style in styles if (match := _HEADING.fullmatch(style))), None)
        return int(found[1]) if found else 0, "Title" in styles

    def _styles(self, style) -> list[str]:
        """The style and those it comes from."""
        found = []
        while style and style not in found:
            found.append(style)
            style = self.parents.get(style, "")
        return found
