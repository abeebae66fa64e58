"""Reads a line that starts with a method and a path, each in code of its own, and words behind them.

`POST` `/beds` Digs a bed.
"""

from __future__ import annotations

from mockdown.extractors.announced_lines import AnnouncedLine, announced
from mockdown.model.paths import METHODS
from mockdown.readers.blocks import Inline

_LONGEST = 160


def read_code_pair(inline: Inline) -> AnnouncedLine | None:
    """The operation that such a line announces; the words are what it says of it."""
    if len(inline.codes) < 2 or len(inline.text) > _LONGEST:
        return None
    method, path = (code.strip() for code in inline.codes[:2])
    if method.upper() not in METHODS or not path.startswith(("/", "http")) or " " in path:
        return None
    head, _, rest = inline.text.partition(path)
    if head.strip(" :–—-") != method or rest[:1].strip(" :.,–—-"):
        return None
    return announced(method.upper(), path, title=rest.strip())
