"""The territory's drawing: outlines in degrees become SVG paths in one drawing of 560 by 478 units."""

import csv
import json
import math
from functools import cache
from pathlib import Path

from actors.models import Municipality

WIDTH, HEIGHT, MARGIN = 560, 478, 4
# Two points closer than this cannot be told apart on a page.
FINEST = 1.2
DATA = Path(__file__).parent / "data"
COMMUNES = DATA / "communes.csv"


def communes(epci: str, source: Path = COMMUNES) -> list[Municipality]:
    """The communes of an EPCI, unsaved, with their outline in the drawing of the whole where it is known."""
    outlines = known_outlines()
    with source.open(newline="", encoding="utf-8") as lines:
        return [
            Municipality(
                code=line["code_insee"],
                name=line["nom"],
                postal_code=line["code_postal"][:5],
                population=int(line["population"] or 0),
                outline=outlines.get(line["code_insee"], ""),
            )
            for line in csv.DictReader(lines)
            if line["siren_epci"] == epci
        ]


@cache
def known_outlines() -> dict[str, str]:
    """The only contours shipped: those of one territory, drawn together."""
    return _outlines(json.loads((DATA / "grand-poitiers.geojson").read_text()))


def _outlines(collection: dict) -> dict[str, str]:
    rings = {feature["properties"]["code"]: _rings(feature["geometry"]) for feature in collection["features"]}
    draw = _projection([point for its in rings.values() for ring in its for point in ring])
    return {code: "".join(_path([draw(*point) for point in ring]) for ring in its) for code, its in rings.items()}


def _rings(geometry: dict) -> list[list]:
    """The outer ring of each polygon: holes are not drawn."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]


def _projection(points: list):
    """Equirectangular around the middle parallel, fitted and centred in the drawing."""
    west, east = min(lon for lon, __ in points), max(lon for lon, __ in points)
    south, north = min(lat for __, lat in points), max(lat for __, lat in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * narrowing, north - south
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2

    def draw(lon: float, lat: float) -> tuple[int, int]:
        return round(left + (lon - west) * narrowing * scale), round(top + (north - lat) * scale)

    return draw


def _path(points: list[tuple[int, int]]) -> str:
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= FINEST:
            kept.append(point)
    return "M" + " ".join(f"{x},{y}" for x, y in kept) + "Z"
