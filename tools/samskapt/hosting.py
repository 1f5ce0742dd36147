"""What browsers are told to refuse on every page: in the page itself, and as headers where a host can send them.

The pages hold nothing that this would stop: it is the second wall, for the day that the first has a hole.
"""

from __future__ import annotations

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
POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())
"""The Content-Security-Policy. No page has an inline script or style, so none has a hash in it."""
REFERRER = "same-origin"
"""The Referrer-Policy: other sites are not told which story a reader came from."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": REFERRER,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000",
}
"""What a host sends with every file. ``frame-ancestors`` is left out: other sites may show stories in their pages."""


def headers_file() -> str:
    """Return the headers in the form of ``_headers``, as Netlify and Cloudflare Pages read it."""
    return "\n".join(("/*", *(f"  {name}: {value}" for name, value in HEADERS.items()), ""))
