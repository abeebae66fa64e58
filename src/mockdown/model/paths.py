"""Path templates: a path in any of the notations that docs use, read into OpenAPI's."""

from __future__ import annotations

import re
from functools import lru_cache

from mockdown.values import dataclass
from mockdown.vocabularies.free_names import free_name

METHODS = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")
"""The methods that OpenAPI 3.0 describes (RFC 9110, 9.3, and RFC 5789)."""


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A path with `{name}` for its parameters."""

    path: str
    parameters: tuple[str, ...] = ()
    query: tuple[tuple[str, str | None], ...] = ()
    """What stood behind `?`: names with the value that was written, None for a bare name."""
    server: str = ""
    """Scheme and host of an absolute URL."""
    converters: tuple[tuple[str, str], ...] = ()
    """Names with the type that their notation gives: `<int:id>`."""

    @property
    def key(self) -> str:
        """The path with anonymous parameters: equal for templates that mean the same resource."""
        return anonymous(self.path)

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(segment for segment in self.path.split("/") if segment)


_ABSOLUTE = re.compile(
    r"^(?:(?P<scheme>https?(?:\(s\)|\[s\])?|wss?)://|(?=localhost\b|(?:\{\{[^{}/]*\}\}|\{[^{}/]*\}|<[^<>/]*>|\$\{?\w+\}?|\[[^\][/]*\]|[\w-]+(?:\.[\w-]+)+:\d+)/))"
    r"(?P<host>(?:[^/?#\s{<\[]|\{\{[^{}]*\}\}|\{[^{}]*\}|<[^<>]*>|\[[^\][]*\])*)",
    re.IGNORECASE,
)
_NOTATIONS = re.compile(
    r"\{(?P<pattern>\w+)=[^{}]*\}"
    r"|\$?\{\{?(?P<brace>[^{}/#]{1,80}(?:#[^{}]{0,80})?)\}\}?"
    r"|<(?P<angle>[^<>/]{1,80})>"
    r"|\[(?P<square>[^\][/]{1,80})\]"
    r"|\((?P<round>[^(){}/]{1,80})\)"
    r"|(?<![\w})\]>]):(?P<colon>[A-Za-z_][\w-]*)[*+]?"
    r"|(?<=/)\$(?P<dollar>[A-Za-z_]\w*)"
    r"|(?<=/)%(?P<percent>[A-Za-z_]\w*)%"
    r"|(?<=/)\*(?P<star>[A-Za-z_]\w*)"
)
_CONVERTED = re.compile(
    r"^(?P<type>int|integer|str|string|uuid|path|slug|float|number|any|regex|default):(?P<name>[A-Za-z_]\w*)$",
    re.IGNORECASE,
)
_BARE_CONVERTED = re.compile(r"(?<=/)(int|integer|str|string|uuid|path|slug|float):([A-Za-z_]\w*)(?=/|$)")
"""`<int:id>` outside code is a link in CommonMark 6.5, and loses its brackets."""
_JOINED = re.compile(r"(?<=/):([A-Za-z_]\w*):([A-Za-z_]\w*)(?=/|$)")
_PARAMETER = re.compile(r"\{[^{}]*\}")
_DOUBLE_BRACES = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_OPTIONAL = re.compile(r"\[([/.][^\][]*)\]")
_NAME = re.compile(r"[^\w-]+")


_LONGEST = 2000
"""Longer text is no path: clients and servers accept no more."""


@lru_cache(maxsize=8192)
def anonymous(path: str) -> str:
    """A path with its parameters' names left out: `/users/{}/keys`."""
    return _PARAMETER.sub("{}", path)


