"""The colours of the site, read from the one stylesheet that names them."""

from __future__ import annotations

import re

_COLOUR = re.compile(r"^  --s-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", re.MULTILINE)


def colours(tokens: str) -> dict[str, tuple[str, str]]:
    """Return the colours of ``10-tokens.css`` by name, each in the light and in the dark scheme."""
    return {name: (light, dark) for name, light, dark in _COLOUR.findall(tokens)}


def for_older_browsers(tokens: str) -> str:
    """Return a rule by which browsers from before light-dark(), of 2024, get the light scheme."""
    light = "".join(f"--s-{name}:{both[0]};" for name, both in colours(tokens).items())
    return f"@supports not (color: light-dark(#000, #fff)) {{:root{{{light}}}}}"
