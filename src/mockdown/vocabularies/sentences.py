"""Where sentences end."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?<=[.!?])\s+")
_BEFORE_CAPITAL = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_BEFORE_CAPITAL_OR_MARKUP = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*(])")


def split_at_marks(text: str) -> list[str]:
    """The pieces of a text between full stops and the like, those of abbreviations too.

    >>> split_at_marks("Send a token, e.g. a JWT. it expires.")
    ['Send a token, e.g.', 'a JWT.', 'it expires.']
    """
    return _MARK.split(text)


def split_markdown(text: str) -> list[str]:
    """The sentences of a text as it is written, which may begin with code or marks.

    >>> split_markdown("Takes `a`, e.g. 1. `b` is optional.")
    ['Takes `a`, e.g. 1.', '`b` is optional.']
    """
    return _BEFORE_CAPITAL_OR_MARKUP.split(text)


def last_sentence(text: str) -> str:
    """The last sentence of a text.

    >>> last_sentence("Not always needed, e.g. on errors. They look like this: ")
    'They look like this:'
    """
    return _BEFORE_CAPITAL.split(text.strip())[-1]
