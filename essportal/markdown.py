"""The words of a page's own HTML as Markdown, so that whoever changes them starts from what is read today."""

import re
from html.parser import HTMLParser

OPENS = {"h2": "\n\n## ", "h3": "\n\n### ", "dt": "\n\n## ", "p": "\n\n", "dd": "\n\n", "li": "\n- ", "ul": "\n"}
AROUND = {"strong": "**", "b": "**", "em": "*"}
_blanks = re.compile(r"[ \t\n]+")


def markdown_of(html: str) -> str:
    """Titles, paragraphs, lists, bold, italic and links; the terms of a list of definitions become titles."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.pieces)).strip()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.pieces.append("[")
        else:
            self.pieces.append(OPENS.get(tag) or AROUND.get(tag, ""))

    def handle_endtag(self, tag):
        if tag == "a":
            self.pieces.append(f"]({self.links.pop()})" if self.links else "]")
        else:
            self.pieces.append(AROUND.get(tag, ""))

    def handle_data(self, data):
        words = _blanks.sub(" ", data)
        at_start = not self.pieces or self.pieces[-1].endswith(("\n", "# ", "- "))
        self.pieces.append(words.lstrip(" ") if at_start else words)
