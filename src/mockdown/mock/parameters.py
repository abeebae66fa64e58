"""The parameters of an operation: read by style, turned into values, validated together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mockdown.description import Description, Operation
from mockdown.mock.problems import INVALID_PARAMETER, Fault, Problem, list_faults
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json, SchemaView, Validator
from mockdown.mock.styles import MISSING, Read, make_reader, schema_of
from mockdown.mock.wire import parse_cookies, parse_query

LOCATIONS = ("path", "query", "header", "cookie")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""Parameters of these names are described by other means (OpenAPI 3.0.4, 4.7.12.1)."""


@dataclass(slots=True, kw_only=True)
class Parameters:
    """The values of a request's parameters, by location and name."""

    path: dict[str, Json] = field(default_factory=dict)
    query: dict[str, Json] = field(default_factory=dict)
    header: dict[str, Json] = field(default_factory=dict)
    cookie: dict[str, Json] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Json:
        """The parameter of that name, wherever it was sent."""
        for values in (self.path, self.query, self.header, self.cookie):
            if name in values:
                return values[name]
        raise KeyError(name)

    def get(self, name: str, default: Json = None) -> Json:
        """The parameter of that name, or the default when it was not sent."""
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, name: object) -> bool:
        return any(name in values for values in (self.path, self.query, self.header, self.cookie))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How one parameter is found among what was sent."""

    name: str
    location: str
    read: Read


class ParameterReader:
    """Reads and validates all parameters of one operation."""

    def __init__(self, description: Description, operation: Operation, view: SchemaView) -> None:
        self._description = description
        self._operation = operation
        self._names = parameter_names(operation.path)
        declared = [node for node in description.parameters(operation) if _counts(node)]
        described = {str(node["name"]) for node in declared if node["in"] == "path"}
        declared += [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in self._names
            if name not in described
        ]
        self._readers = tuple(
            _Reader(name=str(node["name"]), location=str(node["in"]), read=make_reader(description, node))
            for node in declared
        )
        self._by_location = {
            location: tuple(reader for reader in self._readers if reader.location == location)
            for location in LOCATIONS
        }
        self._validator = view.compile(_combined_schema(declared)) if declared else None
        self.names = frozenset(reader.name for reader in self._readers if reader.location == "query")

    def read(self, values: tuple[str, ...], query: bytes, headers: Mapping[bytes, bytes]) -> Parameters:
        """The parameters of a request; a 400 problem that names each one that is wrong."""
        parameters = Parameters()
        if self._validator is None:
            return parameters
        instance: dict[str, dict[str, Json]] = {}
        if self._names:
            instance["path"] = parameters.path
            self._fill("path", parameters.path, dict(zip(self._names, values, strict=True)))
        if self._by_location["query"]:
            instance["query"] = parameters.query
            if query:
                self._fill("query", parameters.query, _parse_query(query))
        if self._by_location["header"]:
            instance["header"] = parameters.header
            self._fill("header", parameters.header, headers)
        if self._by_location["cookie"]:
            instance["cookie"] = parameters.cookie
            self._fill("cookie", parameters.cookie, parse_cookies(headers.get(b"cookie", b"")))
        if not self._validator.is_valid(instance):
            raise self._problem(self._validator, instance)
        return parameters

    def _fill(self, location: str, target: dict[str, Json], source: Mapping[Any, Any]) -> None:
        for reader in self._by_location[location]:
            value = reader.read(source)
            if value is not MISSING:
                target[reader.name] = value

    def _problem(self, validator: Validator, instance: dict[str, dict[str, Json]]) -> Problem:
        faults, note = list_faults(self._faults(validator, instance))
        told = "; ".join(dict.fromkeys(_told(fault) for fault in faults))
        return Problem(INVALID_PARAMETER, f"parameters are missing or wrong: {told}{note}", faults=faults)

    def _faults(self, validator: Validator, instance: dict[str, dict[str, Json]]) -> Iterator[Fault]:
        for error in validator.iter_errors(instance):
            path = error.instance_path
            location = str(path[0]) if path else "query"
            missing = error.kind.name == "required" and len(path) == 1
            name = str(error.kind.value) if missing else str(path[1]) if len(path) > 1 else ""
            detail = f"the {location} parameter `{name}` is missing" if missing else error.message
            origin = self._description.origin(
                parameter_pointer(self._description, self._operation, location, name)
            )
            yield Fault(detail=detail, location=location, name=name, docs=str(origin) if origin else None)


def _told(fault: Fault) -> str:
    """What is wrong with one parameter, in a few words."""
    return f"`{fault.name}`" if fault.detail.endswith("is missing") else f"`{fault.name}` ({fault.detail})"


def parameter_pointer(description: Description, operation: Operation, location: str, name: str) -> str:
    """The JSON pointer of a parameter as the description writes it, else of the operation."""
    item_pointer = operation.pointer.rpartition("/")[0]
    for pointer, holder in ((operation.pointer, operation.definition), (item_pointer, operation.path_item)):
        for index, node in enumerate(holder.get("parameters") or ()):
            parameter = description.resolve(node)
            if parameter.get("name") == name and parameter.get("in") == location:
                reference = node.get("$ref")
                return reference[1:] if isinstance(reference, str) else f"{pointer}/parameters/{index}"
    return operation.pointer


def _counts(node: Mapping[str, Json]) -> bool:
    if node.get("in") == "header":
        return str(node["name"]).lower() not in _IGNORED_HEADERS
    return node.get("in") in LOCATIONS


def _combined_schema(declared: list[Mapping[str, Json]]) -> dict[str, Json]:
    """One object schema for all parameters: location, then name."""
    locations: dict[str, Any] = {}
    for node in declared:
        schema = locations.setdefault(str(node["in"]), {"type": "object", "properties": {}, "required": []})
        name = str(node["name"])
        schema["properties"][name] = schema_of(node)
        if node.get("required") is True or node["in"] == "path":
            schema["required"].append(name)
    return {"type": "object", "properties": locations}


def _parse_query(query: bytes) -> dict[str, list[str]]:
    try:
        return parse_query(query)
    except UnicodeDecodeError:
        raise Problem(INVALID_PARAMETER, "the query string is not UTF-8") from None
