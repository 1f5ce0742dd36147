"""Registers that the checker looks things up in, kept as data in ``data/``, each with its source and year."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from samskapt.yaml_reader import Value, read_yaml

_FOLDER = Path(__file__).parent / "data"


@cache
def read_data(name: str) -> dict[str, Value]:
    """Return the values of a data file by its name; ValueError for one with a slip in it. Do not change them."""
    yaml = read_yaml((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    if yaml.findings:
        raise ValueError(f"{name}.yml:{yaml.findings[0].span.line}: {yaml.findings[0].rule}")
    return dict(yaml.values)


@cache
def municipalities() -> frozenset[str]:
    """Return the names of Norway's municipalities, in every official language."""
    return frozenset(map(str, read_data("municipalities")["names"]))


def municipalities_year() -> str:
    """Return the year that ``municipalities`` holds for."""
    return str(read_data("municipalities")["year"])


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes of the world's countries (ISO 3166-1)."""
    return frozenset(map(str, read_data("countries")["codes"]))


@cache
def counties() -> dict[str, frozenset[str]]:
    """Return the names of the municipalities of each of Norway's counties, from south to north."""
    listed = read_data("counties")["counties"]
    assert isinstance(listed, list)  # noqa: S101 (our own file)
    return {str(one["name"]): frozenset(map(str, one["municipalities"])) for one in listed if isinstance(one, dict)}


def county_of(municipality: str) -> str:
    """Return the county of a municipality, "" where there is none of that name, or several (Herøy, Våler)."""
    found = [county for county, names in counties().items() if municipality in names]
    return found[0] if len(found) == 1 else ""
