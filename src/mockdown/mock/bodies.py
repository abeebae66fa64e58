"""The body of a request: read once, parsed by its media type, validated."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from mockdown.description import Description, Operation, escape_pointer
from mockdown.mock.asgi import Message, Receive
from mockdown.mock.json_text import load_json
from mockdown.mock.locate import Locator
from mockdown.mock.media import charset, essence, is_json, matches
from mockdown.mock.part_types import PartTypes, check_part, part_types
from mockdown.mock.problems import (
    BODY_TOO_LARGE,
    INVALID_BODY,
    MALFORMED_BODY,
    MISSING_BODY,
    UNSUPPORTED_MEDIA_TYPE,
    Fault,
    Problem,
    list_faults,
)
from mockdown.mock.schemas import Json, SchemaView, Validator
from mockdown.mock.styles import MISSING, Read, make_reader
from mockdown.mock.wire import admitted_types, parse_query, properties_of

# What is wrong with a body is said in the answer; the parser would say it on standard error as well.
logging.getLogger("python_multipart").addHandler(logging.NullHandler())

_SAID = 3
"""Faults that the problem's own sentence names; all of them stand in its list."""

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


class _NoBody:
    def __repr__(self) -> str:
        return "NO_BODY"


NO_BODY: Any = _NoBody()
"""Stands for "there is none", which is not the JSON value null."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How the fields of a form are read."""

    fields: Mapping[str, Read]
    types: PartTypes
    refuses_types: bool
    """Whether a 415 is documented."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variant:
    """One media type that an operation takes."""

    media_type: str
    kind: str
    pointer: str
    locator: Locator
    validator: Validator | None
    form: _Form | None
    is_json: bool


class BodyReader:
    """Reads and validates the bodies that one operation takes."""

    def __init__(
        self, description: Description, operation: Operation, view: SchemaView, *, max_body: int
    ) -> None:
        self._description = description
        self._max_body = max_body
        pointer, definition = _body_definition(description, operation)
        self.required = bool(definition.get("required"))
        refuses_types = "415" in map(str, operation.definition.get("responses") or {})
        self._variants = tuple(
            _make_variant(
                description,
                f"{pointer}/content/{escape_pointer(name)}",
                name,
                media or {},
                view,
                refuses_types=refuses_types,
            )
            for name, media in (definition.get("content") or {}).items()
        )
        self._by_type = {variant.kind: variant for variant in self._variants}
        self._by_header: dict[bytes | None, _Variant] = {
            variant.media_type.encode("latin-1", "replace"): variant for variant in self._variants
        }
        """The usual headers, found without a look at their parameters."""

    @property
    def media_types(self) -> tuple[str, ...]:
        return tuple(variant.media_type for variant in self._variants)

    async def read(self, headers: Mapping[bytes, bytes], receive: Receive) -> Json:
        """The value of the body, or NO_BODY; a 400, 413 or 415 problem where it is wrong."""
        data = await self._receive(headers, receive)
        content_type = headers.get(b"content-type")
        if not data and (content_type is None or not self.required):
            if self.required:
                raise Problem(MISSING_BODY, "the request has no body", docs=self._docs())
            return NO_BODY
        variant = self._by_header.get(content_type) or self._choose(content_type)
        value, instance = await self._parse(variant, data, (content_type or b"").decode("latin-1"))
        if variant.validator is not None and not variant.validator.is_valid(instance):
            raise _invalid(variant.locator.faults(variant.validator, instance))
        return value

    async def _receive(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
        length = headers.get(b"content-length", b"0")
        if len(length) > 15 or (length.isdigit() and int(length) > self._max_body):
            raise self._too_large()
        message = await receive()
        data: bytes = message.get("body", b"")
        if not message.get("more_body") and len(data) <= self._max_body:
            if not data and message["type"] == "http.disconnect":
                raise ClientDisconnect  # a request that did not arrive whole is not carried out
            return data
        chunks, size = [data], len(data)
        while size <= self._max_body:
            if not message.get("more_body"):
                return b"".join(chunks)
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
        raise self._too_large()

    def _too_large(self) -> Problem:
        return Problem(BODY_TOO_LARGE, f"a body may have {self._max_body} bytes at most")

    def _docs(self) -> str | None:
        origin = self._description.origin(self._variants[0].pointer) if self._variants else None
        return str(origin) if origin else None

    def _choose(self, content_type: bytes | None) -> _Variant:
        if content_type is not None:
            kind = essence(content_type.decode("latin-1"))
            variant = self._by_type.get(kind)
            if variant is not None:
                return variant
            for candidate in self._variants:
                if matches(candidate.kind, kind):
                    return candidate
        wanted = ", ".join(self.media_types)
        sent = f"`{content_type.decode('latin-1')}`" if content_type is not None else "no Content-Type"
        raise Problem(
            UNSUPPORTED_MEDIA_TYPE,
            f"the operation takes {wanted}; the request has {sent}",
            headers=((b"accept", wanted.encode("latin-1", "replace")),),
            docs=self._docs(),
        )

    async def _parse(self, variant: _Variant, data: bytes, content_type: str) -> tuple[Json, Json]:
        """The value, and the same as the validator sees it (files as text)."""
        if variant.is_json:
            return self._parse_json(data)
        kind = essence(content_type)
        if is_json(kind):
            return self._parse_json(data)
        if kind == FORM:
            value = _parse_form(data, variant.form)
            return value, value
        if kind == MULTIPART:
            return await _parse_multipart(data, content_type, variant.form)
        if kind.startswith("text/"):
            try:
                text = data.decode(charset(content_type))
            except (UnicodeDecodeError, LookupError) as error:
                raise Problem(MALFORMED_BODY, f"the body is not text: {error}", docs=self._docs()) from None
            return text, text
        return data, data.decode("latin-1")

    def _parse_json(self, data: bytes) -> tuple[Json, Json]:
        try:
            value = load_json(data)
        except ValueError as error:
            raise Problem(MALFORMED_BODY, f"the body is not JSON: {error}", docs=self._docs()) from None
        return value, value


def _invalid(found: Iterable[Fault]) -> Problem:
    faults, note = list_faults(found)
    detail = "; ".join(fault.detail for fault in faults[:_SAID])
    if len(faults) > _SAID:
        detail += f"; and {len(faults) - _SAID} more"
    return Problem(INVALID_BODY, detail + note, faults=faults)


def _body_definition(description: Description, operation: Operation) -> tuple[str, Mapping[str, Json]]:
    node = operation.definition.get("requestBody") or {}
    reference = node.get("$ref")
    pointer = reference[1:] if isinstance(reference, str) else f"{operation.pointer}/requestBody"
    return pointer, description.resolve(node)


def _make_variant(
    description: Description,
    pointer: str,
    name: str,
    media: Mapping[str, Json],
    view: SchemaView,
    *,
    refuses_types: bool,
) -> _Variant:
    kind, schema = essence(name), media.get("schema")
    form = None
    if kind in (FORM, MULTIPART):
        encoding = media.get("encoding") or {}
        form = _Form(
            fields=_form_fields(description, schema, encoding),
            types=part_types(encoding) if kind == MULTIPART else {},
            refuses_types=refuses_types,
        )
    validated = schema is not None and (form is not None or is_json(kind) or kind.startswith("text/"))
    return _Variant(
        media_type=name,
        kind=kind,
        pointer=f"{pointer}/schema",
        locator=Locator(description, f"{pointer}/schema"),
        validator=view.compile(schema) if validated else None,
        form=form,
        is_json=is_json(kind),
    )


def _form_fields(description: Description, schema: Json, encoding: Mapping[str, Json]) -> dict[str, Read]:
    """A form field is read as a query parameter of its name would be."""
    fields: dict[str, Read] = {}
    for name, value in properties_of(description, schema).items():
        node: dict[str, Json] = {"name": name, "in": "query", "schema": value}
        if "object" in admitted_types(description, value):
            node["style"] = "deepObject"
        node.update(
            {key: rule for key, rule in (encoding.get(name) or {}).items() if key in {"style", "explode"}}
        )
        fields[name] = make_reader(description, node)
    return fields


def _parse_form(data: bytes, form: _Form | None) -> Json:
    try:
        sent = parse_query(data)
    except UnicodeDecodeError:
        raise Problem(MALFORMED_BODY, "the form is not UTF-8") from None
    return _read_fields(sent, form)


def _read_fields(sent: Mapping[str, list[str]], form: _Form | None) -> dict[str, Json]:
    value: dict[str, Json] = {}
    fields = form.fields if form is not None else {}
    for name, read in fields.items():
        found = read(sent)
        if found is MISSING and name in sent:
            found = _maybe_json(sent[name][0])
        if found is not MISSING:
            value[name] = found
    for name, texts in sent.items():
        if name not in fields and name.partition("[")[0] not in fields:
            value[name] = texts[0] if len(texts) == 1 else texts
    return value


def _maybe_json(text: str) -> Json:
    try:
        return load_json(text.encode())
    except ValueError:
        return text


async def _parse_multipart(data: bytes, content_type: str, form: _Form | None) -> tuple[Json, Json]:
    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    scope = {"type": "http", "headers": [(b"content-type", content_type.encode("latin-1"))]}
    texts: dict[str, list[str]] = {}
    value: dict[str, Json] = {}
    seen: dict[str, Json] = {}
    try:
        async with Request(scope, receive).form() as parts:
            for name, part in parts.multi_items():
                if isinstance(part, UploadFile):
                    if form is not None and form.types:
                        check_part(form.types, name, part.content_type, refuses_types=form.refuses_types)
                    content = await part.read()
                    upload = Upload(
                        part.filename or "", part.content_type or "application/octet-stream", content
                    )
                    _append(value, name, upload)
                    _append(seen, name, content.decode("latin-1"))
                else:
                    texts.setdefault(name, []).append(part)
    except (MultiPartException, UnicodeDecodeError, KeyError, AssertionError) as error:
        raise Problem(MALFORMED_BODY, f"the multipart body cannot be read: {error}") from None
    fields = _read_fields(texts, form)
    return {**value, **fields}, {**seen, **fields}


def _append(target: dict[str, Json], name: str, item: Json) -> None:
    """A field sent once is a value, sent again a list."""
    if name not in target:
        target[name] = item
    elif isinstance(target[name], list):
        target[name].append(item)
    else:
        target[name] = [target[name], item]
