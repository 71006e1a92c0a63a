"""What may be edited under an address of `/travail/pages/`: a page, a word of the glossary, a line of the register."""

from dataclasses import dataclass

from django.urls import reverse

from actors.processing import find
from essportal import pages


@dataclass(frozen=True)
class Subject:
    key: str
    label: str
    url: str
    first: str = ""
    kept: str = ""
    is_word: bool = False

    @property
    def restored(self) -> dict[str, str]:
        """What brings its first text back: nothing for a page, which shows it by itself; its definition for a word."""
        return {"text": self.first, "title": self.label} if self.is_word else {"text": "", "title": ""}


def subject_of(key: str) -> Subject | None:
    if key in pages.PAGES:
        page = pages.PAGES[key]
        return Subject(key, page.label, reverse(page.url_name), pages.first_text(key), page.kept)
    if processing := find(key):
        return Subject(key, processing.name, reverse("actors:processings"))
    return _word(key) if key.startswith(pages.WORD_PREFIX) else None


def _word(key):
    first, written = pages.first_words().get(key), pages.current(key)
    if first is None and written is None:
        return None
    label = written.title if written else first.word
    return Subject(key, label, reverse("glossary"), first.definition if first else "", is_word=True)
