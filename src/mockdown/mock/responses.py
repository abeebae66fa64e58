"""Responses: an answer is checked against the description and written in a documented media type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from mockdown.description import Description, Operation, escape_pointer
from mockdown.mock.bodies import NO_BODY
from mockdown.mock.documented_status import documented_kind
from mockdown.mock.errors import error_body
from mockdown.mock.json_text import dump_json
from mockdown.mock.locate import Locator
from mockdown.mock.problems import (
    BROKEN_HANDLER,
    INVALID_RESPONSE,
    MEDIA_TYPE,
    NOT_ACCEPTABLE,
    UPGRADE_REQUIRED,
    Problem,
    list_faults,
)
from mockdown.mock.schemas import Json, SchemaView, Validator
from mockdown.mock.streams import Items, Streamed, are_items, encode_item, encode_items
from mockdown.mock.synthesis import Synthesizer
from mockdown.mock.variants import Plan, Variant, make_plan
from mockdown.mock.xml import to_xml

RawHeaders = list[tuple[bytes, bytes]]
Written = tuple[int, RawHeaders, bytes | Streamed]
"""Status, headers and body as they are sent."""
IsValid = Callable[[Json], bool]

_UPGRADE = "the operation leaves HTTP for another protocol, which the mock does not speak"
_CONTROLS = re.compile(rb"[\x00-\x1f\x7f]+")
_FITTED_DEPTH = 5
_EMPTY = frozenset({204, 205, 304})
_OURS = frozenset({BROKEN_HANDLER, INVALID_RESPONSE})
"""Faults of the mock itself: they are for the people who write it, not for clients."""


@dataclass(slots=True, kw_only=True)
class Answer:
    """What an operation answers, before it is written."""

    status: int | None = None
    """None means the documented success status."""
    body: Json = NO_BODY
    """NO_BODY means the documented example, where the status has content."""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_inferred: bool = True
    """An inferred body that the description does not allow is completed; a handler's is refused."""


class Responses:
    """The documented responses of one operation."""

    def __init__(
        self, description: Description, operation: Operation, view: SchemaView, synthesizer: Synthesizer
    ) -> None:
        self._description = description
        nodes = operation.definition.get("responses") or {}
        self._plans = {
            str(key).upper(): make_plan(
                description,
                f"{operation.pointer}/responses/{escape_pointer(str(key))}",
                node,
                view=view,
                synthesizer=synthesizer,
            )
            for key, node in nodes.items()
        }
        self._by_status: dict[int, Plan | None] = {}
        self.statuses = tuple(self._plans)
        self.success = _success_status(self.statuses)

    def plan(self, status: int) -> Plan | None:
        """The response documented for a status: itself, its range, or the default (OpenAPI 3.0.4, 4.7.16)."""
        if status not in self._by_status:
            plan = (
                self._plans.get(str(status))
                or self._plans.get(f"{status // 100}XX")
                or self._plans.get("DEFAULT")
            )
            self._by_status[status] = plan
        return self._by_status[status]

    def documents(self, status: int) -> bool:
        """Whether a status is documented by itself, not just by its range."""
        return str(status) in self._plans

    def check_accept(self, accept: bytes) -> None:
        """Raise a 406 problem when no media type of the success response is acceptable."""
        plan = self.plan(self.success)
        if plan is not None and plan.variants and plan.choose(accept) is None:
            offered = ", ".join(variant.media_type for variant in plan.variants)
            raise Problem(NOT_ACCEPTABLE, f"the operation answers with {offered}")

    def write(self, answer: Answer, accept: bytes | None) -> Written:
        """Turn an answer into what is sent; it is valid against the description."""
        status = answer.status or self.success
        if status < 200:
            raise Problem(
                UPGRADE_REQUIRED, _UPGRADE, headers=((b"upgrade", b"websocket"), (b"connection", b"upgrade"))
            )
        plan = self.plan(status)
        headers: RawHeaders = []
        if plan is not None and plan.headers:
            headers += map(raw_header, plan.headers.items())
        if answer.headers:
            given = dict(map(raw_header, answer.headers.items()))
            headers = [pair for pair in headers if pair[0] not in given] + list(given.items())
            if plan is not None and not answer.is_inferred:
                _check_headers(plan, given)
        if status in _EMPTY or (plan is not None and not plan.variants):
            return _empty(status, headers)
        if plan is None:
            return _undocumented(status, headers, answer.body)
        variant = plan.choose(accept) or plan.variants[0]
        headers.append((b"content-type", variant.header))
        if are_items(answer.body):
            return status, headers, self._stream(variant, answer.body)
        data = self._body(variant, answer)
        headers.append((b"content-length", b"%d" % len(data)))
        return status, headers, data

    def _stream(self, variant: Variant, items: Items) -> Streamed:
        """What a handler gives item by item; each is valid before it is sent."""
        if not variant.is_stream:
            detail = f"the handler gives items one by one, and {variant.media_type} has no items"
            raise Problem(BROKEN_HANDLER, detail)
        return Streamed(items, partial(self._item, variant))

    def _item(self, variant: Variant, item: Json) -> bytes:
        validator = variant.item_validator
        if validator is not None and not validator.is_valid(item):
            faults, note = list_faults(Locator(self._description, variant.pointer).faults(validator, item))
            detail = f"an item of the response made by the handler is not as described{note}"
            raise Problem(INVALID_RESPONSE, detail, faults=faults)
        return encode_item(variant.kind, item)

    def _body(self, variant: Variant, answer: Answer) -> bytes:
        value = variant.body if answer.body is NO_BODY else answer.body
        if variant.is_stream and answer.is_inferred:
            return encode_items(variant.kind, _fitting_items(variant, value))
        if variant.is_stream and isinstance(value, list):
            return b"".join(self._item(variant, item) for item in value)
        if variant.strip is not None:
            value = variant.strip(value)
        validator = variant.validator
        if validator is not None and not validator.is_valid(value):
            value = self._complete(variant, validator, value, answer)
        return dump_json(value) if variant.is_json else _encode(variant, value)

    def _complete(self, variant: Variant, validator: Validator, value: Json, answer: Answer) -> Json:
        if answer.is_inferred:
            if not variant.is_json:
                return variant.body  # what is known of the entity is no text
            for candidate in _completions(value, variant.synthetic, validator.is_valid):
                if validator.is_valid(candidate):
                    return candidate
        faults, note = list_faults(Locator(self._description, variant.pointer).faults(validator, value))
        who = "inferred" if answer.is_inferred else "made by the handler"
        raise Problem(INVALID_RESPONSE, f"the response {who} is not as described{note}", faults=faults)

    def write_problem(self, problem: Problem, accept: bytes | None) -> tuple[int, RawHeaders, bytes]:
        """Write a problem: in the documented form of its status where there is one, else as problem+json."""
        problem.kind = documented_kind(problem, self.documents)
        headers: RawHeaders = list(problem.headers)
        plan = None if problem.kind in _OURS else self.plan(problem.status)
        data, media_type = problem.render(), MEDIA_TYPE.encode()
        if plan is not None and plan.variants:
            sent = {name for name, _ in headers}
            headers += [pair for pair in map(raw_header, plan.headers.items()) if pair[0] not in sent]
            variant = _problem_variant(plan, accept)
            if variant.kind != MEDIA_TYPE or not variant.is_valid(problem.to_json()):
                data, media_type = _documented_problem(variant, problem), variant.header
        headers += [(b"content-type", media_type), (b"content-length", b"%d" % len(data))]
        return problem.status, headers, data


