"""What browsers are told to refuse on every page: in the page itself, and as headers where a host can send them.

The pages hold nothing that this would stop: it is the second wall, for the day that the first has a hole.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # Pagefind searches by WebAssembly
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
REFERRER = "same-origin"
"""The Referrer-Policy: other sites are not told which story a reader came from."""
_HEADERS = {
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000",
}

HASHED = ("pagefind/index/*", "pagefind/fragment/*")
"""What is named after what it holds: a file of such a name never changes."""
FOR_EVER = "public, max-age=31536000, immutable"


def policy(*styles: str) -> str:
    """Return the Content-Security-Policy of every page.

    Nothing inline is let through but ``styles``, by their hashes: those of the pages that are made to stand alone.
    """
    hashes = "".join(f" 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles)
    directives = {**_DIRECTIVES, "style-src": _DIRECTIVES["style-src"] + hashes}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def headers(policy: str) -> dict[str, str]:
    """Return what a host sends with every file.

    ``frame-ancestors`` is left out: other sites may show stories in their pages.
    """
    return {"Content-Security-Policy": policy, **_HEADERS}


def host_files(policy: str, moved: Mapping[str, str]) -> dict[str, str]:
    """Return ``_headers`` and ``_redirects`` by name, as Netlify and Cloudflare Pages read them.

    ``moved`` is where addresses lead that have no page of their own. Their pages lead there too, on every host; the
    file lets search engines know at once. Those hosts ask for every file anew unless they are told otherwise.
    """
    always = [f"  {name}: {value}" for name, value in headers(policy).items()]
    kept = [line for path in HASHED for line in (f"/{path}", f"  Cache-Control: {FOR_EVER}")]
    redirects = [f"/{address} /{to} 301" for address, to in sorted(moved.items())]
    return {"_headers": "\n".join(("/*", *always, *kept, "")), "_redirects": "\n".join((*redirects, ""))}
