"""Contrast of two colours, after WCAG 2.2 (relative luminance)."""


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of a colour written #rrggbb."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, with_colour: str, share: float) -> str:
    """`colour` moved towards `with_colour` by `share` (0 to 1)."""
    pairs = [(int(colour[i : i + 2], 16), int(with_colour[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


PAPER, SHEET = "#f7f5ef", "#fffefb"
ENOUGH = 4.5  # WCAG 1.4.3


def on_paper(colour: str) -> float:
    """Its contrast on the paler and on the darker of the portal's two papers: the lesser of both."""
    return min(contrast(colour, PAPER), contrast(colour, SHEET))


def darkened(colour: str) -> str:
    """The same colour, as dark as it must be to be read on the portal's papers."""
    for step in range(41):
        if on_paper(found := mixed(colour, "#000000", step / 40)) >= ENOUGH:
            return found
    return "#000000"
