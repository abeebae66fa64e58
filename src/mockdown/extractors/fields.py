"""Reads fields — parameters, properties, headers — from tables, lists and definition lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mockdown.extractors.constraints import Constraints, apply_constraints, convert, read_constraints
from mockdown.extractors.types import parse_type, read_type
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import (
    Definition,
    DefinitionList,
    Document,
    Inline,
    Item,
    ListBlock,
    Paragraph,
    Row,
    Table,
)
from mockdown.source import Span
from mockdown.vocabularies.columns import Column, column_of
from mockdown.vocabularies.types import TYPES


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
    example: str | None = None
    span: Span = field(compare=False, repr=False)


_INDENT = re.compile(r"^(?:[»›→↳└├│─>\u00a0\u2003+]|&nbsp;|-{1,3}>|--+|- )+\s*")
_INDENT_MARK = re.compile(r"[»›→↳└├+]|-{1,3}>|--|&nbsp;&nbsp;|[\u00a0\u2003]{2}|- ")
_NAME = re.compile(
    r"^(?P<name>\[(?:array item|any property|any key)\]|[\w.$@:/~{}<>\[\]*-]*[\w\]}>*]|\*)(?P<mark>\??\*?)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_SEVERAL = re.compile(r"^[\w.-]+(?:\s*(?:,|/|\bor\b|\band\b)\s*[\w.-]+)+$")
_BOOL = {
    **dict.fromkeys(("true", "yes", "y", "required", "mandatory", "✓", "✔", "✅", "x", "1", "always", "*", "must"), True),
    **dict.fromkeys(("false", "no", "n", "optional", "-", "–", "—", "✗", "✘", "❌", "0", "never", "conditional"), False),
}  # fmt: skip


def table_columns(table: Table) -> tuple[Column, ...]:
    """What each column of a table holds."""
    return tuple(column_of(cell.text) for cell in table.header)


def is_field_table(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of fields: a name, and something said of it."""
    if Column.NAME not in columns or Column.STATUS in columns or Column.METHOD in columns:
        return False
    return len(columns) > 1 and columns.index(Column.NAME) <= 1


def read_table(document: Document, table: Table) -> Iterator[Field]:
    """The fields of a table, a row each."""
    columns = table_columns(table)
    data = document.source.data
    piped = data[table.start : table.start + 1] == b"|"
    for row in table.rows:
        if piped and data[row.start : row.start + 1] != b"|":
            continue  # a description that was broken over lines; GFM makes a row of it
        cells: dict[Column, Inline] = {}
        for column, cell in zip(columns, row.cells, strict=False):
            if column not in cells:
                cells[column] = cell
        name = cells.get(Column.NAME)
        if name is not None and name.text:
            yield from _read_row(document, row, name, cells)


def _read_row(document: Document, row: Row, name: Inline, cells: dict[Column, Inline]) -> Iterator[Field]:
    text = document.source.slice(name.start, name.end) if "»" in name.text else name.text
    depth, label = _indentation(name.text or text)
    names = [label]
    plain = label.split("\n")[0].strip()
    if _SEVERAL.match(plain) and (len(name.codes) > 1 or "," in plain):
        names = re.split(r"\s*(?:,|/|\bor\b|\band\b)\s*", plain)
    for one in names:
        found = _read_cells(document, row, one, depth, cells)
        if found is not None:
            yield found


def _read_cells(
    document: Document, row: Row, label: str, depth: int, cells: dict[Column, Inline]
) -> Field | None:
    parsed = _NAME.match(label.strip())
    if parsed is None:
        return None
    description = _cell(cells, Column.DESCRIPTION)
    schema = read_type(cells[Column.TYPE]) if _cell(cells, Column.TYPE) else ANYTHING
    if schema.is_unknown and _cell(cells, Column.SCHEMA):
        schema = read_type(cells[Column.SCHEMA])
    said = read_constraints(_marked(document, cells.get(Column.DESCRIPTION)))
    aside = parsed["rest"].strip(" \n()")
    if aside:
        schema, said = _from_aside(aside, schema, said)
    schema = _with_columns(document, apply_constraints(schema, said), cells)
    required = _requiredness(cells, said, parsed["mark"])
    example = _cell(cells, Column.EXAMPLE) or None
    return Field(
        name=_clean(parsed["name"]),
        depth=depth,
        location=_cell(cells, Column.LOCATION).lower() or None,
        schema=schema,
        required=required,
        description=_description(document, cells.get(Column.DESCRIPTION)) if description else "",
        deprecated=said.deprecated or "deprecated" in aside.lower(),
        bare_flag=said.bare_flag,
        comma_separated=said.comma_separated,
        example=example,
        span=Span(document.source, row.start, row.end),
    )


