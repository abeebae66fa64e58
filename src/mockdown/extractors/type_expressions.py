"""Reads the notation of TypeScript for types: `Array<"a" | "b">`, `{ id: number; owner?: string | null }`."""

from __future__ import annotations

import re
from itertools import pairwise

from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.values import replace

_TOKEN = re.compile(
    r"""(?P<space>\s+)"""
    r"""|(?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)"""
    r"""|(?P<string>"[^"\n]*"|'[^'\n]*'|`[^`\n]*`)"""
    r"""|(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|(?P<word>[A-Za-z_$][\w$.-]*)"""
    r"""|(?P<arrow>=>)"""
    r"""|(?P<mark>.)""",
    re.VERBOSE,
)
_WORDS = {
    "string": Schema(type="string"),
    "number": Schema(type="number"),
    "bigint": Schema(type="integer"),
    "boolean": Schema(type="boolean"),
    "Date": Schema(type="string", keywords={"format": "date-time"}),
    "object": Schema(type="object"),
    "any": ANYTHING,
    "unknown": ANYTHING,
    "null": Schema(nullable=True),
    "undefined": Schema(nullable=True),
}
_COUNTED = re.compile(r"^(?:id|page|limit|offset|total|count|size)$|(?:Id|_id|Count|_count)$")
"""Names of whole numbers: the language has but one type for numbers."""
_SAME = frozenset(("Partial", "Required", "Readonly", "NonNullable", "Promise", "Pick", "Omit"))
_DEPTH = 40


