"""OpenAPI descriptions, ours or anyone's, with their source maps.

This is all that mock, contract tests and site know of the compiler.
"""

from mockdown.description.model import (
    METHODS,
    Description,
    Json,
    Operation,
    SourceMap,
    escape_pointer,
    unescape_pointer,
)
from mockdown.description.reading import read_description

__all__ = [
    "METHODS",
    "Description",
    "Json",
    "Operation",
    "SourceMap",
    "escape_pointer",
    "read_description",
    "unescape_pointer",
]
