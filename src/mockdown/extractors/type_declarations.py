"""Reads schemas written as types of TypeScript: `interface Alert { id: number; owner?: string | null }`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.type_expressions import TypeParser
from mockdown.model.schema import Schema
from mockdown.values import dataclass

_DECLARED = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:declare[ \t]+)?"
    r"(?:(?P<kind>interface|enum|const enum)[ \t]+(?P<name>\w+)[^\n{]*\{"
    r"|type[ \t]+(?P<alias>\w+)[^\n=]{0,60}=)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class TypeDeclaration:
    """A named type with its place: `offset` counts characters of the code block."""

    name: str
    schema: Schema
    offset: int


def declares_types(text: str) -> bool:
    """Whether a code block declares types by name."""
    return ("interface " in text or "type " in text or "enum " in text) and _DECLARED.search(text) is not None


def read_type_declarations(text: str) -> Iterator[TypeDeclaration]:
    """The types that a code block declares, in their order."""
    found = list(_DECLARED.finditer(text))
    ends = [item.start() for item in found[1:]] + [len(text)]
    for item, end in zip(found, ends, strict=True):
        name = item["name"] or item["alias"]
        parser = TypeParser(text[item.end() - 1 if item["name"] else item.end() : end])
        if item["kind"] in ("enum", "const enum"):
            schema = parser.enumeration()
        else:
            schema = parser.union(0)
            bases = re.search(r"\bextends\s+([^{]+)", item[0])
            if bases is not None:
                named = tuple(Schema(ref=base) for base in re.findall(r"[A-Za-z_]\w*", bases[1]))
                schema = Schema(all_of=(*named, schema))
        if not schema.is_unknown:
            yield TypeDeclaration(name, schema, item.start())


_QUOTED = re.compile(r'"[^"\n]*"|//[^\n]*')
_MEMBER = re.compile(
    r"[\w$]\?\s*:\s*[A-Za-z{(\[\"']"
    r"|[\w$]\s*:\s*(?:string|number|boolean|Date|any|unknown|null|[A-Z]\w*)(?:\[\])*(?:\s*\|[^;,\n{}]{1,80})?\s*;"
)
"""A member that only a type has: it may be left out, or ends with a semicolon."""


def is_object_type(text: str) -> bool:
    """Whether a text is the type of an object without a name: `{ pin: string; stay?: boolean }`."""
    bare = text.strip()
    if bare[:1] != "{" or bare[-1:] not in ("}", ";") or ":" not in bare:
        return False
    return _MEMBER.search(_QUOTED.sub("''", bare)) is not None


def read_type(text: str) -> Schema:
    """The type that a text is."""
    return TypeParser(text).union(0)
