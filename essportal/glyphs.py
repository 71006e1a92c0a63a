"""Which characters the face of the book draws; PDF/UA refuses a document with one that it cannot draw."""

import unicodedata
from bisect import bisect

MISSING = "\u25a1"
# First and last of each run, measured on Libertinus Serif, upright, italic and bold, as typst 0.15 carries it.
_DRAWN = """
    20-7e a0-17f 1a0-1a1 1af-1b0 1cd-1e3 1e6-1ed 1f0-1f0 1f4-1f5 1f8-21b 21e-21f 226-233 237-237 249-249 250-250
    254-254 263-263 266-266 268-268 26f-26f 279-279 27b-27b 281-281 295-295 29c-29c 2b0-2e4 2ea-36f 374-375 37e-37e
    384-38a 38c-38c 38e-3a1 3a3-3ce 3d0-3d1 3d5-3d5 3f0-3f0 400-401 403-451 453-453 455-458 45c-45e 4c1-4c2 4d0-4d7
    4dc-4df 4e2-4e7 4ec-4f5 4f8-4f9 1e00-1e9b 1e9e-1e9e 1ea0-1ef9 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57
    1f59-1f59 1f5b-1f5b 1f5d-1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe
    2000-2027 202f-2037 2039-203e 2042-2042 2044-2044 2047-204b 204f-204f 205f-205f 2070-2071 2074-208e 2090-209c
    20a2-20a4 20a7-20a8 20ab-20ac 20af-20af 20b1-20b1 20bf-20bf 2100-2103 2105-2106 2109-2109 210c-210f 2111-2111
    2113-2113 2115-2116 2119-211a 211c-211d 2120-2120 2122-2122 2124-2124 2126-2127 212a-212b 212e-212e 2135-2139
    2153-2184 2190-219b 21a8-21a8 21ae-21ae 21bc-21bd 21c0-21c1 21cb-21d9 2200-220d 220f-221c 221e-221f 2223-222b
    2236-2236 223c-223c 2241-2241 2245-2245 2247-2249 2259-2259 2260-2262 2264-2265 226a-226b 226e-2271 2282-2285
    2295-2298 22c5-22c5 22ef-22ef 2302-2303 2310-2310 2320-2321 2329-232a 23d3-23d3 25a0-25a1 25b2-25b3 25b6-25b7
    25bc-25bd 25c0-25c1 25c6-25c7 25c9-25cc 25cf-25d7 2605-2605 2619-2619 261b-261b 261e-261e 2627-2627 262f-262f
    2639-2653 2660-2660 2663-2663 2665-2666 2669-266c 2695-2695 2698-2698 26a2-26a4 2767-2767
"""
RUNS = [tuple(int(end, 16) for end in run.split("-")) for run in _DRAWN.split()]
_STARTS = [start for start, __ in RUNS]


def is_drawn(character: str) -> bool:
    place = bisect(_STARTS, ord(character)) - 1
    return character in "\n\t" or (place >= 0 and ord(character) <= RUNS[place][1])


def drawable(text: str) -> str:
    """The same words; what has no drawing becomes a square, and what only alters its neighbour goes."""
    if all(map(is_drawn, text)):
        return text
    kept = (character for character in text if is_drawn(character) or not _only_alters(character))
    return "".join(character if is_drawn(character) else MISSING for character in kept)


def _only_alters(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf", "Sk", "Cc"}
