"""The QR code of a table's address, for the screen and for paper."""

import segno
from django.conf import settings


def link_of(address) -> str:
    """What a telephone opens; "" when the portal's key has changed and the address can no longer be written."""
    return f"{settings.SITE_URL}{address.get_absolute_url()}" if address.is_whole else ""


def svg_of(link: str) -> str:
    """A quarter of it may be stained: sheets of a table are."""
    return segno.make(link, error="q", boost_error=False).svg_inline(scale=8, border=4, light="#fff")


def picture_of(link: str) -> str:
    return segno.make(link, error="q", boost_error=False).svg_data_uri(scale=8, border=4, light="#fff")