class TypeParser:
    """Reads the types of one declaration, from its first token on."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.notes: dict[int, str] = {}
        """What a comment says, by the index of the token behind or before it."""
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup or "mark"
            if kind == "comment":
                self.note(found[0], text[: found.start()])
            elif kind != "space":
                self.tokens.append((kind, found[0]))
        self.tokens.append(("end", ""))
        self.position = 0

    def note(self, comment: str, before: str) -> None:
        """Keep a comment for the member it stands behind, else for the next."""
        words = re.sub(r"^(?:/\*+|//+)|\*/$", "", comment)
        words = " ".join(re.sub(r"^\s*\*+", "", line).strip() for line in words.splitlines()).strip()
        behind = bool(before.rpartition("\n")[2].strip())
        self.notes[len(self.tokens) - 1 if behind else len(self.tokens)] = words

    def peek(self) -> str:
        return self.tokens[self.position][1]

    def take(self) -> tuple[str, str]:
        token = self.tokens[self.position]
        if token[0] != "end":
            self.position += 1
        return token

    def skip(self, mark: str) -> bool:
        if self.peek() == mark and self.tokens[self.position][0] != "string":
            self.take()
            return True
        return False

    def union(self, depth: int) -> Schema:
        self.skip("|")
        parts = [self.intersection(depth)]
        while self.skip("|"):
            parts.append(self.intersection(depth))
        return _united(parts)

    def intersection(self, depth: int) -> Schema:
        parts = [self.postfix(depth)]
        while self.skip("&"):
            parts.append(self.postfix(depth))
        return parts[0] if len(parts) == 1 else Schema(all_of=tuple(parts))

    def postfix(self, depth: int) -> Schema:
        schema = self.primary(depth)
        while self.peek() == "[":
            self.take()
            if self.skip("]"):
                schema = Schema(type="array", items=schema)
            else:  # `Alert["id"]`: the type of a member, which nobody spells out
                self.skip_to("]")
                schema = ANYTHING
        return schema

    def primary(self, depth: int) -> Schema:
        kind, text = self.take()
        if depth > _DEPTH or kind in ("end", "arrow"):
            return ANYTHING
        if kind == "string":
            return Schema(type="string", keywords={"enum": [text[1:-1]]})
        if kind == "number":
            return _WORDS["number"] if "." in text else Schema(type="integer", keywords={"enum": [int(text)]})
        if text == "{":
            return self.members(depth + 1)
        if text == "(":
            schema = self.union(depth + 1)
            self.skip(")")
            return schema
        if text == "[":
            parts = self.listed("]", depth + 1)
            return Schema(type="array", items=_united(parts) if parts else ANYTHING)
        return self.named(text, depth) if kind == "word" else ANYTHING

    def listed(self, end: str, depth: int) -> list[Schema]:
        """The types up to a closing mark, with commas between them."""
        parts: list[Schema] = []
        while self.peek() not in (end, ""):
            before = self.position
            parts.append(self.union(depth))
            self.skip(",")
            if self.position == before:
                self.take()
        self.skip(end)
        return parts

    def named(self, name: str, depth: int) -> Schema:
        if name in ("readonly", "keyof", "typeof"):
            return self.postfix(depth + 1)
        if name in ("true", "false"):
            return Schema(type="boolean")
        arguments = self.listed(">", depth + 1) if self.skip("<") else []
        if name in ("Array", "ReadonlyArray", "Set") and arguments:
            return Schema(type="array", items=arguments[0])
        if name in ("Record", "Map") and len(arguments) > 1:
            return Schema(type="object", additional=arguments[1])
        if name in _SAME and arguments:
            return arguments[0]
        return _WORDS.get(name) or Schema(ref=name.rpartition(".")[2])

    def members(self, depth: int) -> Schema:
        properties: dict[str, Property] = {}
        additional: Schema | None = None
        while self.peek() not in ("}", ""):
            start = self.position
            kind, name = self.member_name()
            optional = self.skip("?")
            if not self.skip(":"):
                self.skip_member()
                continue
            schema = self.union(depth)
            if self.peek() in (";", ","):
                self.take()
            said = self.notes.get(self.position - 1) or self.notes.get(start)
            if said:
                schema = replace(schema, keywords={**schema.keywords, "description": said})
            if name == "[":
                additional = schema
            elif kind in ("word", "string"):
                member = _property(name.strip("\"'`"), schema, required=not optional)
                properties[member.name] = member
        self.skip("}")
        return Schema(type="object", properties=tuple(properties.values()), additional=additional)

    def member_name(self) -> tuple[str, str]:
        """The token that names a member; `[` for all that are not named: `[key: string]: number`."""
        kind, name = self.take()
        if name == "readonly" and self.peek() not in (":", "?"):
            kind, name = self.take()
        if name == "[":
            self.skip_to("]")
        return kind, name

    def skip_to(self, mark: str) -> None:
        """Pass over all up to a closing mark."""
        while self.peek() not in (mark, ""):
            self.take()
        self.skip(mark)

    def skip_member(self) -> None:
        """Pass over what is no property, such as a method."""
        depth = 0
        while self.tokens[self.position][0] != "end":
            text = self.peek()
            if depth == 0 and text in (";", ",", "}"):
                if text != "}":
                    self.take()
                return
            depth += (text in "({[") - (text in ")}]")
            self.take()

    def enumeration(self) -> Schema:
        words = [token for token in self.tokens if token[1] not in ("{", "}", ",")]
        values: list[str] = []
        for (kind, text), (_, following) in pairwise(words):
            if kind == "string":
                values.append(text[1:-1])
            elif kind == "word" and following != "=":
                values.append(text)
        return Schema(type="string", keywords={"enum": values}) if values else ANYTHING


def _property(name: str, schema: Schema, *, required: bool) -> Property:
    if schema.type == "number" and _COUNTED.search(name):
        schema = replace(schema, type="integer")
    return Property(name=name, schema=schema, required=required)


def _united(parts: list[Schema]) -> Schema:
    """A union: literals are the values of one type, `null` and `undefined` make it nullable."""
    nullable = any(part.nullable and part.is_unknown for part in parts)
    kinds = [part for part in parts if not (part.is_unknown and part.nullable)]
    if not kinds:
        return parts[0]
    if any(part.is_unknown for part in kinds):
        return ANYTHING
    listed = [part for part in kinds if "enum" in part.keywords and part.type == kinds[0].type]
    if len(listed) == len(kinds):
        values = [value for part in kinds for value in part.keywords["enum"]]
        return replace(kinds[0], keywords={**kinds[0].keywords, "enum": values}, nullable=nullable)
    distinct: list[Schema] = []
    for part in kinds:
        if part not in distinct:
            distinct.append(part)
    if len(distinct) == 1:
        return replace(distinct[0], nullable=nullable or distinct[0].nullable)
    return Schema(any_of=tuple(distinct), nullable=nullable)
