"""What is done with one input of the fuzz session."""

from __future__ import annotations

from promises import check

from mockdown.extractors.constraints import read_constraints
from mockdown.extractors.requests import read_curl, read_exchange
from mockdown.extractors.types import parse_type
from mockdown.model.paths import parse_path
from mockdown.readers.json_samples import read_json
from mockdown.readers.tag_syntax import read_tag
from mockdown.source import SourceFile


def one_round(data: bytes) -> None:
    """Build a page, as OpenAPI of the version that its size chooses, and read its lines by themselves."""
    check([SourceFile("page.md", data)], "3.1" if len(data) % 2 else "3.0")
    text = data.decode("utf-8", "replace")
    list(read_curl(text))
    read_exchange(text)
    read_json(text)
    for line in text.splitlines()[:20]:
        for read in (parse_path, parse_type, read_constraints, read_tag):
            read(line)
