"""Reads code blocks: JSON, curl commands, raw HTTP messages, plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from urllib.parse import unquote_plus

from mockdown.extractors.client_calls import holds_calls, read_calls
from mockdown.extractors.described_values import as_described
from mockdown.extractors.example_schemas import infer_schema, plain_value
from mockdown.extractors.facts import (
    ExampleFact,
    Fact,
    FieldsFact,
    HeaderFact,
    MediaFact,
    RequestFact,
    SchemaFact,
    StatusFact,
)
from mockdown.extractors.field_lists import read_header_block
from mockdown.extractors.fields import Field
from mockdown.extractors.httpie import holds_httpie, read_httpie
from mockdown.extractors.json_schemas import is_json_schema, read_json_schema
from mockdown.extractors.passages import Passage
from mockdown.extractors.requests import BARE_STATUS, SampleRequest, SampleResponse, read_curl, read_exchange
from mockdown.extractors.security import read_request_security
from mockdown.extractors.transcripts import is_transcript, read_transcript
from mockdown.extractors.type_declarations import (
    declares_types,
    is_object_type,
    read_type,
    read_type_declarations,
)
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.readers.blocks import (
    CodeBlock,
    Document,
)
from mockdown.readers.json_samples import JsonSample, looks_like_json, read_json
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.roles import Role


def read_code(document: Document, passage: Passage, block: CodeBlock) -> Iterator[Fact]:
    """The facts of a fence or an indented block, by what stands in it: JSON, a command, a message."""
    text = block.text
    if declares_types(text):
        yield from _of_types(document, passage, block)
        return
    headers = read_header_block(document, block) if passage.role is Role.HEADER else ()
    if headers:
        yield FieldsFact(role=Role.HEADER, fields=headers, title=passage.title, span=headers[0].span)
        return
    place = _BODIES.get(passage.role)
    if place is not None and is_object_type(text):
        at = Span(document.source, block.start, block.end)
        yield SchemaFact(role=place, schema=read_type(text), status=passage.status, span=at)
        return
    if looks_like_json(text):
        yield from _of_json(document, passage, block, text, 0)
        return
    head = text.lstrip()[:12]
    if "curl" in text[:4000] and not head.startswith("{"):
        hit = False
        for request in read_curl(text):
            hit = True
            yield from _of_request(document, block, request, curl=True)
        if hit:
            yield from _of_output(document, passage, block)
            return
    if holds_httpie(text):
        commands = list(read_httpie(text))
        for request in commands:
            yield from _of_request(document, block, request, curl=True)
        if commands:
            return
    if holds_calls(text):
        calls = read_calls(text)
        for request in calls:
            yield from _of_request(document, block, request, curl=True)
        if calls:
            return
    upper = head.upper()
    if upper.startswith(
        ("HTTP", "STATUS", "GET ", "POST", "PUT ", "DELETE", "PATCH", "HEAD ", "OPTIONS", "<", ">")
    ) or BARE_STATUS.match(text):
        sent, response = read_transcript(text) if is_transcript(text) else read_exchange(text)
        if sent is not None and (sent.headers or sent.body or sent.target.query or response):
            yield from _of_request(document, block, sent, curl=False)
        if response is not None:
            yield from _of_response(document, passage, block, response)
        return
    if passage.role is not Role.RESPONSE and _ENCODED.fullmatch(text.strip()):
        yield _of_form(document, block, text.strip())
        return
    if passage.role in (Role.RESPONSE, Role.BODY) and block.language in ("text", "txt", "plain", "plaintext"):
        role = passage.role
        yield ExampleFact(
            role=role,
            media_type="text/plain",
            schema=Schema(type="string", rank=Rank.EXAMPLE),
            value=text.strip(),
            status=passage.status,
            title=passage.title,
            span=Span(document.source, block.start, block.end),
        )


_ENCODED = re.compile(r"[\w.\[\]%*-]+=[^&\s]*(?:&[\w.\[\]%*-]+=[^&\s]*)+")
"""A form as it is sent (WHATWG URL, 5.1), of two fields or more."""


def _of_form(document: Document, block: CodeBlock, text: str) -> FieldsFact:
    place = placer(document, block, block.text, 0)
    start = block.text.index(text)
    fields = []
    for part in text.split("&"):
        name = unquote_plus(part.partition("=")[0])
        fields.append(Field(name=name, schema=Schema(type="string", rank=Rank.EXAMPLE), span=place(start)))
        start += len(part) + 1
    return FieldsFact(role=Role.FORM, fields=tuple(fields), span=fields[0].span)


_BODIES = {
    Role.BODY: Role.BODY,
    Role.REQUEST: Role.BODY,
    Role.RESPONSE: Role.RESPONSE,
    Role.STATUSES: Role.RESPONSE,
}


def _of_types(document: Document, passage: Passage, block: CodeBlock) -> Iterator[Fact]:
    """The type that is declared last, under the heading of a body, is that of the body."""
    declared = list(read_type_declarations(block.text))
    role = _BODIES.get(passage.role)
    if role is None or not declared:
        return
    span = Span(document.source, block.start, block.end)
    yield SchemaFact(role=role, schema=Schema(ref=declared[-1].name), status=passage.status, span=span)


_OUTPUT = re.compile(r"(?<!\\)\n(?=[ \t]*[\[{])")


def _of_output(document: Document, passage: Passage, block: CodeBlock) -> Iterator[Fact]:
    """JSON below a command, outside its quotes, is what the command prints."""
    text = block.text
    for found in _OUTPUT.finditer(text):
        before = text[: found.start()]
        rest = text[found.end() :]
        if before.count("'") % 2 == 0 and before.count('"') % 2 == 0 and looks_like_json(rest):
            answered = replace(passage, role=Role.RESPONSE)
            yield from _of_json(document, answered, block, rest, found.end())
            return


def _of_json(
    document: Document, passage: Passage, block: CodeBlock, text: str, offset: int
) -> Iterator[Fact]:
    place = placer(document, block, text, offset)
    role = {Role.FORM: Role.BODY, Role.STATUSES: Role.RESPONSE}.get(passage.role, passage.role)
    for found in read_json(text):
        if is_json_schema(found.value):
            kind = {Role.REQUEST: Role.BODY}.get(role, role)
            schema = read_json_schema(found.value)
            yield SchemaFact(role=kind, schema=schema, status=passage.status, span=place(found.start))
            continue
        sample = as_described(found, text)
        fact = ExampleFact(
            role=role,
            media_type="application/json",
            schema=infer_schema(sample, place),
            value=plain_value(sample),
            status=passage.status,
            title=passage.lead or passage.title,
            repairs=_repairs(sample, place, text),
            span=place(sample.start),
        )
        yield _inside(fact, passage.part) if passage.part else fact


def _repairs(sample: JsonSample, place: Callable[[int], Span], text: str) -> tuple[tuple[str, Span], ...]:
    return tuple(
        (repair.kind, _exact(place(repair.offset), text, repair.offset)) for repair in sample.repairs
    )


def _exact(span: Span, text: str, at: int) -> Span:
    """The place of a character on its line, for a span that may stand at the start of the line."""
    source = span.text
    index = source.line_index(span.start)
    start = source.line_starts[index]
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)]
    shift = source.data.find(line.strip().encode(), start)
    if shift < 0 or source.line_index(shift) != index:
        return span
    found = shift + len(text[begin:at].lstrip().encode())
    return Span(source, found, found + max(1, len(text[at : at + 1].encode())))


def _inside(fact: ExampleFact, name: str) -> ExampleFact:
    """An example that shows one member, as what it tells of the whole message."""
    if isinstance(fact.value, dict) and name in fact.value:
        return fact  # the whole after all
    member = Property(name=name, schema=fact.schema or ANYTHING, rank=Rank.EXAMPLE, span=fact.span)
    schema = Schema(type="object", properties=(member,), rank=Rank.EXAMPLE)
    return replace(fact, schema=schema, value={name: fact.value}, partial=True)


def placer(document: Document, block: CodeBlock, text: str, offset: int) -> Callable[[int], Span]:
    """Characters of a sample → spans; `offset` is where the sample starts in the block's text."""
    source = document.source
    if offset == 0 and text.isascii() and block.end - block.content >= len(text):
        base = block.content
        if source.data[base : base + len(text)] == text.encode():
            return lambda at: Span(source, base + at, base + at + 1)
    # The block is indented in the page, or holds other characters: find the place by its line.
    before = block.text[:offset].count("\n")
    first = source.line_index(block.content) + before
    starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]

    def place(at: int) -> Span:
        index = _line_of(starts, at)
        line = min(first + index, len(source.line_starts) - 1)
        start = min(source.line_starts[line], len(source.data))
        return Span(source, start, start + 1)

    return place


