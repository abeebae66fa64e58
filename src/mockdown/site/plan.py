"""Where every page of one API stands, decided before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mockdown.description import Description, Operation
from mockdown.site.anchors import digest, slug, unique_slugs
from mockdown.site.labels import Labels
from mockdown.site.nodes import schema_name, schema_pointer
from mockdown.site.options import SiteOptions
from mockdown.site.views import OriginView


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Operations that belong together."""

    name: str
    path: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The pages of one API; paths start at the site's root."""

    description: Description
    options: SiteOptions
    labels: Labels
    folder: str
    tags: tuple[Tag, ...]
    operations: Mapping[str, str]
    """Pointer of an operation → path of its page."""
    schemas: Mapping[str, str]
    """Pointer of a component schema → path of its page."""
    memory: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What `mockdown.site.memory` keeps."""
    inline: dict[str, str] = field(default_factory=dict)
    """Pointer of an unnamed schema too large for the page it was met on → path of its own."""

    @property
    def index(self) -> str:
        return f"{self.folder}/index.html"

    def schema_page(self, pointer: str) -> str:
        """The page of a schema; asking for one that has none brings it about."""
        if pointer in self.schemas:
            return self.schemas[pointer]
        tail = slug(pointer.rpartition("/")[2])
        return self.inline.setdefault(pointer, f"{self.folder}/schemas/{tail or 'x'}-{digest(pointer)}.html")

    def origin(self, pointer: str) -> OriginView | None:
        """The docs line behind an element, in the words and with the link that the options ask for."""
        origin = self.description.origin(pointer)
        if origin is None:
            return None
        href = None
        if self.options.source_url:
            href = self.options.source_url.replace("{page}", origin.page).replace("{line}", str(origin.line))
        rank = getattr(self.labels, f"rank_{origin.rank}")
        return OriginView(place=str(origin), line=origin.line, href=href, rank=rank)


def make_plan(description: Description, folder: str, options: SiteOptions, labels: Labels) -> Plan:
    """Give every tag, operation and named schema of a description its page."""
    operations = description.operations
    names = unique_slugs([_file_text(operation) for operation in operations])
    schemas = [str(name) for name in _component_schemas(description)]
    return Plan(
        description=description,
        options=options,
        labels=labels,
        folder=folder,
        tags=_tags(description, folder, labels),
        operations={
            operation.pointer: f"{folder}/operations/{name}.html"
            for operation, name in zip(operations, names, strict=True)
        },
        schemas={
            schema_pointer(name): f"{folder}/schemas/{file}.html"
            for name, file in zip(schemas, unique_slugs(schemas, reserved=("index",)), strict=True)
        },
    )


def schema_title(pointer: str) -> str:
    """What a schema is called: its component name, or its way down from the operation."""
    name = schema_name(pointer)
    if name is not None:
        return name
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")]
    steps = [token for before, token in pairwise(tokens) if before == "properties" or token == "items"]
    return ".".join(steps).replace(".items", "[]") or tokens[-1]


def _component_schemas(description: Description) -> Mapping[str, object]:
    schemas = (description.document.get("components") or {}).get("schemas")
    return schemas if isinstance(schemas, Mapping) else {}


def _file_text(operation: Operation) -> str:
    return str(operation.definition.get("operationId") or operation.label)


def _tags(description: Description, folder: str, labels: Labels) -> tuple[Tag, ...]:
    declared = {
        str(tag["name"]): str(tag.get("description") or "")
        for tag in description.document.get("tags") or ()
        if isinstance(tag, Mapping) and "name" in tag
    }
    groups: dict[str, list[Operation]] = {name: [] for name in declared}
    for operation in description.operations:
        tags = operation.definition.get("tags")
        for name in dict.fromkeys(map(str, tags)) if isinstance(tags, list) and tags else [""]:
            groups.setdefault(name, []).append(operation)
    filled = {name: found for name, found in groups.items() if found}
    untagged = labels.untagged if len(filled) > 1 else labels.operations
    return tuple(
        Tag(
            name=name or untagged,
            path=f"{folder}/tags/{file}.html",
            description=declared.get(name, ""),
            operations=tuple(found),
        )
        for (name, found), file in zip(
            filled.items(), unique_slugs([name or "operations" for name in filled]), strict=True
        )
    )
