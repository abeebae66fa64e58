"""Colours of code, decided at build time: token classes only, so that the style sheet chooses the colours."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, String
from pygments.util import ClassNotFound

_CLASSES = (
    (Comment, "c"),
    (Keyword, "k"),
    (Name.Tag, "a"),
    (Name.Attribute, "a"),
    (Name.Builtin, "k"),
    (Name.Variable, "v"),
    (String, "s"),
    (Number, "n"),
)
_LONGEST = 6_000
"""Longer texts stay plain: their marks would weigh more than the text."""


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=256)
def _token_class(token: Any) -> str:
    return next((name for kind, name in _CLASSES if token in kind), "")


@lru_cache(maxsize=4096)
def highlight(code: str, language: str) -> Markup:
    """The code with a `<span>` around each token that has a colour."""
    lexer = _lexer(language) if len(code) <= _LONGEST else None
    if lexer is None:
        return Markup(_escape(code))  # noqa: S704 - escaped
    pieces: list[str] = []
    for token, text in lexer.get_tokens(code):
        name = _token_class(token)
        escaped = _escape(text)
        pieces.append(f'<span class="{name}">{escaped}</span>' if name and text.strip() else escaped)
    return Markup("".join(pieces))  # noqa: S704 - every piece was escaped above


def _escape(text: str) -> str:
    # Quotes need no escape outside attributes, and code is full of them.
    return escape(text, quote=False)


def highlight_block(language: str | None, code: str) -> str:
    """The contents of a fenced block of a description, as the Markdown parser asks for them."""
    return f"<pre><code>{highlight(code, (language or '').strip().lower())}</code></pre>"
