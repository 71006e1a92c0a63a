"""Words that people typed: tidied at the edge, cleaned again when shown; every function takes linear time."""

import re
import unicodedata

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

LONGEST = 100_000
JOINERS = "\u200c\u200d"
BLANKS_THAT_LOOK_LIKE_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
# Kept: a NUL, so that the field refuses it instead of storing something else than what was sent.
KEPT_CONTROLS = "\n\t\0"
BREAK = format_html("<br>{}", "")

_line_ends = re.compile("\r\n|[\r\x85\u2028\u2029]")
# What is not an ordinary letter, figure or mark of French: it is looked at one by one.
_unusual = re.compile(r"[^ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u202f\u20ac]")
_blanks = re.compile(r"[ \t\n]+")
_many_empty_lines = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_link = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}\)")
_paragraph = re.compile(r"\n[ \t]*\n")
_line_start = re.compile(r"^[ \t]{0,8}(?:[-+*]|\d{1,4}[.)])[ \t]+", re.MULTILINE)
_emphasis = re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)")


def tidy(text: str) -> str:
    """Composed accents, one kind of line end, no invisible or control character. French no-break spaces stay."""
    text = unicodedata.normalize("NFC", _line_ends.sub("\n", text))
    return _unusual.sub(lambda found: _kept(found[0]), text)


def _kept(character: str) -> str:
    if character in KEPT_CONTROLS:
        return character
    if character in BLANKS_THAT_LOOK_LIKE_LETTERS:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category == "Cc" or (category == "Cf" and character not in JOINERS):
        return ""
    return character


def clean_line(text: str) -> str:
    """A text of one line: a name, a title, a subject."""
    return _blanks.sub(" ", tidy(text)).strip()


def clean_prose(text: str) -> str:
    """A text of several paragraphs, parted by one empty line at most."""
    return _many_empty_lines.sub("\n\n", tidy(text)).strip()


def has_a_letter(text: str) -> bool:
    """Whether there is something to read: a letter or a figure, not only marks and blanks."""
    return any(character.isalnum() for character in text)


MARKS = ["list", "emphasis", "link", "escape", "newline"]
TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
_markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}).enable(MARKS)
_page = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}).enable([*MARKS, "heading"])


def parse_markdown(text: str):
    """The tokens of what `render_markdown` shows, for those who set it elsewhere than in a page."""
    return _markdown.parse(text[:LONGEST])


def render_markdown(text: str) -> SafeString:
    """Paragraphs, lists, bold, italic and links; whatever else was typed is shown as it was typed."""
    return _cleaned(_markdown.render(text[:LONGEST]), TAGS)


def render_page(text: str) -> SafeString:
    """The same with titles: `##` a part, `###` a part of it. The page has its first title already."""
    tokens = _page.parse(text[:LONGEST])
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h2" if token.tag in {"h1", "h2"} else "h3"
    return _cleaned(_page.renderer.render(tokens, _page.options, {}), TAGS | {"h2", "h3"})


def _cleaned(html: str, tags: set[str]) -> SafeString:
    html = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    # The only mark_safe of the portal: nh3 rebuilt this from the few elements allowed above, and escaped the rest.
    return mark_safe(html)  # noqa: S308


def plain_text(text: str) -> str:
    """The words of a Markdown text on one line, without its marks."""
    text = _line_start.sub("", text[:LONGEST])
    return _blanks.sub(" ", _emphasis.sub("", _link.sub(r"\1", text))).strip()


def as_typed(text: str) -> SafeString:
    """What a person said, as they typed it: paragraphs and line ends, no mark read, no address made a link."""
    blocks = [block.strip("\n").split("\n") for block in _paragraph.split(tidy(text[:LONGEST])) if block.strip()]
    lines = (format_html_join(BREAK, "{}", ((line,) for line in block)) for block in blocks)
    return format_html_join("\n", "<p>{}</p>", ((block,) for block in lines))


def excerpt_as_typed(text: str, length: int = 200) -> str:
    """Its first words on one line, every character of them."""
    return _cut(_blanks.sub(" ", text[: length * 4]).strip(), text, length)


def french_order(words: str) -> tuple[str, str]:
    """The key that sorts as a French index does, word by word: accents, capitals and hyphens weigh nothing."""
    letters = unicodedata.normalize("NFKD", words).casefold().replace("œ", "oe")
    plain = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return _blanks.sub(" ", plain).strip(), words


def plain_excerpt(text: str, length: int = 200) -> str:
    """The first words of a Markdown text, cut between two of them."""
    return _cut(plain_text(text[: length * 4]), text, length)


def _cut(words: str, text: str, length: int) -> str:
    if len(words) <= length and len(text) <= length * 4:
        return words
    cut = words[: length + 1].rsplit(" ", 1)[0].rstrip(" ,;:.\u00a0\u202f")
    return f"{cut}…"


def slug(text: str, longest: int = 60) -> str:
    """An address made of words, never empty."""
    return slugify(clean_line(text))[:longest].strip("-") or "sans-titre"


def paragraphs(segments) -> list[list[tuple[str, str]]]:
    """Segments `(eq | del | ins, text)` cut where the text has an empty line: one list of segments a paragraph."""
    found: list[list[tuple[str, str]]] = [[]]
    for kind, text in segments:
        for rank, piece in enumerate(re.split(r"\n{2,}", text)):
            if rank:
                found.append([])
            if piece:
                found[-1].append((kind, piece))
    return [pieces for pieces in found if any(text.strip() for __, text in pieces)]
