"""Word's texts: a title is a paragraph whose style, or the style it is based on, has an outline level."""

import re

from plans.importing.xml import Reader

_HEADING = re.compile(r"(?:heading|titre) (\d)", re.IGNORECASE)
BODY = 9


class Styles(Reader):
    """What each style is: its name, the style it is based on, its outline level, whether it makes a list."""

    def __init__(self, name):
        super().__init__(name)
        self.known: dict[str, dict] = {}
        self.current: dict = {}

    def start(self, tag, attributes):
        if tag == "style":
            self.current = self.known.setdefault(attributes.get("styleId", ""), {})
        elif tag in ("name", "basedOn", "outlineLvl"):
            self.current.setdefault(tag, attributes.get("val", ""))
        elif tag == "numPr":
            self.current["list"] = True

    def chain(self, style: str) -> list[dict]:
        found, seen = [], set()
        while style in self.known and style not in seen:
            seen.add(style)
            found.append(self.known[style])
            style = self.known[style].get("basedOn", "")
        return found


class DocxReader(Reader):
    SKIPPED = {"del": "change", "moveFrom": "change", "Fallback": "", "instrText": "", "delText": ""}
    COUNTED = {
        "footnoteReference": "note",
        "endnoteReference": "note",
        "commentReference": "comment",
        "blip": "image",
        "imagedata": "image",
    }

    def __init__(self, name, styles: Styles):
        super().__init__(name)
        self.styles = styles
        self.marks: list[dict] = []
        self.in_text = False

    def start(self, tag, attributes):
        if tag == "p":
            self.marks.append({})
            self.open_paragraph()
        elif tag in ("pStyle", "outlineLvl", "numId") and self.marks:
            self.marks[-1][tag] = attributes.get("val", "")
        elif tag == "t":
            self.in_text = True
        elif tag in ("tab", "ptab"):
            self.say(" ")
        elif tag in ("br", "cr"):
            self.say("\n" if attributes.get("type", "textWrapping") == "textWrapping" else " ")
        elif tag == "noBreakHyphen":
            self.say("-")
        elif tag in self.COUNTED:
            self.document.left[self.COUNTED[tag]] += 1
        else:
            self._table(tag)

    def _table(self, tag):
        if tag == "tbl" and not self.rows:
            self.document.left["table"] += 1
        elif tag == "tr":
            self.open_row()
        elif tag == "tc":
            self.open_cell()

    def end(self, tag):
        if tag == "p" and self.marks:
            self._close(self.marks.pop())
        elif tag == "t":
            self.in_text = False
        elif tag == "tr":
            self.close_row()

    def characters(self, words):
        if self.in_text:
            self.say(words)

    def _close(self, marks):
        chain = self.styles.chain(marks.get("pStyle", ""))
        names = [style.get("name", "").lower() for style in chain]
        if names and names[0].startswith("toc "):
            self.open[-1].clear()
        is_list = any(style.get("list") or name.startswith("list ") for style, name in zip(chain, names, strict=True))
        is_item = marks["numId"] != "0" if "numId" in marks else is_list
        is_title = bool({"title", "titre"} & set(names))
        self.close_paragraph(depth=self._depth(marks, chain, names), is_item=is_item, is_title=is_title)

    def _depth(self, marks, chain, names) -> int:
        said = [marks.get("outlineLvl"), *(style.get("outlineLvl") for style in chain)]
        level = next((one for one in said if one), None)
        if level is not None and level.isdecimal():
            return int(level) + 1 if int(level) < BODY else 0
        found = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
        return int(found[1]) if found else 0
