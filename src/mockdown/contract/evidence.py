"""What the exchanges of a run prove: each claim verified, violated, or never exercised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mockdown.contract.claims import Claim, JudgedClaim, Kind, Verdict, extract_claims
from mockdown.contract.exchange import Exchange
from mockdown.contract.negation import is_missing, negated_element
from mockdown.contract.outcome import Finding, UnmentionedHeader
from mockdown.contract.pointers import child, exists, follow, media_type_pointer, parameter_pointer
from mockdown.contract.shapes import Shapes, walk
from mockdown.description import Description, Json, Operation

REFUSED = frozenset({401, 403})
ORDINARY_HEADERS = frozenset(
    "accept-ranges age allow alt-svc cache-control connection content-encoding content-language "
    "content-length content-type date etag expires keep-alive last-modified pragma server "
    "strict-transport-security transfer-encoding vary via www-authenticate x-content-type-options".split()
)
"""Headers of HTTP itself, which docs of an API need not repeat."""
CONTAINERS = {"path": "path_parameters", "query": "query", "header": "headers", "cookie": "cookies"}
"""Where a case keeps its parameters, by location."""


Key = tuple[str, Kind, str, str]
"""Operation, kind, pointer, and the value for those kinds that have several at one pointer."""


class Evidence:
    """Collects, case by case, what bears out the claims of a description."""

    def __init__(self, description: Description, shapes: Shapes) -> None:
        self._description = description
        self._shapes = shapes
        self.claims = extract_claims(description)
        self._cases: dict[Key, int] = {_key(claim): 0 for claim in self.claims}
        self._admitted: set[str] = set()
        self._refused: set[str] = set()
        self._let_in: set[str] = set()
        self._headers: dict[tuple[str, str], None] = {}
        self._parameters: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {}

    def see(self, exchange: Exchange) -> None:
        """Take one exchange into account."""
        if exchange.is_foreign:
            return
        self._see_request(exchange)
        self._see_response(exchange)

    def was_refused(self, label: str) -> bool:
        """Whether an operation let nobody in, so that what it promises was not seen at all."""
        return label in self._refused and label not in self._let_in

    def _bear_out(self, operation: Operation, kind: Kind, pointer: str, name: str = "") -> None:
        key = (operation.label, kind, pointer, name)
        if key in self._cases:
            self._cases[key] += 1

    def _see_request(self, exchange: Exchange) -> None:
        status, operation = exchange.response.status_code, exchange.operation
        if status not in REFUSED and exchange.is_positive:
            self._let_in.add(operation.label)
        if status in REFUSED:
            self._refused.add(operation.label)
        elif status < 400:
            self._admitted.add(operation.label)
            if exchange.is_positive:
                self._accepted(exchange)
        elif status < 500 and is_missing(exchange.case):
            pointer = negated_element(self._description, operation, exchange.case)
            if pointer is not None:
                self._bear_out(operation, Kind.REQUIRED, pointer)

    def _accepted(self, exchange: Exchange) -> None:
        operation, case = exchange.operation, exchange.case
        for name, location, pointer in self._known_parameters(operation):
            container = getattr(case, CONTAINERS[location])
            if isinstance(container, Mapping) and name in container:
                self._bear_out(operation, Kind.PARAMETER, pointer)
                self._see_values(operation, pointer, container[name])
        if case.media_type is not None:
            self._accepted_body(operation, str(case.media_type), case.body, exchange.phase)

    def _accepted_body(self, operation: Operation, media_type: str, sent: Any, phase: str) -> None:
        body = follow(self._description, child(self._description, operation.pointer, "requestBody"))
        pointer = media_type_pointer(self._description, body, media_type)
        if pointer is None:
            return
        self._see_tree(operation, Kind.FIELD, f"{pointer}/schema", sent)
        if phase == "examples":
            for example, value in _examples(self._description, pointer):
                if value == sent:
                    self._bear_out(operation, Kind.EXAMPLE, example, example.rpartition("/")[2])

    def _known_parameters(self, operation: Operation) -> tuple[tuple[str, str, str], ...]:
        known = self._parameters.get((operation.method, operation.path))
        if known is None:
            known = tuple(self._find_parameters(operation))
            self._parameters[operation.method, operation.path] = known
        return known

    def _find_parameters(self, operation: Operation) -> Iterable[tuple[str, str, str]]:
        for parameter in self._description.parameters(operation):
            name, location = str(parameter["name"]), str(parameter["in"])
            pointer = parameter_pointer(self._description, operation, name, location)
            if pointer is not None and location in CONTAINERS:
                yield name, location, pointer

    @property
    def unmentioned_headers(self) -> tuple[UnmentionedHeader, ...]:
        """Headers that came and that the docs do not mention, beyond those any HTTP server sends."""
        return tuple(UnmentionedHeader(operation=label, name=name) for label, name in sorted(self._headers))

    def _see_headers(self, exchange: Exchange, response: str) -> None:
        documented = self._description.at(child(self._description, response, "headers"))
        for name in documented:
            if name.lower() in exchange.response.headers:
                pointer = child(self._description, response, "headers", name)
                self._bear_out(exchange.operation, Kind.HEADER, pointer)
        known = {name.lower() for name in documented}
        for name in exchange.response.headers:
            if name not in ORDINARY_HEADERS and name not in known and not name.startswith("access-control-"):
                self._headers[exchange.operation.label, name] = None

    def _see_response(self, exchange: Exchange) -> None:
        if exchange.documented is None or exchange.is_implied:
            return
        operation = exchange.operation
        self._see_headers(exchange, exchange.documented)
        listed = child(self._description, operation.pointer, "responses")
        for key in _status_keys(exchange.response.status_code):
            if exists(self._description, child(self._description, listed, key)):
                self._bear_out(operation, Kind.STATUS, child(self._description, listed, key))
                break
        if exchange.schema is not None and exchange.body is not None:
            self._see_tree(operation, Kind.PROPERTY, exchange.schema, exchange.body)
            self._see_example(exchange)

    def _see_example(self, exchange: Exchange) -> None:
        if exchange.schema is None or not exchange.is_positive:
            return
        media_type = exchange.schema.rpartition("/")[0]
        for example, value in _examples(self._description, media_type):
            key = (exchange.operation.label, Kind.EXAMPLE, example, example.rpartition("/")[2])
            if self._cases.get(key) == 0 and _same_form(value, exchange.body):
                self._cases[key] = 1

    def _see_tree(self, operation: Operation, kind: Kind, schema: str, value: Json) -> None:
        seen: set[str] = set()
        for shape, node in walk(self._shapes, schema, value):
            if not isinstance(node, dict):
                continue
            for name, inner in node.items():
                pointer = shape.properties.get(name)
                if pointer is not None and pointer not in seen:
                    seen.add(pointer)
                    self._bear_out(operation, kind, pointer)
                if pointer is not None:
                    self._see_values(operation, pointer, inner)

    def _see_values(self, operation: Operation, pointer: str, value: Json) -> None:
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str | int | float | bool):
                self._bear_out(operation, Kind.VALUE, pointer, str(one))

    def judge(self, findings: Iterable[Finding]) -> tuple[JudgedClaim, ...]:
        """The verdict on every claim; a finding goes to the claim it is nearest to."""
        violated = {_key(claim) for finding in findings for claim in self._violated_by(finding)}
        return tuple(self._judged(claim, violated) for claim in self.claims)

    def _judged(self, claim: Claim, violated: set[Key]) -> JudgedClaim:
        key = _key(claim)
        cases = self._cases[key]
        if claim.kind is Kind.SECURITY:
            cases = int(claim.operation in self._refused and claim.operation in self._admitted)
        if key in violated:
            return JudgedClaim(claim=claim, verdict=Verdict.VIOLATED, cases=cases)
        verdict = Verdict.VERIFIED if cases else Verdict.NEVER_EXERCISED
        return JudgedClaim(claim=claim, verdict=verdict, cases=cases)

    def _violated_by(self, finding: Finding) -> Iterable[Claim]:
        if finding.flaky or finding.is_undocumented:
            return
        own = [claim for claim in self.claims if claim.operation == finding.operation]
        kinds = KINDS_OF_CHECK.get(finding.check)
        pointer = finding.pointer
        while pointer:
            here = [claim for claim in own if claim.pointer == pointer]
            fitting = [claim for claim in here if kinds is None or claim.kind in kinds]
            if fitting:
                yield from fitting
                return
            pointer = pointer.rpartition("/")[0]
        yield from [claim for claim in own if claim.kind is Kind.STATUS and claim.name.startswith("2")][:1]


KINDS_OF_CHECK: Mapping[str, frozenset[Kind]] = {
    "response_schema_conformance": frozenset({Kind.PROPERTY, Kind.STATUS}),
    "response_headers_conformance": frozenset({Kind.HEADER, Kind.STATUS}),
    "content_type_conformance": frozenset({Kind.STATUS}),
    "negative_data_rejection": frozenset({Kind.PARAMETER, Kind.FIELD, Kind.REQUIRED, Kind.SECURITY}),
    "positive_data_acceptance": frozenset({Kind.PARAMETER, Kind.FIELD}),
    "missing_required_header": frozenset({Kind.REQUIRED, Kind.SECURITY}),
    "ignored_auth": frozenset({Kind.SECURITY}),
}
"""Which claims a failed check can speak against."""


def _key(claim: Claim) -> Key:
    name = claim.name if claim.kind in (Kind.VALUE, Kind.EXAMPLE) else ""
    return (claim.operation, claim.kind, claim.pointer, name)


def _status_keys(status: int) -> tuple[str, ...]:
    return (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")


def _examples(description: Description, media_type: str) -> Iterable[tuple[str, Json]]:
    """The documented examples of a media type, each with its pointer."""
    node = description.at(media_type)
    if "example" in node:
        yield f"{media_type}/example", node["example"]
    for name, example in (node.get("examples") or {}).items():
        pointer = child(description, media_type, "examples", name)
        yield pointer, description.resolve(example).get("value")


def _same_form(documented: Json, received: Json) -> bool:
    """Whether a body has what the documented one has: the same names, and values of the same kind."""
    if isinstance(documented, Mapping):
        return isinstance(received, Mapping) and all(
            name in received and _same_form(value, received[name]) for name, value in documented.items()
        )
    if isinstance(documented, list):
        return isinstance(received, list) and (
            not documented or not received or all(_same_form(documented[0], item) for item in received)
        )
    if documented is None or received is None:
        return True
    return (
        isinstance(received, int | float)
        if isinstance(documented, int | float)
        else isinstance(received, type(documented))
    )
