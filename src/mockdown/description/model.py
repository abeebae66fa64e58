"""The description as its readers see it: operations, parameters, security, and the docs line of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mockdown.source import Origin

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fixed fields of a Path Item Object that hold operations (OpenAPI 3.0.4, 4.7.9.1)."""

Json = Any
"""A value as JSON knows it."""


def escape_pointer(token: str) -> str:
    """Escape one reference token of a JSON pointer (RFC 6901, 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def unescape_pointer(token: str) -> str:
    """Undo `escape_pointer`."""
    return token.replace("~1", "/").replace("~0", "~")


@dataclass(frozen=True)
class SourceMap:
    """JSON pointer into the description → line of the docs."""

    pointers: Mapping[str, Origin] = field(default_factory=dict)

    def locate(self, pointer: str) -> Origin | None:
        """The origin of the element at `pointer`, or of its nearest mapped parent."""
        while pointer:
            if pointer in self.pointers:
                return self.pointers[pointer]
            pointer = pointer.rpartition("/")[0]
        return self.pointers.get("")


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of a description.  `definition` is the Operation Object as written."""

    operation_id: str
    method: str
    """In lower case."""
    path: str
    """The path template, without the base path."""
    pointer: str
    definition: Mapping[str, Json] = field(repr=False)
    path_item: Mapping[str, Json] = field(repr=False)

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"


@dataclass(frozen=True)
class Description:
    """An OpenAPI description: `document` is its JSON form, never changed once loaded."""

    name: str
    """Short name of the API, such as `shop`: used in paths, folders and titles."""
    document: Mapping[str, Json] = field(repr=False)
    source_map: SourceMap = field(default_factory=SourceMap, repr=False)

    @property
    def title(self) -> str:
        return str(self.document.get("info", {}).get("title") or self.name)

    @property
    def version(self) -> str:
        """The OpenAPI version it is written in."""
        return str(self.document.get("openapi", ""))

    @cached_property
    def base_path(self) -> str:
        """The path of the first server without a trailing slash: `/api/v2`, or nothing."""
        servers = self.document.get("servers") or [{}]
        url = str(servers[0].get("url") or "")
        for name, variable in (servers[0].get("variables") or {}).items():
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
        if "://" in url:
            url = "/" + url.partition("://")[2].partition("/")[2]
        return url.rstrip("/")

    def resolve(self, node: Json) -> Json:
        """Follow local references until something else stands there; {} when it cannot be found."""
        seen: set[str] = set()
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
            reference = node["$ref"]
            if reference in seen or not reference.startswith("#"):
                return {}
            seen.add(reference)
            node = self.at(reference[1:])
        return node

    def at(self, pointer: str) -> Json:
        """The value at a JSON pointer, {} where nothing stands."""
        node: Json = self.document
        for token in pointer.split("/")[1:]:
            key = unescape_pointer(token)
            if isinstance(node, Mapping):
                node = node.get(key, {})
            elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            else:
                return {}
        return node

    def has(self, pointer: str) -> bool:
        """Whether something stands at a JSON pointer, be it empty."""
        parent, _, token = pointer.rpartition("/")
        node, key = self.at(parent), unescape_pointer(token)
        if isinstance(node, Mapping):
            return key in node
        return isinstance(node, list) and key.isdigit() and int(key) < len(node)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, in the order of the document."""
        return tuple(self._operations())

    def _operations(self) -> Iterator[Operation]:
        for path, item in (self.document.get("paths") or {}).items():
            path_item = self.resolve(item)
            for method in METHODS:
                definition = path_item.get(method)
                if isinstance(definition, Mapping):
                    yield Operation(
                        operation_id=str(definition.get("operationId") or f"{method}_{path}"),
                        method=method,
                        path=path,
                        pointer=f"/paths/{escape_pointer(path)}/{method}",
                        definition=definition,
                        path_item=path_item,
                    )

    def parameters(self, operation: Operation) -> tuple[Mapping[str, Json], ...]:
        """The resolved parameters of an operation; its own override those of the path item."""
        found: dict[tuple[str, str], Mapping[str, Json]] = {}
        for holder in (operation.path_item, operation.definition):
            for node in holder.get("parameters") or ():
                parameter = self.resolve(node)
                if "name" in parameter:
                    found[str(parameter.get("in")), str(parameter["name"])] = parameter
        return tuple(found.values())

    def security(self, operation: Operation) -> tuple[Mapping[str, Json], ...]:
        """The security requirements in force: alternatives, an empty mapping is "none needed"."""
        requirements = operation.definition.get("security", self.document.get("security"))
        return tuple(requirements or ())

    def origin(self, pointer: str) -> Origin | None:
        """The docs line behind an element."""
        return self.source_map.locate(pointer)
