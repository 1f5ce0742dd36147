"""QR codes for paper: a phone held over a printed sheet finds the page again. The only module that knows segno."""

from __future__ import annotations

from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def qr_code(text: str) -> str:
    """Return an SVG drawing of the code, black on white whatever the scheme, with the quiet zone that readers need.

    It says nothing to those who hear the page: the address stands beside it. A quarter of it may be damaged (level Q).
    """
    code = segno.make_qr(text, error="q", boost_error=False)
    width, height = code.symbol_size(border=4)
    drawing: str = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="s-qr", lineclass=None)
    return drawing.replace("<svg", f'<svg aria-hidden="true" data-size="{width}x{height}"', 1)