@lru_cache(maxsize=8192)
def parse_path(written: str) -> PathTemplate | None:
    """Read a path or URL as docs write it; None when it is none.

    >>> parse_path("/repos/:owner/<repo>?page=1").path
    '/repos/{owner}/{repo}'
    """
    if len(written) > _LONGEST:
        return None
    text = written.strip().strip("`'\"").replace("&lt;", "<").replace("&gt;", ">").replace("\\", "")
    text = _DOUBLE_BRACES.sub(r"{\1}", text) if "{{" in text else text
    server = ""
    found = _ABSOLUTE.match(text)
    if found is not None and (found["scheme"] or found["host"]):
        host = found["host"]
        server = f"{found['scheme'] or 'http'}://{host}" if found["scheme"] else ""
        text = text[found.end() :] or "/"
    text = text.partition("#")[0] if "{" not in text else _outside_hash(text)
    text, _, query = _split_query(text)
    text = _OPTIONAL.sub("", text)
    if not text.startswith("/"):
        text = "/" + text
    names: dict[str, None] = {}

    converters: list[tuple[str, str]] = []

    def template(match: re.Match[str]) -> str:
        name = next(value for value in match.groups() if value is not None)
        converted = _CONVERTED.match(name.strip())
        if converted is not None:
            converters.append((converted["name"], converted["type"].lower()))
        unique = free_name(parameter_name(name), names)
        names[unique] = None
        return f"{{{unique}}}"

    text = _BARE_CONVERTED.sub(r"{\1:\2}", text).replace("{}", "{id}")
    text = _JOINED.sub(r"{\1}{\2}", text)
    path = _NOTATIONS.sub(template, text)
    if path.endswith("/*"):
        unique = free_name("path", names)
        names[unique] = None
        path = f"{path[:-1]}{{{unique}}}"
    path = re.sub(r"/{2,}", "/", path)
    if re.search(r"[\s<>\"'|^`]", path) or path.count("{") != path.count("}"):
        return None
    return PathTemplate(path, tuple(names), parse_query(query), server, tuple(converters))


def _outside_hash(text: str) -> str:
    """Cut a fragment, but not the `#` in `{guild.id#anchor}`."""
    found = re.match(r"(?:\{\{[^{}]*\}\}|\{[^{}]*\}|[^#{])*", text)
    return found[0] if found else text


def _split_query(text: str) -> tuple[str, str, str]:
    found = re.match(r"(?:\{\{[^{}?]*\}\}|\{[^{}?]*\}|<[^<>]*>|[^?{<])*", text)
    path = found[0] if found else text
    rest = text[len(path) :]
    if not rest.startswith("?"):
        head, mark, tail = text.partition("?")
        if not mark and "{?" not in text:
            return text, "", ""
        return head.rstrip("{"), "?", tail.rstrip("}").replace(",", "&")
    path = path.removesuffix("[").removesuffix("(")
    return path, "?", rest[1:].rstrip("])")


def parameter_name(written: str) -> str:
    """A name fit for a template: `(id or name)` and `{guild.id#x}` give `id` and `guild_id`.

    A dot means something else to RFC 6570, 2.2, and to tools that fill templates in.
    """
    converted = _CONVERTED.match(written.strip())
    if converted is not None:
        return converted["name"]
    name = written.partition("#")[0].partition("=")[0].strip().lstrip("*+/#?&;").rstrip("*+?")
    name = re.split(r"\s+or\s+|\||,|:(?=[A-Za-z\[\\.])", name)[0].strip()
    name = name.removeprefix("string:").removeprefix("int:")
    return _NAME.sub("_", name).strip("_") or "id"


def parse_query(query: str) -> tuple[tuple[str, str | None], ...]:
    """Names and values of a query string; a value that is a placeholder is given as written."""
    pairs: list[tuple[str, str | None]] = []
    for part in re.split(r"[&;]|\]\[&?|\[&", query):
        name, mark, value = part.strip().partition("=")
        name = name.strip().strip("{}<>").strip()
        if re.fullmatch(r"[\w.$-]+(\[\w*\])*", name) and name not in (pair[0] for pair in pairs):
            pairs.append((name, value.strip() if mark else None))
    return tuple(pairs)
