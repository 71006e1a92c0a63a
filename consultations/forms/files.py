"""A file is accepted by what it holds and by its name; pictures are drawn again without their metadata."""

import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

HEAVIEST = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000

TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}


@dataclass(frozen=True)
class CheckedFile:
    name: str
    content: bytes
    content_type: str


class CheckedFileField(forms.FileField):
    """Gives a CheckedFile, or None when nothing was joined."""

    widget = forms.FileInput(attrs={"accept": ",".join(TYPES)})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > HEAVIEST:
            raise ValidationError(_("Ce fichier dépasse 5 Mo. Réduisez-le, ou joignez-en une partie."))
        return check(upload.name, upload.read())


def check(name: str, content: bytes) -> CheckedFile:
    """Raise ValidationError unless the name and the content agree on one of the accepted types."""
    name = _plain(name)
    content_type = TYPES.get(PurePath(name).suffix.lower())
    if content_type is None or not _holds(content, content_type):
        raise ValidationError(_("Joignez un fichier PDF, PNG, JPEG, ODT, ODS ou DOCX : celui-ci n’en est pas un."))
    if content_type in _PICTURES:
        content = _drawn_again(content, _PICTURES[content_type])
    return CheckedFile(name, content, content_type)


def _plain(name: str) -> str:
    """The last part of the name, composed, without what cannot be seen, and short enough to be stored."""
    name = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip()
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    return f"{stem[: 150 - len(suffix)]}{suffix}"


def _holds(content: bytes, content_type: str) -> bool:
    if content_type.startswith("application/vnd."):
        return _office_type(content) == content_type
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return False
    return content_type in {match.mime_type for match in found}


def _office_type(content: bytes) -> str | None:
    """What an office file says of itself; one that carries macros is none of ours."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(PurePath(name).name.lower() == "vbaproject.bin" or name.startswith("Basic/") for name in names):
                return None
            if "mimetype" in names:
                with archive.open("mimetype") as said:
                    return said.read(100).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    return TYPES[".docx"] if {"[Content_Types].xml", "word/document.xml"} <= names else None


def _drawn_again(content: bytes, kind: str) -> bytes:
    """The same picture without its metadata: where and with what it was taken is nobody's business."""
    unreadable = ValidationError(_("Cette image ne peut pas être lue. Enregistrez-la de nouveau, puis joignez-la."))
    try:
        picture = Image.open(BytesIO(content), formats=[kind])
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("Cette image est trop grande. Réduisez-la à 25 millions de pixels au plus."))
        picture = ImageOps.exif_transpose(picture)
        drawn = BytesIO()
        picture.save(drawn, kind, **({"quality": 90} if kind == "JPEG" else {}))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise unreadable from error
    return drawn.getvalue()