def _cell(cells: dict[Column, Inline], column: Column) -> str:
    cell = cells.get(column)
    return cell.text.strip() if cell is not None else ""


def _marked(document: Document, cell: Inline | None) -> str:
    """The Markdown of a cell: marks tell a value from a word."""
    if cell is None or not cell.text:
        return ""
    if not (cell.codes or cell.strong or cell.links):
        return cell.text
    return document.source.slice(cell.start, cell.end).replace("\\|", "|").strip(" |")


def _description(document: Document, cell: Inline | None) -> str:
    return _marked(document, cell)


def _clean(name: str) -> str:
    return name.strip("`").removeprefix("**").removesuffix("**").strip()


def _indentation(text: str) -> tuple[int, str]:
    found = _INDENT.match(text)
    if found is None:
        return 0, text
    return max(1, len(_INDENT_MARK.findall(found[0]))), text[found.end() :]


_FLAGS = {
    "required": True,
    "mandatory": True,
    "optional": False,
}


def _from_aside(aside: str, schema: Schema, said: Constraints) -> tuple[Schema, Constraints]:
    """What stands behind a name in its own cell: `(optional)`, `string, required`."""
    for word in re.split(r"[,;()\s]+", aside.lower()):
        if word in _FLAGS and said.required is None:
            said = replace(said, required=_FLAGS[word])
        elif word == "deprecated":
            said = replace(said, deprecated=True)
    if schema.is_unknown:
        first = re.split(r"[,;()]", aside)[0].strip()
        candidate = parse_type(first)
        if not candidate.is_unknown and candidate.ref is None:
            schema = candidate
    return schema, said


def _requiredness(cells: dict[Column, Inline], said: Constraints, mark: str) -> bool | None:
    text = _cell(cells, Column.REQUIRED).lower().strip(" .*`()")
    if text:
        known = _BOOL.get(text)
        if known is None:
            first = re.match(r"[\w✓✔✅✗✘❌]+", text)
            known = _BOOL.get(first[0]) if first else None
        if known is not None:
            return known
        if re.match(r"(only )?(if|when|for|unless)\b", text):
            return False
    elif Column.REQUIRED in cells and _cell(cells, Column.REQUIRED) == "*":
        return True
    optional = _cell(cells, Column.OPTIONAL).lower()
    if optional:
        known = _BOOL.get(optional)
        if known is not None:
            return not known
    default = _cell(cells, Column.DEFAULT).lower().strip("*` .")
    if default in ("required", "mandatory"):
        return True
    if mark:
        return "?" not in mark
    if said.required is not None:
        return said.required
    if Column.REQUIRED in cells:
        return False
    if Column.DEFAULT in cells and (default and default not in ("none", "n/a", "-", "–", "—")):
        return False
    return None


def _with_columns(document: Document, schema: Schema, cells: dict[Column, Inline]) -> Schema:
    """Add what the columns for default, format, choices and restrictions say."""
    keywords = dict(schema.keywords)
    default = _cell(cells, Column.DEFAULT).strip('`*" ')
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
                schema = replace(schema, type=_type_of_text(default))
                keywords["default"] = convert(default, schema)
    format_name = _cell(cells, Column.FORMAT).lower()
    if format_name and schema.type == "string" and re.fullmatch(r"[\w-]{2,20}", format_name):
        keywords.setdefault("format", format_name)
    choices = cells.get(Column.ENUM)
    if choices is not None and choices.text and schema.type in ("string", "integer", None):
        listed = list(choices.codes) or [part for part in re.split(r"\s*[,|\n]\s*", choices.text) if part]
        values = [convert(value.strip("\"' "), schema) for value in listed]
        if None not in values and all(len(str(value)) < 60 for value in values):
            keywords["enum"] = list(dict.fromkeys(values))
    schema = replace(schema, keywords=keywords)
    limits = _cell(cells, Column.CONSTRAINTS)
    if limits and limits not in ("none", "-"):
        schema = apply_constraints(schema, read_constraints(_marked(document, cells[Column.CONSTRAINTS])))
    nullable = _cell(cells, Column.NULLABLE).lower()
    if nullable in ("yes", "true", "y", "✓", "✅"):
        schema = replace(schema, nullable=True)
    return schema


def _type_of_text(value: str) -> str:
    if value.lower() in ("true", "false"):
        return "boolean"
    return "integer" if re.fullmatch(r"-?\d+", value) else "string"