def _check_headers(plan: Plan, sent: Mapping[bytes, bytes]) -> None:
    faults, note = list_faults(plan.checks.faults(sent))
    if faults:
        raise Problem(INVALID_RESPONSE, f"headers of the response are not as described{note}", faults=faults)


def raw_header(pair: tuple[str, str]) -> tuple[bytes, bytes]:
    """A header as it is sent: what may not stand in one is left out (RFC 9110, 5.5)."""
    name, value = pair
    return name.lower().encode("ascii", "ignore"), _CONTROLS.sub(
        b" ", value.encode("latin-1", "replace")
    ).strip()


def _success_status(statuses: tuple[str, ...]) -> int:
    for first in "231":
        for status in statuses:
            if status[:1] == first:
                return int(status) if status.isdigit() else int(first) * 100
    return 200


def _empty(status: int, headers: RawHeaders) -> Written:
    if status not in _EMPTY:
        headers.append((b"content-length", b"0"))
    return status, headers, b""


def _undocumented(status: int, headers: RawHeaders, body: Json) -> Written:
    if body is NO_BODY:
        return _empty(status, headers)
    data = dump_json(body)
    return (
        status,
        [*headers, (b"content-type", b"application/json"), (b"content-length", b"%d" % len(data))],
        data,
    )


def _fitting_items(variant: Variant, value: Json) -> Json:
    """What is known of entities, as far as they are items; else the documented example."""
    validator = variant.item_validator
    items = value if isinstance(value, list) else [value]
    if isinstance(value, str) or validator is None or all(map(validator.is_valid, items)):
        return value
    return variant.body


def _encode(variant: Variant, value: Json) -> bytes:
    """A value in a media type that is not JSON."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if variant.kind.endswith("xml"):
        return to_xml(variant.description, variant.schema, value)
    return b"" if value is None else dump_json(value)


def _completions(value: Json, synthetic: Json, is_valid: IsValid) -> Iterator[Json]:
    """Ways to make an inferred body whole, the one nearest to it first."""
    if isinstance(value, dict) and isinstance(synthetic, dict):
        yield {**synthetic, **value}
    yield _fitting(value, synthetic, is_valid, _FITTED_DEPTH)
    if isinstance(value, list):
        yield []
    yield synthetic


def _fitting(value: Json, synthetic: Json, is_valid: IsValid, depth: int) -> Json:
    """As much of a value as fits, and a synthetic one for the rest."""
    if depth == 0 or is_valid(value):
        return value if depth else synthetic
    if isinstance(value, dict) and isinstance(synthetic, dict):
        kept = synthetic
        for name, item in value.items():
            fits = partial(_fits_at, is_valid, kept, name)
            kept = {**kept, name: _fitting(item, kept.get(name), fits, depth - 1)}
            if name not in synthetic and not is_valid(kept):
                del kept[name]
        return kept
    if isinstance(value, list) and isinstance(synthetic, list) and synthetic:
        alone = partial(_fits_alone, is_valid)
        return [_fitting(item, synthetic[0], alone, depth - 1) for item in value]
    return synthetic


def _fits_at(is_valid: IsValid, holder: Mapping[str, Json], name: str, item: Json) -> bool:
    return is_valid({**holder, name: item})


def _fits_alone(is_valid: IsValid, item: Json) -> bool:
    return is_valid([item])


def _problem_variant(plan: Plan, accept: bytes | None) -> Variant:
    for variant in plan.variants:
        if variant.kind == MEDIA_TYPE:
            return variant
    return plan.choose(accept) or plan.variants[0]


def _documented_problem(variant: Variant, problem: Problem) -> bytes:
    """A problem in the form that the description gives errors of its status."""
    if not variant.is_json:
        return _encode(
            variant,
            problem.detail or problem.kind.title if variant.kind.startswith("text/") else variant.body,
        )
    body, is_made_up = variant.body, variant.body is variant.synthetic
    return dump_json(error_body(body, variant.is_valid, problem, is_made_up=is_made_up))