def _line_of(starts: list[int], at: int) -> int:
    return max(0, bisect_right(starts, at) - 1)


def _of_request(
    document: Document, block: CodeBlock, request: SampleRequest, *, curl: bool
) -> Iterator[Fact]:
    place = placer(document, block, block.text, 0)
    yield RequestFact(request=request, curl=curl, span=place(request.offset))
    secured = read_request_security(request, place(request.offset))
    if secured is not None:
        yield secured
    body = request.body
    if body and looks_like_json(body):
        inner = placer(document, block, block.text[request.body_offset :], request.body_offset)
        for sample in read_json(body):
            yield ExampleFact(
                role=Role.BODY,
                media_type=_media_type(request.header("Content-Type")),
                schema=infer_schema(sample, inner),
                value=plain_value(sample),
                repairs=_repairs(sample, inner, body),
                span=inner(0),
            )


def _media_type(value: str | None) -> str:
    kind = (value or "").partition(";")[0].strip().lower()
    return kind if "json" in kind else "application/json"


def _of_response(
    document: Document, passage: Passage, block: CodeBlock, response: SampleResponse
) -> Iterator[Fact]:
    place = placer(document, block, block.text, 0)
    status = response.status or passage.status or "200"
    yield StatusFact(
        status=status,
        description=_phrase(response),
        rank=Rank.EXAMPLE,
        span=place(response.offset),
    )
    for header in response.headers:
        if header.name.lower() not in _PLAIN_HEADERS:
            yield HeaderFact(name=header.name, value=header.value, status=status, span=place(header.offset))
    kind = (response.header("Content-Type") or "").partition(";")[0].strip().lower()
    other = _MEDIA_TYPE.match(kind) is not None and not kind.startswith("text/") and "json" not in kind
    if looks_like_json(response.body) and not other:
        inner = placer(document, block, response.body, response.body_offset)
        for sample in read_json(response.body):
            yield ExampleFact(
                role=Role.RESPONSE,
                media_type="application/json",
                schema=infer_schema(sample, inner),
                value=plain_value(sample),
                status=status,
                title=passage.lead or passage.title,
                repairs=_repairs(sample, inner, response.body),
                span=inner(sample.start),
            )
        return
    if response.body.strip() and _MEDIA_TYPE.match(kind) and "json" not in kind:
        at = place(response.offset)
        yield MediaFact(role=Role.RESPONSE, media_type=kind, status=status, shown=True, span=at)


_MEDIA_TYPE = re.compile(r"^[\w.+-]+/[\w.+-]+$")


def _phrase(response: SampleResponse) -> str:
    """The reason phrase as the registry writes it: `NOT FOUND` is shouted, `OK` is not."""
    reason = response.reason
    return reason.title() if reason.isupper() and len(reason) > 2 else reason


_PLAIN_HEADERS = frozenset(
    "content-type content-length date server connection transfer-encoding vary keep-alive via age "
    "cache-control access-control-allow-origin x-powered-by strict-transport-security pragma expires".split()
)
