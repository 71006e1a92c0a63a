"""Pictures that people send: opened with care, then drawn again, so that nothing but the picture is kept."""

import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps

MOST_PIXELS = 25_000_000
BOX = (640, 320)
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


class NotAPicture(ValueError):
    """Damaged, too large once opened, or neither PNG nor JPEG."""


class Picture(NamedTuple):
    content: bytes
    content_type: str


def redrawn(file, box: tuple[int, int] = BOX) -> Picture:
    """The picture alone, within `box`: no metadata, no profile, no bytes hidden after its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=list(KINDS)) as opened:
                return _drawn(opened, box)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture from error


def _drawn(opened, box) -> Picture:
    if opened.width * opened.height > MOST_PIXELS:
        raise NotAPicture
    kind = opened.format
    upright = ImageOps.exif_transpose(opened)
    upright = upright.convert("RGBA" if kind == "PNG" else "RGB")
    upright.thumbnail(box)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    drawn = BytesIO()
    bare.save(drawn, kind, **({"optimize": True} if kind == "PNG" else {"quality": 88}))
    return Picture(drawn.getvalue(), KINDS[kind])
