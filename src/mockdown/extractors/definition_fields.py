"""Reads fields from definition lists."""

from __future__ import annotations

from collections.abc import Iterator

from mockdown.extractors.field_lists import read_words
from mockdown.extractors.field_words import leading_aside
from mockdown.extractors.fields import NAME, Field, marked
from mockdown.readers.blocks import Definition, DefinitionList, Document, Paragraph
from mockdown.source import Span
from mockdown.vocabularies.roles import Role, role_of


def read_definitions(document: Document, block: DefinitionList) -> Iterator[Field]:
    """The fields of a definition list: each term is a name."""
    for entry in block.entries:
        found = _read_definition(document, entry)
        if found is not None and not (len(block.entries) == 1 and _is_title(entry, found)):
            yield found


def _is_title(entry: Definition, found: Field) -> bool:
    """Whether a lone term says what follows rather than naming a field: "Attributes"."""
    term = entry.term.text.strip()
    told = found.required is not None or not found.schema.is_unknown or bool(entry.term.codes)
    return term[:1].isupper() and role_of(term) in _TITLES and not told


_TITLES = (Role.FIELDS, Role.PARAMETERS, Role.BODY, Role.QUERY, Role.HEADER)


def _read_definition(document: Document, entry: Definition) -> Field | None:
    parsed = NAME.match(entry.term.text.strip())
    if parsed is None or " " in parsed["name"]:
        return None
    texts = [block.inline for block in entry.blocks if isinstance(block, Paragraph)]
    text = " ".join(inline.text for inline in texts)
    described = " ".join(marked(document, inline) for inline in texts)
    aside = parsed["rest"].strip(" ()") or leading_aside(described)
    span = Span(document.source, entry.term.start, entry.term.end)
    return read_words(parsed["name"], parsed["mark"], [aside], described, span, description=text)