_ITEM = re.compile(
    r"^(?P<name>[\w.$@:\[\]<>{}*-]+)(?P<mark>\??\*?)\s*(?:=\s*(?P<value><[^<>]{1,60}>|\{[^{}]{1,60}\}|[^\s,:()]{1,60}))?"
    r"\s*(?:(?P<paren>[(\[][^()\[\]]*(?:\([^()]*\)[^()]*)*[)\]])\s*)*"
    r"(?:(?:\s*[:–—-]+|\.|,|\s(?=[A-Z])|\s(?=is\b|are\b|the\b|if\b))\s*(?P<text>.*))?$",
    re.DOTALL,
)


def read_list(document: Document, block: ListBlock, depth: int = 0) -> Iterator[Field]:
    """The fields of a list, an item each; nested lists are nested fields."""
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            continue
        found = _read_item(document, item, first.inline, depth)
        if found is None:
            continue
        yield found
        for child in item.blocks[1:]:
            if isinstance(child, ListBlock) and depth < 8:
                nested = list(read_list(document, child, depth + 1))
                if nested and not found.schema.keywords.get("enum"):
                    yield from nested


def is_field_list(block: ListBlock) -> bool:
    """Whether the items start with names in code or bold, with something behind."""
    hits = 0
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph) and _leading_name(first.inline) is not None:
            hits += 1
    return hits * 2 > len(block.items) if block.items else False


def _leading_name(inline: Inline) -> str | None:
    text = inline.text
    for mark in (*inline.codes[:1], *inline.strong[:1]):
        name = mark.strip().rstrip(":")
        if text.startswith(mark.strip()) and re.fullmatch(r"[\w.$@\[\]<>{}*=?-]{1,80}", name):
            return name
    found = re.match(r"^([a-z][\w.]*(?:\[\])?)\s*(?:\((?:\w+[ ,]*)+\)|[:=–—]|\s-\s)", text)
    if found and not inline.codes[:1]:
        return found[1]
    return None


def _read_item(document: Document, item: Item, inline: Inline, depth: int) -> Field | None:
    name = _leading_name(inline)
    if name is None:
        return None
    found = _ITEM.match(inline.text.strip())
    if found is None:
        return None
    return _from_words(
        found["name"] or name,
        found["mark"],
        _asides(inline.text, found["paren"], found["value"]),
        _marked(document, inline),
        inline.text,
        Span(document.source, inline.start, inline.end),
        depth,
        found["text"] or "",
    )


def _asides(text: str, paren: str | None, value: str | None) -> list[str]:
    asides = re.findall(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()]*)*)[)\]]", text[:200]) if paren else []
    if value:
        asides.append(value.strip("<>{}"))
    return asides


def _from_words(
    name: str,
    mark: str,
    asides: list[str],
    marked: str,
    text: str,
    span: Span,
    depth: int,
    description: str,
) -> Field:
    said = read_constraints(marked)
    schema = ANYTHING
    for aside in asides:
        schema, said = _from_aside(aside, schema, said)
        for part in re.split(r"[,;:]", aside):
            words = part.strip().strip("<>").lower()
            if words in TYPES and schema.is_unknown:
                schema = parse_type(words)
            elif words in _FLAGS and said.required is None:
                said = replace(said, required=_FLAGS[words])
    if mark and said.required is None:
        said = replace(said, required="?" not in mark)
    if schema.is_unknown:
        leading = re.match(
            r"\s*\(?\*{0,2}`?([a-z]+(?:\[\]|\s+of\s+\w+|\([\w-]+\))?)`?\*{0,2}\)?(?=[,.;:)\s–—-]|$)",
            description.lower(),
        )
        if leading and (leading[1] in TYPES or " of " in leading[1] or leading[1].endswith("]")):
            candidate = parse_type(leading[1])
            if candidate.ref is None:
                schema = candidate
    return Field(
        name=_clean(name.rstrip(":")),
        depth=depth,
        schema=apply_constraints(schema, said),
        required=said.required,
        description=description.strip() or text,
        deprecated=said.deprecated,
        bare_flag=said.bare_flag,
        comma_separated=said.comma_separated,
        span=span,
    )


def read_definitions(document: Document, block: DefinitionList) -> Iterator[Field]:
    """The fields of a definition list: each term is a name."""
    for entry in block.entries:
        found = _read_definition(document, entry)
        if found is not None:
            yield found


def _read_definition(document: Document, entry: Definition) -> Field | None:
    parsed = _NAME.match(entry.term.text.strip())
    if parsed is None or " " in parsed["name"]:
        return None
    texts = [block.inline for block in entry.blocks if isinstance(block, Paragraph)]
    text = " ".join(inline.text for inline in texts)
    marked = " ".join(_marked(document, inline) for inline in texts)
    asides = [parsed["rest"].strip(" ()")] if parsed["rest"].strip() else []
    span = Span(document.source, entry.term.start, entry.term.end)
    return _from_words(parsed["name"], parsed["mark"], asides, marked, text, span, 0, text)
