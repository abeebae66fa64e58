"""Reads what components, template tags and shortcodes say by their attributes: fields, statuses, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus

from mockdown.extractors.announced_components import announced_by, lowered
from mockdown.extractors.facts import StatusFact
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.fields import Field
from mockdown.extractors.written_values import convert
from mockdown.model.schema import Schema
from mockdown.readers.blocks import Component, Document
from mockdown.source import Span
from mockdown.values import replace
from mockdown.vocabularies import components as words
from mockdown.vocabularies.roles import Role, role_of

_STATUS = re.compile(
    r"^(?:HTTP(?:/[\d.]+)?\s+)?([1-5](?:\d\d|xx|XX))(?=\s*$|\s*[:–—,-]|\s+[A-Z(])\W*(.*)$", re.DOTALL
)
_STATUSES = frozenset(str(status.value) for status in HTTPStatus)
_NAME = re.compile(r"^[\w.$@:\[\]{}<>*-]{1,100}(?:\s[\w-]+)?\??\*?$")
_ENUM_OF = re.compile(r"^enum\s*[<(\[]\s*(string|integer|number|int)s?\s*[>)\]]$", re.IGNORECASE)
_ITEM = re.compile(r"^\s*[-*+]\s+`([^`\n]{1,60})`", re.MULTILINE)
_INFO_TITLE = re.compile(r"\b(?:title|label|name)\s*[=:]\s*(\"[^\"]{1,80}\"|'[^']{1,80}'|[^\s}]{1,80})")
_LIST = re.compile(r"\s*[,|]\s*")
_FALSE = frozenset(("false", "no", "0", "optional", "none"))
_BOUNDS = {
    "min": "minimum", "minimum": "minimum", "max": "maximum", "maximum": "maximum",
    "minlength": "minLength", "maxlength": "maxLength",
}  # fmt: skip
_MESSAGES = frozenset((Role.REQUEST, Role.RESPONSE, Role.BODY))
_LOCATIONS = {
    Role.PATH: "path", Role.QUERY: "query", Role.HEADER: "header",
    Role.COOKIE: "cookie", Role.BODY: "body", Role.FORM: "form",
}  # fmt: skip


def heading_of(component: Component) -> str:
    """The words with which a component acts as a heading of what it holds; nothing where it does not.

    >>> heading_of(Component("tab", {"title": "404: Not found"}, 0, 0))
    '404: Not found'
    """
    attributes = lowered(component)
    if words.names_a_field(component.name) or is_field(component):
        return ""
    operation = announced_by(component) is not None
    status = "" if operation else _status_title(attributes)
    if status:
        return status
    for name in words.TITLES:
        role = role_of(attributes.get(name, ""))
        if role in _MESSAGES if operation else role is not Role.NONE:
            return attributes[name]
    return "" if operation else words.role_words(component.name)


def _status_title(attributes: Mapping[str, str]) -> str:
    for name in (*words.STATUSES, *words.TITLES):
        found = _STATUS.match(attributes.get(name, "").strip(" `*"))
        if found is not None and (found[1] in _STATUSES or found[1].upper().endswith("XX")):
            return attributes[name].strip(" `*")
    return ""


def fence_title(info: str) -> str:
    """The title in an info string, where it acts as a heading of its fence.

    >>> fence_title("json 201 Created")
    '201 Created'
    """
    _, _, rest = info.strip().partition(" ")
    if not rest:
        return ""
    found = _INFO_TITLE.search(rest)
    title = (found[1] if found else rest).strip(" \"'`{}")
    return title if _STATUS.match(title) or role_of(title) in _MESSAGES else ""


def read_component_status(document: Document, component: Component) -> StatusFact | None:
    """The status that a component documents."""
    attributes = lowered(component)
    if is_field(component) or announced_by(component) is not None:
        return None
    found = _STATUS.match(_status_title(attributes))
    if found is None:
        return None
    description = words.first_of(attributes, words.DESCRIPTIONS)
    text = component.text.strip()
    if not description and "\n" not in text and len(text) < 200 and not _STATUS.match(text):
        description = text
    span = Span(document.source, component.start, component.end)
    return StatusFact(status=found[1].upper(), description=description or found[2].strip(" )"), span=span)


def is_field(component: Component) -> bool:
    """Whether a component describes one parameter or property."""
    return _named(component, lowered(component)) is not None


def _named(component: Component, attributes: Mapping[str, str]) -> tuple[str, str] | None:
    """The name of the field that a component describes, and where the field goes if that is said."""
    if announced_by(component) is not None:
        return None
    speaks = words.names_a_field(component.name)
    typed = speaks or any(attributes.get(name) for name in (*words.TYPES, "required"))
    for location in words.LOCATION_NAMES if typed else ():
        name = attributes.get(location, "")
        if _NAME.match(name) and name != "true":
            return name, location
    location = words.first_of(attributes, words.LOCATIONS).lower()
    name = words.first_of(attributes, words.NAMES)
    if not name and speaks and "1" in attributes:
        name = attributes.get("0", "")
    if not name or not _NAME.match(name) or not (location or typed):
        return None
    if not location:
        location = _LOCATIONS.get(role_of(words.words_of(component.name)), "")
    return name, location


def role_of_field(component: Component, outer: Role) -> Role:
    """The role of a field by the name of its component, else by its place."""
    if "response" in words.words_of(component.name).split():
        return Role.RESPONSE
    return Role.PARAMETERS if outer in (Role.NONE, Role.REQUEST, Role.EXAMPLE) else outer


def read_component_fields(document: Document, components: Sequence[Component]) -> Iterator[Field]:
    """The fields that components describe, each nested in those that hold it.

    `in="query" name="limit"`, `query="limit"` and `<QueryParam name="limit">` say the same.
    """
    open_until: list[int] = []
    for component in components:
        while open_until and component.start >= open_until[-1]:
            open_until.pop()
        found = _read(document, component, len(open_until))
        if found is not None:
            yield found
            open_until.append(component.closes)


def _read(document: Document, component: Component, depth: int) -> Field | None:
    attributes = lowered(component)
    named = _named(component, attributes)
    if named is None:
        return None
    name, location = named
    said = component.text or words.first_of(attributes, words.DESCRIPTIONS)
    flags = _flags(attributes)
    if not said and flags and " " in flags[-1]:
        said = flags[-1]
    kind = _ENUM_OF.match(words.first_of(attributes, words.TYPES))
    asides = [
        kind[1] if kind else words.first_of(attributes, words.TYPES),
        *(flag for flag in flags if " " not in flag),
    ]
    span = Span(document.source, component.start, component.end)
    mark = "?" if name.endswith("?") else ""
    found = read_words(
        name.rstrip("?*"),
        mark,
        [aside for aside in asides if aside],
        said,
        span,
        depth=depth,
        description=said,
    )
    return replace(
        found,
        location=location or found.location,
        schema=_with_attributes(_with_items(found.schema, said) if kind else found.schema, attributes),
        required=_required(attributes, found.required),
        deprecated=found.deprecated or _is_true(attributes, "deprecated"),
        example=words.first_of(attributes, words.EXAMPLES) or found.example,
    )


def _with_items(schema: Schema, said: str) -> Schema:
    """A schema with the values that the text lists, an item each."""
    values = [convert(value, schema) for value in _ITEM.findall(said)]
    if not values or None in values or "enum" in schema.keywords:
        return schema
    return replace(schema, keywords={**schema.keywords, "enum": list(dict.fromkeys(values))})


def _flags(attributes: Mapping[str, str]) -> list[str]:
    """The values without a name, behind that of the field where it is one of them."""
    first = 0 if words.first_of(attributes, (*words.NAMES, *words.LOCATION_NAMES)) else 1
    return [value for name, value in attributes.items() if name.isdigit() and int(name) >= first]


def _is_true(attributes: Mapping[str, str], name: str) -> bool:
    return name in attributes and attributes[name].lower() not in _FALSE


def _required(attributes: Mapping[str, str], otherwise: bool | None) -> bool | None:  # noqa: FBT001
    for name in ("required", "mandatory", "isrequired"):
        if name in attributes:
            return _is_true(attributes, name)
    return not _is_true(attributes, "optional") if "optional" in attributes else otherwise


def _with_attributes(schema: Schema, attributes: Mapping[str, str]) -> Schema:
    """A schema with the default, the choices, the format and the bounds that attributes give."""
    keywords = dict(schema.keywords)
    default = words.first_of(attributes, words.DEFAULTS)
    if default and default.lower() not in ("none", "null", "-", "undefined") and schema.ref is None:
        value = convert(default.strip("`\"'"), schema)
        if value is not None:
            keywords["default"] = value
    listed = words.first_of(attributes, words.ENUMS)
    if listed and schema.type in ("string", "integer", None) and schema.ref is None:
        values = [
            convert(value.strip("\"'` "), schema) for value in _LIST.split(listed.strip("[]() ")) if value
        ]
        if len(values) > 1 and None not in values:
            keywords["enum"] = list(dict.fromkeys(values))
    form = words.first_of(attributes, words.FORMATS).lower()
    if schema.type in ("string", "integer", "number") and re.fullmatch(r"[\w-]{2,20}", form):
        keywords.setdefault("format", form)
    for name, keyword in _BOUNDS.items():
        if re.fullmatch(r"-?\d{1,15}", attributes.get(name, "")):
            fits = (
                schema.type == "string"
                if keyword.endswith("Length")
                else schema.type in ("integer", "number")
            )
            if fits:
                keywords[keyword] = int(attributes[name])
    return replace(schema, keywords=keywords)
