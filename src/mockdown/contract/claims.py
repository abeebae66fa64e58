"""What the docs promise, one claim at a time, each with its line.

What a description only implies is no claim: nobody wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mockdown.contract.pointers import COMBINATORS, child, follow, parameter_pointer
from mockdown.description import Description, Json, Operation
from mockdown.source import Origin


class Kind(StrEnum):
    """What a claim is about."""

    STATUS = "status"
    """The service answers with this status."""
    HEADER = "header"
    """A response carries this header."""
    PROPERTY = "property"
    """A response holds this property, typed as documented."""
    PARAMETER = "parameter"
    """A valid value of this parameter is accepted."""
    FIELD = "field"
    """A valid value of this property of the request body is accepted."""
    REQUIRED = "required"
    """A request without this is refused."""
    VALUE = "value"
    """This value of an enumeration is accepted, or occurs."""
    EXAMPLE = "example"
    """The documented example works as documented."""
    SECURITY = "security"
    """A request with credentials passes, one without is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One promise of one operation."""

    operation: str
    kind: Kind
    pointer: str
    """The element of the description that makes it."""
    name: str
    """The status, parameter, property or value it is about."""
    origin: Origin | None = None

    @property
    def id(self) -> str:
        """The same in every run on the same docs."""
        value = f"={self.name}" if self.kind in (Kind.VALUE, Kind.EXAMPLE) else ""
        return f"{self.operation} {self.kind} {self.pointer}{value}"


class Verdict(StrEnum):
    """What became of a claim."""

    VERIFIED = "verified"
    VIOLATED = "violated"
    NEVER_EXERCISED = "never exercised"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim after the run."""

    claim: Claim
    verdict: Verdict
    cases: int = 0
    """How many cases bear it out."""


def extract_claims(description: Description) -> tuple[Claim, ...]:
    """All claims, in the order of the document."""
    found: dict[str, Claim] = {}
    for operation in description.operations:
        for claim in _Extraction(description, operation).claims():
            found.setdefault(claim.id, claim)
    return tuple(found.values())


class _Extraction:
    """The claims of one operation."""

    def __init__(self, description: Description, operation: Operation) -> None:
        self._description = description
        self._operation = operation

    def claims(self) -> Iterator[Claim]:
        yield from self._parameters()
        yield from self._body()
        yield from self._responses()
        yield from self._security()

    def _claim(self, kind: Kind, pointer: str, name: str) -> Claim:
        origin = self._description.origin(pointer) or self._description.origin(self._operation.pointer)
        return Claim(operation=self._operation.label, kind=kind, pointer=pointer, name=name, origin=origin)

    def _parameters(self) -> Iterator[Claim]:
        for parameter in self._description.parameters(self._operation):
            name, location = str(parameter["name"]), str(parameter["in"])
            pointer = parameter_pointer(self._description, self._operation, name, location)
            if pointer is None:
                continue
            yield self._claim(Kind.PARAMETER, pointer, name)
            if parameter.get("required") and location != "path":
                yield self._claim(Kind.REQUIRED, pointer, name)
            schema = self._description.resolve(parameter.get("schema"))
            yield from self._values(schema, pointer)

    def _values(self, schema: Json, pointer: str) -> Iterator[Claim]:
        items = self._description.resolve(schema.get("items")) if isinstance(schema, Mapping) else {}
        for node in (schema, items):
            for value in (node.get("enum") or ()) if isinstance(node, Mapping) else ():
                yield self._claim(Kind.VALUE, pointer, str(value))

    def _body(self) -> Iterator[Claim]:
        body = follow(self._description, child(self._description, self._operation.pointer, "requestBody"))
        node = self._description.at(body)
        if not node:
            return
        if node.get("required"):
            yield self._claim(Kind.REQUIRED, body, "body")
        for media_type, content in (node.get("content") or {}).items():
            pointer = child(self._description, body, "content", media_type)
            yield from self._examples(content, pointer)
            for schema, name, parent in self._properties(f"{pointer}/schema", set()):
                yield self._claim(Kind.FIELD, schema, name)
                if name in (parent.get("required") or ()):
                    yield self._claim(Kind.REQUIRED, schema, name)
                yield from self._values(self._description.resolve(self._description.at(schema)), schema)

    def _examples(self, content: Mapping[str, Json], pointer: str) -> Iterator[Claim]:
        if "example" in content:
            yield self._claim(Kind.EXAMPLE, f"{pointer}/example", "example")
        for name in content.get("examples") or {}:
            yield self._claim(Kind.EXAMPLE, child(self._description, pointer, "examples", name), name)

    def _responses(self) -> Iterator[Claim]:
        listed = child(self._description, self._operation.pointer, "responses")
        for status in self._description.at(listed):
            pointer = child(self._description, listed, status)
            response = self._description.resolve(self._description.at(pointer))
            if response.get("x-implied"):
                continue
            yield self._claim(Kind.STATUS, pointer, status)
            target = follow(self._description, pointer)
            for header in response.get("headers") or {}:
                yield self._claim(Kind.HEADER, child(self._description, target, "headers", header), header)
            for media_type, content in (response.get("content") or {}).items():
                place = child(self._description, target, "content", media_type)
                yield from self._examples(content, place)
                for schema, name, _ in self._properties(f"{place}/schema", set()):
                    yield self._claim(Kind.PROPERTY, schema, name)
                    yield from self._values(self._description.resolve(self._description.at(schema)), schema)

    def _properties(self, schema: str, seen: set[str]) -> Iterator[tuple[str, str, Mapping[str, Json]]]:
        """Each property in a schema, at any depth: its pointer, its name, and the schema that holds it."""
        schema = follow(self._description, schema)
        node = self._description.at(schema)
        if schema in seen or not isinstance(node, Mapping):
            return
        seen.add(schema)
        for name in node.get("properties") or {}:
            pointer = child(self._description, schema, "properties", name)
            yield pointer, name, node
            yield from self._properties(pointer, seen)
        for keyword in ("items", "additionalProperties"):
            if isinstance(node.get(keyword), Mapping):
                yield from self._properties(f"{schema}/{keyword}", seen)
        for combinator in COMBINATORS:
            for index in range(len(node.get(combinator) or ())):
                yield from self._properties(f"{schema}/{combinator}/{index}", seen)

    def _security(self) -> Iterator[Claim]:
        requirements = self._description.security(self._operation)
        if not requirements or any(not requirement for requirement in requirements):
            return
        own = f"{self._operation.pointer}/security"
        pointer = own if "security" in self._operation.definition else "/security"
        yield self._claim(Kind.SECURITY, pointer, " or ".join(" and ".join(each) for each in requirements))
