"""Opens the store that a URL names, or says why it cannot be used."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from mockdown.codes import USE112
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.settings import MockSettings
from mockdown.mock.store import Store

_SCHEMES = ("redis", "rediss", "unix")


def open_store(url: str, settings: MockSettings) -> Store:
    """The store at a URL; nothing is sent to it yet."""
    scheme = urlsplit(url).scheme
    if scheme not in _SCHEMES:
        raise _unusable(
            f"`{url}` names no store: its scheme is {f'`{scheme}`' if scheme else 'missing'}",
            "write redis://HOST:PORT/DB, rediss:// for TLS, or unix:///PATH",
        )
    try:
        from mockdown.mock.redis_store import RedisStore  # noqa: PLC0415 - an extra that not all install
    except ImportError:
        raise _unusable(
            "the Python package `redis` is not installed", "pip install 'mockdown[redis]'"
        ) from None
    try:
        return RedisStore(url, max_sessions=settings.max_sessions, session_seconds=settings.session_seconds)
    except ValueError as error:
        raise _unusable(f"`{url}` cannot be used: {error}", "write redis://HOST:PORT/DB") from None


def check_store(url: str | None, *, workers: int, settings: MockSettings) -> None:
    """Raise a finding where a store cannot be opened, or several processes could not answer as one."""
    if url is not None:
        open_store(url, settings)
    if workers == 1:
        return
    if url is None:
        raise _unusable(
            f"{workers} workers would each keep a state of their own",
            "add --store redis://HOST:PORT, or serve with one worker",
        )
    if not hasattr(os, "fork"):
        raise _unusable("this system cannot fork processes", "serve with one worker")


def _unusable(message: str, way_out: str) -> MockdownError:
    return MockdownError(Diagnostic(code=USE112, message=message, help=way_out))
