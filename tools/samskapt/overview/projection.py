"""From longitude and latitude in degrees to a place on a map: x to the right and y down, from its upper left corner."""

from __future__ import annotations

import math

NORDIC = (312, 366)
"""Width and height of the map of the Nordic countries: Lambert's conformal cone, true at 58° and 68° north."""
WORLD = (320, 164)
"""Width and height of the map of the world: as wide as it is high at 40°, so that the north is not pressed flat."""
_SOUTH, _NORTH = math.radians(58), math.radians(68)
_N = math.log(math.cos(_SOUTH) / math.cos(_NORTH)) / math.log(
    math.tan(math.pi / 4 + _NORTH / 2) / math.tan(math.pi / 4 + _SOUTH / 2)
)
_F = math.cos(_SOUTH) * math.tan(math.pi / 4 + _SOUTH / 2) ** _N / _N
_SCALE = 6371 / 5.62
"""Units of the map for each radian at the true parallels: 5.62 km to a unit."""
_ICELAND = -12
"""Iceland stands in the corner, at the same scale: what lies west of this is drawn around a meridian of its own."""
_EQUATOR = 98
"""Where it lies on the map of the world, which ends where Antarctica would begin."""
_WIDE = math.cos(math.radians(40))


def nordic(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place lies on the map of the Nordic countries."""
    if longitude < _ICELAND:
        x, y = _cone(longitude + 18.5, latitude)
        return x + 62, y - _cone(0, 65)[1] + 72
    x, y = _cone(longitude - 16, latitude)
    return x + 168, y + 196


def _cone(longitude: float, latitude: float) -> tuple[float, float]:
    angle = _N * math.radians(longitude)
    rho, middle = (_F / math.tan(math.pi / 4 + math.radians(one) / 2) ** _N for one in (latitude, 63))
    return _SCALE * rho * math.sin(angle), -_SCALE * (middle - rho * math.cos(angle))


def world(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place lies on the map of the world."""
    scale = WORLD[0] / 360
    return WORLD[0] / 2 + scale * longitude, _EQUATOR - scale / _WIDE * latitude
