"""Reads JSON as docs write it: with comments, ellipses, placeholders, missing and trailing commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any, NamedTuple

import orjson

from mockdown.values import dataclass

Json = Any

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?', re.DOTALL)
_TOKEN = re.compile(
    r"""(?P<space>\s+)"""
    r"""|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|“[^”\n]*”)"""
    r"""|(?P<mark>[{}\[\]:,|])"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:/-]))"""
    r"""|(?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)|\#[^\n]*)"""
    r"""|(?P<ellipsis>\.{3,}|…)"""
    r"""|(?P<placeholder><[^<>\n]{0,200}>|\$?\{\{[^{}\n]{0,200}\}\})"""
    r"""|(?P<word>[^\s{}\[\]:,|"']+)"""
    r"""|(?P<other>.)""",
    re.VERBOSE,
)
_LITERALS = {
    "true": True,
    "false": False,
    "null": None,
    "True": True,
    "False": False,
    "None": None,
    "nil": None,
}
_DEPTH = 100
_PHRASE = 4
LIMIT = 4_000_000
"""Longer samples (in characters) are not read: no page needs them."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word that stands for a value, such as `<string>`."""

    text: str


class Repair(NamedTuple):
    """Something that had to be mended, with the character offset in the sample's text."""

    kind: str
    offset: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with the others that may stand in its place: `"easy" | "hard"`."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class JsonSample:
    """One value, with the place of each of its member names in order of appearance."""

    value: Json
    """Plain JSON; a `Placeholder` where the docs wrote no value, a `Choice` where they wrote several."""
    keys: tuple[int, ...]
    """Character offsets in the sample's text, one for each member in document order."""
    start: int = 0
    repairs: tuple[Repair, ...] = field(default=())
    """What had to be mended, each kind once."""
    is_strict: bool = False
    """Whether it is JSON as it stands, without placeholders."""


def read_json(text: str) -> tuple[JsonSample, ...]:
    """Read the values in a text, () when it holds none.

    Several follow one another, or are joined by `OR`.
    """
    if len(text) > LIMIT:
        return ()
    try:
        value = orjson.loads(text)
        members = _count_members(value)
    except (orjson.JSONDecodeError, _Failed):
        return _read_loosely(text)
    keys = tuple([found.start() for found in _STRING.finditer(text) if found[1]])
    if len(keys) != members:
        return _read_loosely(text)
    return (JsonSample(value, keys, is_strict=True),)


def looks_like_json(text: str) -> bool:
    """Whether a text starts like an object or an array, perhaps behind a comment."""
    stripped = text.lstrip()
    while stripped.startswith(("//", "#", "/*")):
        end = stripped.find("*/") + 2 if stripped.startswith("/*") else stripped.find("\n") + 1
        if end < 2:
            return False
        stripped = stripped[end:].lstrip()
    if stripped.startswith("{"):
        return not stripped.startswith("{%") and re.match(r"\{\{\s*[\w#/.$-]", stripped) is None
    return (
        stripped.startswith("[")
        and re.match(r"\[\s*([\[{\"'<\]\d.…-]|null|true|false|//)", stripped) is not None
    )


def _count_members(value: Json) -> int:
    """How many members the objects of a value have, level by level."""
    members = depth = 0
    level = [value]
    while level:
        if depth > _DEPTH:
            raise _Failed
        depth += 1
        inner: list[Json] = []
        for item in level:
            if type(item) is dict:
                members += len(item)
                inner.extend(item.values())
            elif type(item) is list:
                inner.extend(item)
        level = inner
    return members


def _read_loosely(text: str) -> tuple[JsonSample, ...]:
    if text.count("{") + text.count("[") > 20_000:
        return ()
    return tuple(_Parser(text).samples())


_LISTED = re.compile(
    r"(?:(?:one of|either|or|values?|possible values|enum)\b[:\s]*)?"
    r"\"[^\"\n]{1,60}\"(?:\s*(?:,|\||/|\bor\b)+\s*(?:or\s+)?\"[^\"\n]{1,60}\")*\W*",
    re.IGNORECASE,
)


def _choice(values: list[Json]) -> Json:
    """Several values that a schema can list; the first alone where they are of different kinds."""
    plain = [value for value in values if value is not None]
    kinds = {type(value) for value in plain}
    if len(values) > 1 and plain and kinds in ({str}, {int}):
        return Choice(tuple(values))
    return values[0]


class _Failed(Exception):  # noqa: N818 - control flow inside this module
    """The text holds no value here."""


