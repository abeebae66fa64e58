"""Fields — parameters, properties, headers — and how they are read from the rows of a table."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from mockdown.extractors.applied_constraints import apply_constraints
from mockdown.extractors.bracket_notes import read_notes, says_optional, without_notes
from mockdown.extractors.constraints import read_constraints
from mockdown.extractors.duties import cell_text, requiredness
from mockdown.extractors.field_words import (
    Aside,
    is_enum_word,
    leading_aside,
    place_in,
    read_aside,
    with_codes,
)
from mockdown.extractors.listed_types import type_bounds
from mockdown.extractors.stacked_cells import types_are_places, unstacked, with_type_apart
from mockdown.extractors.type_links import read_type
from mockdown.extractors.value_cells import read_values
from mockdown.extractors.written_values import convert, type_of_text
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import Document, Inline, Row, Table
from mockdown.source import Rank, Span
from mockdown.values import dataclass, replace
from mockdown.vocabularies.columns import Column, column_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row or item that describes a named value."""

    name: str
    depth: int = 0
    """How deep it is nested, by `»`, indentation or dots."""
    location: str | None = None
    """What the `In` column says."""
    schema: Schema = ANYTHING
    required: bool | None = None
    description: str = ""
    deprecated: bool = False
    bare_flag: bool = False
    comma_separated: bool = False
    several: bool = False
    """Whether it may be given more than once."""
    example: str | None = None
    default: str = ""
    """What the column for defaults says, as it stands there."""
    optional_mark: bool = False
    """Whether a `?` behind the name, or a note such as `[optional]`, marks it as optional."""
    span: Span = field(compare=False, repr=False)


_INDENT = re.compile(r"^(?:[»›→↳└├│─>\u00a0\u2003+]|&nbsp;|-{1,3}>|--+|- )+\s*")
_INDENT_MARK = re.compile(r"[»›→↳└├+]|-{1,3}>|--|&nbsp;&nbsp;|[\u00a0\u2003]{2}|- ")
NAME = re.compile(
    r"^(?P<name>\[(?:array item|any property|any key)\]|[\w.$@:/~{}<>\[\]*-]*[\w\]}>*]"
    r"|\*)(?P<mark>\??\*?)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_SWITCH = re.compile(
    r"(?<![\w.])[`\"']?0[`\"']?(?![\w.])[^.\n]{1,40}(?<![\w.])[`\"']?1[`\"']?(?![\w.])"
    r"|(?<![\w.])[`\"']?1[`\"']?(?![\w.])[^.\n]{1,40}(?<![\w.])[`\"']?0[`\"']?(?![\w.])"
)
_CODE_TAG = re.compile(r"<code[^<>]*>([^<>]*)</code>", re.IGNORECASE)
_BOLD_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_OWN_CLOSED = re.compile(r"<[A-Z]\w*(?:\s[^<>]*)?/>\s?")
_SEVERAL = re.compile(r"^[\w.-]+(?:\s*(?:,|/|\bor\b|\band\b)\s*[\w.-]+)+$")
_DUTIES = frozenset(("required", "optional", "mandatory"))
"""What stands in a column of kinds that tells which fields are needed; another one has the data types."""
_PLACES = frozenset(("path", "query", "header", "body", "cookie", "form", "formdata", "querystring"))


def table_columns(table: Table) -> tuple[Column, ...]:
    """What each column of a table holds; a column for kinds that names places is one for locations."""
    columns = tuple(column_of(cell.text) for cell in table.header)
    if columns == (Column.NAME, Column.NONE) and not table.header[1].text.strip():
        return (Column.NAME, Column.DESCRIPTION)
    if (
        columns[:1] == (Column.PATH,)
        and Column.TYPE in columns
        and not {Column.NAME, Column.METHOD, Column.OPERATION} & set(columns)
    ):
        return (Column.NAME, *columns[1:])  # the path of a member inside the body: `crew[].name`
    if types_are_places(table, columns):
        places = {Column.TYPE: Column.LOCATION, Column.VALUE: Column.TYPE}
        return tuple(places.get(column, column) for column in columns)
    if Column.TYPE in columns and Column.LOCATION not in columns:
        at = columns.index(Column.TYPE)
        kinds = {row.cells[at].text.strip(" `").lower() for row in table.rows if at < len(row.cells)}
        if kinds and kinds <= _PLACES:
            return tuple(Column.LOCATION if column is Column.TYPE else column for column in columns)
        if kinds and kinds <= _DUTIES and Column.REQUIRED not in columns:
            return (*columns[:at], Column.REQUIRED, *columns[at + 1 :])
    return columns


