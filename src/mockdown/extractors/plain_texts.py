"""Takes from prose what only docs tools read: quote marks, the kind of an aside, badges."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_KIND = re.compile(
    r"^[*_`]*(?:info|note|warning|warn|tip|hint|caution|danger|important|attention)"
    r"[*_`]*(?:\n|$)",
    re.IGNORECASE,
)
"""The first line of an aside, alone: `> warning`."""
_BADGE = re.compile(r"(?<!`)[ \t]*\{\{[%<]\s*/?[A-Za-z][\w-]{0,40}\s*/?[%>]\}\}(?!`)")
"""A shortcode without arguments inside a sentence, such as `{{%removed%}}`."""


def without_marks(text: str) -> str:
    r"""The Markdown of a paragraph as it reads, without the marks of the docs tool around it.

    >>> without_marks("warning\n> It is slow.")
    'It is slow.'
    >>> without_marks("Lists boats. {{%removed%}}")
    'Lists boats.'
    """
    first, line, rest = text.partition("\n")
    text = first + line + _QUOTED.sub("", rest)  # where a paragraph goes on, such a mark is of a quote
    text = _KIND.sub("", text)
    return _BADGE.sub("", text).strip() if "{{" in text else text.strip()