class _Parser:
    def __init__(self, text: str) -> None:
        self.repairs: dict[str, int] = {}
        self.keys: list[int] = []
        self.tokens: list[tuple[str, str, int]] = []
        self.listed: dict[int, list[str]] = {}
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup or "other"
            if kind == "comment":
                self.repairs.setdefault("comment", found.start())
                self.note(found[0])
            elif kind != "space":
                self.tokens.append((kind, found[0], found.start()))
        self.tokens.append(("end", "", len(text)))
        self.position = 0

    def note(self, comment: str) -> None:
        """Keep the values that a comment lists for the value before it: `"slow", // or "fast"`."""
        if _LISTED.fullmatch(comment.strip("/*# \t")) is None:
            return
        at = len(self.tokens) - 1
        if at >= 0 and self.tokens[at][1] == ",":
            at -= 1
        if at >= 0 and self.tokens[at][0] == "string":
            own = self.tokens[at][1][1:-1]
            self.listed[at] = [text for text in re.findall(r"\"([^\"]*)\"", comment) if text != own]

    def samples(self) -> Iterator[JsonSample]:
        """Each top-level object or array; words between them, such as `OR`, are passed over."""
        while self.tokens[self.position][0] != "end":
            kind, text, start = self.tokens[self.position]
            if kind == "mark" and text in "{[":
                self.keys = []
                before = dict(self.repairs)
                try:
                    value = self.value(0)
                except _Failed:
                    self.repairs = before
                    continue
                yield JsonSample(value, tuple(self.keys), start, self.repaired())
            else:
                if kind in ("word", "string", "number"):
                    self.repairs.setdefault("text around the value", start)
                self.position += 1

    def mend(self, kind: str) -> None:
        """Note what is mended at the token read last."""
        self.repairs.setdefault(kind, self.tokens[max(self.position - 1, 0)][2])

    def repaired(self) -> tuple[Repair, ...]:
        return tuple(Repair(kind, offset) for kind, offset in self.repairs.items())

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.position]
        if token[0] != "end":
            self.position += 1
        return token

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.position]

    def value(self, depth: int) -> Json:
        if depth > _DEPTH:
            self.position = len(self.tokens) - 1
            raise _Failed
        kind, text, _ = self.take()
        if text == "{" and kind == "mark":
            return self.phrase() or self.members(depth)
        if text == "[" and kind == "mark":
            return self.items(depth)
        at = self.position - 1
        value = self.scalar(kind, text)
        values = [value]
        while self.peek()[1] == "|":
            self.mend("alternatives")
            self.take()
            if self.peek()[0] not in ("mark", "end") or self.peek()[1] in "{[":
                other = self.value(depth + 1)
                values.extend(other.values if isinstance(other, Choice) else (other,))
        values.extend(other for other in self.listed.get(at, ()) if len(values) == 1 or other not in values)
        return _choice(values)

    def phrase(self) -> Placeholder | None:
        """Words alone in braces, which stand for an object: `{ object (Widget) }`."""
        words: list[str] = []
        for kind, text, _ in self.tokens[self.position : self.position + _PHRASE]:
            if kind != "word":
                break
            words.append(text)
        if len(words) < 2 or self.tokens[self.position + len(words)][1] != "}":
            return None
        self.position += len(words) + 1
        self.mend("placeholder")
        return Placeholder(" ".join(words))

    def scalar(self, kind: str, text: str) -> Json:
        if kind == "string":
            if text[0] == '"':
                try:
                    return orjson.loads(text)
                except orjson.JSONDecodeError:
                    return text[1:-1]
            self.mend("other quotes")
            return text[1:-1]
        if kind == "number":
            try:
                return int(text) if re.fullmatch(r"-?\d{1,18}", text) else float(text)
            except ValueError:
                return 0
        if kind == "word" and text in _LITERALS:
            if text not in ("true", "false", "null"):
                self.mend("other literals")
            return _LITERALS[text]
        if kind == "ellipsis":
            self.mend("ellipsis")
            return Placeholder("...")
        words = [text]
        self.mend("placeholder")
        while self.peek()[0] in ("word", "placeholder", "number", "other"):
            words.append(self.take()[1])
        return Placeholder(" ".join(words).strip("<>"))

    def members(self, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        while True:
            kind, text, start = self.take()
            if kind == "end":
                self.mend("no closing bracket")
                return found
            if text == "}" and kind == "mark":
                return found
            if text == "]" and kind == "mark":
                self.mend("brackets that do not match")
                return found
            if kind in ("string", "word", "number", "placeholder") and self.peek()[1] == ":":
                self.take()
                self.member(found, text.strip("\"'<>“”"), start, depth)
            elif kind == "ellipsis" or text in (",", ":"):
                if kind == "ellipsis":
                    self.mend("ellipsis")
            else:
                self.mend("text between members")
            if self.peek()[1] == ",":
                self.take()
                if self.peek()[1] == "}":
                    self.mend("trailing comma")
            elif self.peek()[0] in ("string", "word") and kind == "string":
                self.mend("missing comma")

    def member(self, found: dict[str, Json], name: str, start: int, depth: int) -> None:
        """Read a value under its name; a name that comes twice keeps its first value."""
        index = len(self.keys)
        self.keys.append(start)
        if self.peek()[1] in (",", "}") and self.peek()[0] == "mark":
            self.mend("missing value")
            value: Json = Placeholder("")
        else:
            value = self.value(depth + 1)
        if name in found:
            self.repairs.setdefault("doubled name", start)
            del self.keys[index:]
        else:
            found[name] = value

    def items(self, depth: int) -> list[Json]:
        found: list[Json] = []
        while True:
            kind, text, _ = self.peek()
            if kind == "end":
                self.mend("no closing bracket")
                return found
            if text == "]" and kind == "mark":
                self.take()
                return found
            if text == "}" and kind == "mark":
                self.mend("brackets that do not match")
                return found
            if kind == "ellipsis" or text in (",", ":", "|"):
                self.take()
                if kind == "ellipsis":
                    self.mend("ellipsis")
            else:
                found.append(self.value(depth + 1))
