"""Reads fields from lists, headings and paragraphs that start with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mockdown.extractors.applied_constraints import apply_constraints
from mockdown.extractors.choices import read_choices
from mockdown.extractors.constraints import Constraints, read_constraints
from mockdown.extractors.field_words import place_in, read_aside
from mockdown.extractors.fields import Field, clean_name, marked, without_components
from mockdown.extractors.item_facts import asides_of, nested_facts, text_of
from mockdown.extractors.type_words import leading_type, said_type
from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import (
    CodeBlock,
    Document,
    Heading,
    Inline,
    Item,
    ListBlock,
    Paragraph,
)
from mockdown.source import Span
from mockdown.values import replace
from mockdown.vocabularies.roles import Role, role_of
from mockdown.vocabularies.types import TYPES

_ITEM = re.compile(
    r"^(?P<name>[\w.$@:\[\]<>{}*-]*(?:[\w$@:\[\]<>{}.-]|\.\*)|\*)(?P<mark>\??\*?)\s*(?:=\s*(?P<value><[^<>]{1,60}>"
    r"|\{[^{}]{1,60}\}|[^\s,:()]{1,60}))?"
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
        found = _of_facts(document, item, depth) or _read_item(document, first.inline, depth)
        if found is None:
            continue
        below: list[Field] = []
        for child in item.blocks[1:]:
            if isinstance(child, ListBlock) and depth < _DEPTH and nested_facts(child) is None:
                narrowed = _narrowed(found, child)
                if narrowed is None:
                    below.extend(read_list(document, child, depth + 1))
                else:
                    found = narrowed
        yield found
        yield from below


def _of_facts(document: Document, item: Item, depth: int) -> Field | None:
    """The field of an item that is a bare name, with a list of its type and its duty below."""
    first = item.blocks[0] if item.blocks else None
    facts = nested_facts(item.blocks[1]) if len(item.blocks) > 1 else None
    if facts is None or not isinstance(first, Paragraph):
        return None
    found = _BARE.match(first.text.strip())
    if found is None:
        return None
    span = Span(document.source, first.inline.start, first.inline.end)
    told = facts.get("description") or found["text"] or ""
    return read_words(
        found["name"], "", asides_of(facts), f"{told} {text_of(facts)}", span, depth=depth, description=told
    )


_BARE = re.compile(r"^(?P<name>[A-Za-z_$@][\w.$@\[\]-]*)\s*:?(?:\s*[-–—:]\s+(?P<text>.+))?$", re.DOTALL)


_NAMED = re.compile(
    r"[\w.$@\[\]<>{}*=?-]{1,80}|[\w.-]+(?:\[\])?=(?:<[^<>]{1,60}>|\{[^{}]{1,60}\}|[\w-]{1,40}(?:\|[\w-]{1,40})+)"
)
"""What stands marked at the start of an item: a name, perhaps with a placeholder for its value."""
_DEPTH = 8
_VALUES_TITLE = re.compile(
    r"^(?:members|values|(?:allowed|possible|valid|accepted) values|enum|one of|options)\W*$", re.IGNORECASE
)
_DEFAULT_ITEM = re.compile(r"^default\s*:\s*(?P<value>.+)$", re.IGNORECASE)
_PART = re.compile(r"\w=|<[^<>]+>")
"""In code that is no value but a part of one: `stars=<number>`."""


def _narrowed(found: Field, block: ListBlock) -> Field | None:
    """A field with the values or the default that a list nested in its item gives; None for other lists."""
    values: list[str] = []
    default: str | None = None
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        text = first.text.strip() if isinstance(first, Paragraph) else ""
        nested = item.blocks[1] if len(item.blocks) > 1 else None
        stated = _DEFAULT_ITEM.match(text)
        if stated is not None:
            default = stated["value"].strip("`\"' ")
        elif _VALUES_TITLE.match(text) and isinstance(nested, ListBlock):
            values.extend(_plain_items(nested))
        elif isinstance(first, Paragraph) and (value := _value_of(found, first.inline)) is not None:
            values.append(value)
        else:
            return None
    said = replace(read_constraints(""), enum=tuple(value.strip("\"'") for value in values), default=default)
    return replace(found, schema=apply_constraints(found.schema, said))


def _value_of(found: Field, inline: Inline) -> str | None:
    """The value that an item nested below a field stands for; None where it is a member of the field.

    A code of its own is one, and so is one with a text behind it where the field is no object.
    """
    text = inline.text.strip()
    marks = (*inline.codes[:1], *inline.strong[:1])
    value = next((mark.strip(" :") for mark in marks if text.startswith(mark.strip())), None)
    if value is None:
        return None
    name, equals, stated = value.partition("=")
    if equals and name.strip() == found.name:
        return stated.strip("\"' ")
    if _PART.search(value):
        return None
    if value == text and inline.codes:
        return value
    rest = text[len(value) :].lstrip(" :`*")
    typed = rest.startswith("(") and not read_aside(rest[1:].partition(")")[0]).schema.is_unknown
    return value if found.schema.type in ("string", "integer", "number") and not typed else None


def _plain_items(block: ListBlock) -> Iterator[str]:
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph):
            yield first.inline.codes[0] if first.inline.codes else first.text.partition(" - ")[0].strip()


def is_field_list(block: ListBlock) -> bool:
    """Whether the items start with names in code or bold, with something behind."""
    hits = 0
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        told = len(item.blocks) > 1 and nested_facts(item.blocks[1]) is not None
        if isinstance(first, Paragraph) and (told or _leading_name(first.inline) is not None):
            hits += 1
    return hits * 2 > len(block.items) if block.items else False


def _leading_name(inline: Inline) -> str | None:
    text = inline.text
    for mark in (*inline.codes[:1], *inline.strong[:1]):
        name = mark.strip().rstrip(":")
        if text.startswith(mark.strip()) and _NAMED.fullmatch(name):
            return None if name.lstrip("-").isdigit() else name  # a value and what it means
    found = re.match(r"^([a-z][\w.]*(?:\[\])?)\s*(?:\((?:\w+[ ,]*)+\)|[:=–—]|\s-\s)", text)
    if found and not (inline.codes and text.startswith(inline.codes[0])):
        return found[1]
    return None


def _read_item(document: Document, inline: Inline, depth: int) -> Field | None:
    name = _leading_name(inline)
    if name is None:
        return None
    written = without_components(inline.text).strip()
    found = _ITEM.match(written.translate(_NARROW))
    markdown = marked(document, inline)
    if not markdown.isascii():
        markdown = markdown.translate(_NARROW)
    if found is None:
        return _read_tokens(name, markdown, Span(document.source, inline.start, inline.end), depth)
    return read_words(
        found["name"] or name,
        found["mark"],
        _asides(markdown),
        markdown,
        Span(document.source, inline.start, inline.end),
        depth=depth,
        description=written[found.start("text") :] if found["text"] else "",
    )


_NARROW = str.maketrans("（）：，；＝", "():,;=")
"""The wide punctuation of East Asian texts, by the narrow."""


def _read_tokens(name: str, markdown: str, span: Span, depth: int) -> Field | None:
    """A field whose type and flags stand as words of their own: `` `offset` _integer_ **optional** – … ``."""
    rest = re.sub(r"^\s*(?:`[^`]*`|\*\*[^*]*\*\*)(?:\s*:)?", "", markdown, count=1)
    tokens, described = _tokens(rest) if rest != markdown else ([], "")
    beside = [read_aside(token) for token in tokens]
    if any(not aside.schema.is_unknown or aside.required is not None for aside in beside):
        return read_words(name, "", tokens, described, span, depth=depth, description=described)
    if markdown.startswith("`") and _PLAIN_WORDS.match(rest):
        name, asides = name.partition("=")[0], _asides(markdown)
        return read_words(name, "", asides, rest, span, depth=depth, description=rest)
    return None


_PLAIN_WORDS = re.compile(r" (?:to|for|which|that|when|sets?|gives?|limits?|returns?)\b")
"""Words that go on right behind a name in code: "`end_time=<time>` to choose the end"."""


def _asides(markdown: str) -> list[str]:
    """What stands in brackets right behind the name, or as its value: `` `name` (string, required) ``."""
    rest = re.sub(
        r"^[\s*_-]*(?:`[^`]*`|\*\*[^*]*\*\*|[\w.\[\]$@<>{}?*=-]+)\W{0,4}?(?=[\s(`<:]|$)",
        "",
        markdown,
        count=1,
    )
    rest = re.sub(r"^\s*:\s*(?:`[^`]*`|[^\s(]+(?:,? [^\s(]+){0,3})\s*(?=\()", " ", rest, count=1)
    found = re.match(r"\s*[`*_]{0,3}\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)`?", rest)
    asides = [found[1]] if found else []
    typed = re.match(r"^\s*\*\*[^*]+\*\*:?\s*`([^`]+)`", markdown)
    if typed and not parse_type(typed[1]).is_unknown and parse_type(typed[1]).ref is None:
        asides.append(typed[1])
    value = re.match(r"^\W*[\w.\[\]-]+=(<[^<>]+>|\{[^{}]+\}|[\w-]+(?:\|[\w-]+)+)", markdown)
    if value:
        asides.append(_of_placeholder(value[1].strip("<>{}")))
    return asides


def _of_placeholder(text: str) -> str:
    """The placeholder of a value: its types, or its values where none of the words is a type."""
    words = [word.strip() for word in text.split("|")]
    known = [word for word in words if word.lower() in TYPES]
    if len(words) > 1 and not known and all(re.fullmatch(r"[\w.-]{1,40}", word) for word in words):
        return ", ".join(f"`{word}`" for word in words)
    return " or ".join(known)


_BADGE = re.compile(r"\s*\{\{[<%]\s*(?P<word>required|optional|deprecated)\b[^{}]*[>%]\}\}\s*", re.IGNORECASE)
"""A shortcode that marks a field: `{{< required >}}`."""


def read_words(
    name: str,
    mark: str,
    asides: Sequence[str],
    markdown: str,
    span: Span,
    *,
    depth: int = 0,
    description: str = "",
) -> Field:
    """A field from its name, the words beside it, and the Markdown that describes it."""
    badge = _BADGE.match(description)
    if badge is not None:
        asides, description = [*asides, badge["word"]], description[badge.end() :]
    said = _described(read_constraints(markdown), description, markdown)
    schema = ANYTHING
    for aside in asides:
        beside = read_aside(aside)
        schema = beside.schema if schema.is_unknown else schema
        said = beside.over(said)
    if mark and said.required is None:
        said = replace(said, required="?" not in mark)
    if schema.is_unknown:
        schema = leading_type(description)
    return Field(
        name=clean_name(name.rstrip(":")),
        depth=depth,
        location=place_in(description or markdown),
        schema=apply_constraints(schema, said),
        required=said.required,
        description=description.strip() or markdown,
        deprecated=said.deprecated,
        bare_flag=said.bare_flag,
        comma_separated=said.comma_separated,
        several=said.several,
        span=span,
    )


_HEAD = re.compile(
    r"^[\s*_-]*(?:`[^`\n]*`|\*\*[^*\n]*\*\*)\s*(?:[*_`]{0,3}\([^()\n]*\)[*_`]{0,3})?\s*(?::|\s-|–|—)\s+(?=`)"
)
"""What stands before the description of an item, where that starts with code."""


def _described(said: Constraints, description: str, markdown: str) -> Constraints:
    """What an item says, with what only shows where its description starts: "Whether …", "Required"."""
    inner = read_constraints(description)
    head = None if said.enum else _HEAD.match(markdown)
    return replace(
        said,
        type=said.type or inner.type or said_type(description),
        format=said.format if said.type else inner.format,
        required=said.required if said.required is not None else inner.required,
        enum=said.enum if head is None else read_choices(markdown[head.end() :]),
        bounds=said.bounds or inner.bounds,
        epoch=said.epoch or inner.epoch,
        several=said.several or inner.several,
        counted=said.counted or inner.counted,
        deprecated=said.deprecated or inner.deprecated,
    )


def read_heading(document: Document, heading: Heading, description: str) -> Field:
    """The field that a heading names, `email · string · required`, with the prose below it."""
    text = heading.text.strip()
    found = re.match(r"^(?P<name>[\w.$\[\]-]+)(?P<mark>\??\*?)\s*[·•:|,(–—-]*\s*(?P<rest>.*?)\)?$", text)
    name, mark, rest = (found["name"], found["mark"], found["rest"]) if found else (text, "", "")
    aside = ", ".join(part.strip() for part in re.split(r"[·•|,–—]", rest) if part.strip())
    span = Span(document.source, heading.start, heading.end)
    return read_words(name, mark, [aside], description, span, description=description)


_BOLD_NAME = re.compile(
    r"^\*\*`?(?P<name>[A-Za-z_][\w.\[\]-]*)`?(?P<mark>\??)\*\*\s*(?P<rest>.*)$", re.DOTALL
)
_TOKEN = re.compile(
    r"\s*(?:`(?P<code>[^`\n]{1,60})`|(?P<mark>\*{1,2}|_)(?P<em>[^*_\n]{1,40})(?P=mark)|\((?P<paren>[^()\n]{1,80})\)"
    r"|(?P<word>required|optional|deprecated)\b)[,;:]?",
    re.IGNORECASE,
)


_HEADER_LINE = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*): +(?P<value>\S.{0,120})$")


def read_header_lines(document: Document, inline: Inline) -> Iterator[Field]:
    """The headers of a paragraph that is nothing but header lines: `X-Request-Id: <uuid>`."""
    lines = [
        _HEADER_LINE.match(line.strip())
        for line in document.source.slice(inline.start, inline.end).split("\n")
    ]
    if None in lines:
        return
    for line in lines:
        if line is not None:
            span = Span(document.source, inline.start, inline.end)
            schema = parse_type(line["value"].strip("<>{}`"))
            yield Field(
                name=line["name"],
                schema=schema if schema.type in ("string", "integer", "boolean") else ANYTHING,
                description=line["value"] if line["name"].lower() == "authorization" else "",
                span=span,
            )


def read_header_block(document: Document, block: CodeBlock) -> tuple[Field, ...]:
    """The headers of a code block that is nothing but header lines; their values are examples."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    found = [_HEADER_LINE.match(line) for line in lines]
    if not lines or None in found:
        return ()
    span = Span(document.source, block.start, block.end)
    return tuple(
        Field(
            name=line["name"],
            schema=Schema(type="string"),
            description=line["value"] if line["name"].lower() == "authorization" else "",
            span=span,
        )
        for line in found
        if line is not None
    )


def read_paragraph(document: Document, inline: Inline) -> Field | None:
    """The field of a paragraph that starts with its name in bold: ``**limit** `integer` *optional*``."""
    if not inline.strong or not inline.text.startswith(inline.strong[0]):
        return None
    found = _BOLD_NAME.match(document.source.slice(inline.start, inline.end))
    if found is None or role_of(found["name"]) in _NO_NAMES:
        return None
    tokens, description = _tokens(found["rest"])
    aside = read_aside(", ".join(tokens))
    if not tokens or (aside.schema.is_unknown and aside.required is None):
        return None
    span = Span(document.source, inline.start, inline.end)
    return read_words(found["name"], found["mark"], tokens, description, span, description=description)


_NO_NAMES = (Role.RESPONSE, Role.STATUSES)
"""Titles of what comes back, which no field that is sent has for a name."""


def _tokens(text: str) -> tuple[list[str], str]:
    """What stands in code, emphasis or brackets behind a name, and the words after."""
    tokens: list[str] = []
    position = 0
    while True:
        found = _TOKEN.match(text, position)
        if found is None:
            return tokens, text[position:].strip(" -–—:,\n")
        tokens.append(found["code"] or found["em"] or found["paren"] or found["word"])
        position = found.end()
