"""The control page: three files of our own, which ask nobody else for anything."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib import resources

from mockdown.mock.asgi import Send, send_response

_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FILES: Mapping[str, tuple[str, bytes]] = {
    "/ui": ("index.html", b"text/html; charset=utf-8"),
    "/ui/ui.css": ("ui.css", b"text/css; charset=utf-8"),
    "/ui/ui.js": ("ui.js", b"text/javascript; charset=utf-8"),
}


def is_page(path: str) -> bool:
    """Whether a path below the control's prefix is one of the page's files."""
    return path in _FILES


async def send_page(path: str, method: str, send: Send) -> None:
    """Send one of the page's files."""
    name, media_type = _FILES[path]
    await _send(method, media_type, _read(name), send)


async def send_choice(places: Mapping[str, str], method: str, send: Send) -> None:
    """Send a page with a link to the control page of each API: name → path."""
    links = "".join(
        f'<li><a href="{escape(place)}">{escape(name)}</a></li>' for name, place in places.items()
    )
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mock control</title></head>'
        f"<body><h1>Mock control</h1><ul>{links}</ul></body></html>"
    )
    await _send(method, b"text/html; charset=utf-8", page.encode(), send)


async def _send(method: str, media_type: bytes, data: bytes, send: Send) -> None:
    headers = [
        (b"content-type", media_type),
        (b"content-security-policy", _POLICY),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-cache"),
    ]
    await send_response(send, 200, headers, data if method == "GET" else b"")


@cache
def _read(name: str) -> bytes:
    return resources.files("mockdown.mock").joinpath("ui", name).read_bytes()