def is_field_table(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of fields: a name, and something said of it."""
    if Column.NAME not in columns or Column.STATUS in columns or Column.METHOD in columns:
        return False
    if columns[0] is Column.VALUE:
        return False  # values with their names
    return len(columns) > 1 and columns.index(Column.NAME) <= 1


def read_table(document: Document, table: Table) -> Iterator[Field]:
    """The fields of a table, a row each.

    Where some are marked optional by `?` or `[optional]`, those without the mark are required.
    """
    fields = list(_read_rows(document, table))
    marked_ones = any(item.optional_mark for item in fields)
    for item in fields:
        yield replace(item, required=True) if marked_ones and item.required is None else item


def _read_rows(document: Document, table: Table) -> Iterator[Field]:
    columns = table_columns(table)
    data = document.source.data
    piped = data[table.start : table.start + 1] == b"|"
    for row in table.rows:
        if piped and data[row.start : row.start + 1] != b"|":
            continue  # a description that was broken over lines; GFM makes a row of it
        cells: dict[Column, Inline] = {}
        for column, cell in zip(columns, row.cells, strict=False):
            second = column is Column.DESCRIPTION and column in cells
            cells.setdefault(Column.NOTES if second else column, cell)
        for one in unstacked(with_type_apart(document, cells)):
            name = one.get(Column.NAME)
            if name is not None and name.text and not _says_none(name, one.values()):
                yield from _read_row(document, row, name, one)


_NOTHING = frozenset(("none", "n/a", "na", "-", "–", "—", ""))


def lists_nothing(table: Table) -> bool:
    """Whether each row of a table says that there is nothing."""
    return all(cell.text.strip().lower() in _NOTHING for row in table.rows for cell in row.cells)


def _says_none(name: Inline, cells: Iterable[Inline]) -> bool:
    """Whether a row says in each of its cells that there is nothing to list."""
    return name.text.strip().lower() in _NOTHING and all(
        cell.text.strip().lower() in _NOTHING for cell in cells
    )


def _read_row(document: Document, row: Row, name: Inline, cells: Mapping[Column, Inline]) -> Iterator[Field]:
    text = document.source.slice(name.start, name.end) if "»" in name.text else name.text
    depth, label = _indentation(name.text or text)
    if not depth:
        depth = len(_spaces_before(document, name))
    names = [label]
    plain = label.partition("\n")[0].strip()
    if (len(name.codes) > 1 or "," in plain) and _SEVERAL.match(plain):
        names = re.split(r"\s*(?:,|/|\bor\b|\band\b)\s*", plain)
    for one in names:
        found = _read_cells(document, row, one, depth, cells)
        if found is not None:
            yield found


def _spaces_before(document: Document, name: Inline) -> str:
    """The spaces that do not break at the start of a cell, which indent a nested name."""
    first = document.source.data[name.start : name.start + 4].lstrip(b" ")[:1]
    if first not in (b"&", b"\xc2", b"\xe2", b"\xe3"):
        return ""
    raw = html.unescape(document.source.slice(name.start, name.end)).lstrip(" ")
    return raw[: len(raw) - len(raw.lstrip("\u00a0\u2000\u2001\u2002\u2003\u2004\u3000"))]


def _read_cells(
    document: Document, row: Row, label: str, depth: int, cells: Mapping[Column, Inline]
) -> Field | None:
    parsed = NAME.match(label.strip())
    if parsed is None:
        return None
    description = marked(document, cells.get(Column.DESCRIPTION))
    schema = read_type(cells[Column.TYPE]) if cell_text(cells, Column.TYPE) else ANYTHING
    if schema.is_unknown and cell_text(cells, Column.SCHEMA):
        schema = read_type(cells[Column.SCHEMA])
    said = read_constraints(description)
    aside = parsed["rest"].strip(" \n()")
    if aside or schema.is_unknown:
        beside = read_aside(aside or leading_aside(description))
        schema = schema if not schema.is_unknown else beside.schema
        said = beside.over(said)
    limits = type_bounds(cell_text(cells, Column.TYPE) or aside, schema)
    said = replace(said, bounds={**limits, **said.bounds}) if limits else said
    duty = marked(document, cells.get(Column.REQUIRED))
    said = Aside(said=read_constraints(duty)).over(said) if " " in duty or "<" in duty else said
    notes = cell_text(cells, Column.NOTES) or description
    said = read_notes(notes, said)
    description = without_notes(description)
    text = without_notes(cell_text(cells, Column.DESCRIPTION))
    schema = _as_switch(schema, text)
    if (
        schema.type == "string"
        and "enum" not in schema.keywords
        and is_enum_word(cell_text(cells, Column.TYPE))
    ):
        schema = with_codes(schema, cells.get(Column.DESCRIPTION))
    schema = apply_constraints(schema, said)
    if not _VALUE_COLUMNS.isdisjoint(cells):
        schema = _with_columns(document, schema, cells)
    if Column.VALUE in cells:
        schema = read_values(cells[Column.VALUE], schema)
    mark = parsed["mark"] or ("*" if _STARRED.search(parsed["name"]) else "")
    required = requiredness(cells, said, mark)
    example = cell_text(cells, Column.EXAMPLE) or _shown_value(cell_text(cells, Column.VALUE))
    words = " " in (schema.ref or "") and "#" not in (schema.ref or "")  # a kind of field, no type
    if example and len(example) < _SHORT and (schema.is_unknown or words):
        schema = _shown(example, schema)
    return Field(
        name=clean_name(parsed["name"]),
        depth=depth,
        location=cell_text(cells, Column.LOCATION).lower() or place_in(text),
        schema=schema,
        required=required,
        description=description if text else "",
        deprecated=said.deprecated or "deprecated" in aside.lower(),
        bare_flag=said.bare_flag,
        comma_separated=said.comma_separated,
        several=said.several,
        example=example,
        default=cell_text(cells, Column.DEFAULT),
        optional_mark="?" in parsed["mark"] or says_optional(notes),
        span=Span(document.source, row.start, row.end),
    )


_STARRED = re.compile(r"(?<=[A-Za-z0-9])\\?\*$")
"""A star behind a name says that it is required; `prefix_*` is a name of its own."""
_SHOWN = re.compile(r"^(?:-?\d+(?:\.\d+)?|true|false|(?:bearer|basic)\s.+)$", re.IGNORECASE)


def _shown_value(cell: str) -> str | None:
    """A value that is sent as it stands: a number, a switch, credentials; words may say other things."""
    return cell if _SHOWN.match(cell) else None


def _as_switch(schema: Schema, description: str) -> Schema:
    """A type called "binary" whose values are 0 and 1 is a number."""
    if schema.keywords.get("format") == "binary" and _SWITCH.search(description):
        return Schema(type="integer", keywords={"enum": [0, 1]})
    return schema


def marked(document: Document, cell: Inline | None) -> str:
    """The Markdown of a cell: marks tell a value from a word."""
    if cell is None or not cell.text:
        return ""
    if not (cell.codes or cell.strong or cell.links):
        return cell.text
    text = document.source.slice(cell.start, cell.end).replace("\\|", "|").strip(" |")
    return _as_markdown(text) if "<" in text else text


def _as_markdown(text: str) -> str:
    """Code and bold type in HTML as Markdown has them; components that close themselves are left out."""
    text = without_components(_BOLD_TAG.sub("**", text))
    return _CODE_TAG.sub(lambda found: f"`{found[1]}`" if "`" not in found[1] else found[1], text)


def without_components(text: str) -> str:
    """A text without the components in it that close themselves: `<Badge kind="beta" />`."""
    return _OWN_CLOSED.sub("", text) if "/>" in text else text


def clean_name(name: str) -> str:
    name = name.strip("`").removeprefix("**").removesuffix("**").strip()
    return re.sub(r"(?<=\w)\\?\*$", "", name) if name.endswith("*") else name


def _indentation(text: str) -> tuple[int, str]:
    found = None if text[:1].isalnum() else _INDENT.match(text)
    if found is None:
        return 0, text
    return max(1, len(_INDENT_MARK.findall(found[0]))), text[found.end() :]


def _shown(example: str, schema: Schema) -> Schema:
    """The type of a cell with an example that is JSON, where the column of types holds no type."""
    try:
        kind = _JSON_TYPES.get(type(json.loads(example.strip("`"))))
    except ValueError:
        return schema
    known = Schema(type=kind, keywords=schema.keywords, nullable=schema.nullable, rank=Rank.PROSE)
    return schema if kind is None else known


_SHORT = 200
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


_VALUE_COLUMNS = frozenset((Column.DEFAULT, Column.FORMAT, Column.ENUM, Column.CONSTRAINTS, Column.NULLABLE))


def _with_columns(document: Document, schema: Schema, cells: Mapping[Column, Inline]) -> Schema:
    """Add what the columns for default, format, choices and restrictions say."""
    keywords = dict(schema.keywords)
    default = cell_text(cells, Column.DEFAULT).strip('`*" ')
    if default and default.lower() not in (
        "none",
        "n/a",
        "-",
        "–",
        "—",
        "required",
        "mandatory",
        "optional",
        "null",
    ):
        value = convert(default, schema)
        if value is not None and schema.ref is None:
            keywords["default"] = value
            if schema.is_unknown:
                schema = replace(schema, type=type_of_text(default))
                keywords["default"] = convert(default, schema)
    format_name = cell_text(cells, Column.FORMAT).lower()
    if format_name and schema.type == "string" and re.fullmatch(r"[\w-]{2,20}", format_name):
        keywords.setdefault("format", format_name)
    choices = cells.get(Column.ENUM)
    if choices is not None and choices.text and schema.type in ("string", "integer", None):
        listed = list(choices.codes) or [part for part in re.split(r"\s*[,|\n]\s*", choices.text) if part]
        values = [convert(value.strip("\"' "), schema) for value in listed]
        if None not in values and all(len(str(value)) < 60 for value in values):
            keywords["enum"] = list(dict.fromkeys(values))
    if keywords != schema.keywords:
        schema = replace(schema, keywords=keywords)
    limits = cell_text(cells, Column.CONSTRAINTS)
    if limits and limits not in ("none", "-"):
        schema = apply_constraints(schema, read_constraints(marked(document, cells[Column.CONSTRAINTS])))
    nullable = cell_text(cells, Column.NULLABLE).lower()
    if nullable in ("yes", "true", "y", "✓", "✅"):
        schema = replace(schema, nullable=True)
    return schema


_NEEDED = re.compile(r"^\W*(?:required|mandatory)\b(?!\W+(?:or|and|/))", re.IGNORECASE)
"""A title that says of all fields below that they are needed: `Required arguments:`."""


def with_duty(fields: tuple[Field, ...], title: str) -> tuple[Field, ...]:
    """Fields which their title may say are all needed; what one of them says itself goes first."""
    if not fields or not _NEEDED.match(title):
        return fields
    top = min(item.depth for item in fields)
    return tuple(
        replace(item, required=True) if item.required is None and item.depth == top else item
        for item in fields
    )
