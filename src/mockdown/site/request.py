"""The request that an operation's samples show, made from its documented examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from mockdown.description import Operation
from mockdown.site.bodies import first_example
from mockdown.site.constraints import code
from mockdown.site.nodes import Node, follow
from mockdown.site.plan import Plan
from mockdown.site.security import placeholders
from mockdown.site.synthesis import documented, example_of
from mockdown.site.types import target_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRequest:
    """One concrete request."""

    method: str
    url: str
    query: tuple[tuple[str, str | None], ...]
    """None is a parameter that stands without a value."""
    headers: tuple[tuple[str, str], ...]
    json: Any = None
    """The body where it is JSON."""
    form: tuple[tuple[str, str], ...] = ()
    """The fields where the body is a form; `multipart` says of which kind."""
    multipart: bool = False
    text: str | None = None
    """The body where it is neither."""

    @property
    def full_url(self) -> str:
        """The URL with its query."""
        if not self.query:
            return self.url
        return self.url + "?" + "&".join(_pair(name, value) for name, value in self.query)


def parameters_of(plan: Plan, operation: Operation) -> tuple[Node, ...]:
    """The parameters in force, each where it is written; an operation's own override its path's."""
    item = operation.pointer.rpartition("/")[0]
    found: dict[tuple[str, str], Node] = {}
    for holder in (Node(item, operation.path_item), Node(operation.pointer, operation.definition)):
        for element in holder.elements("parameters"):
            node = follow(plan.description, element)
            if "name" in node.mapping:
                found[str(node.mapping.get("in")), str(node.mapping["name"])] = node
    return tuple(found.values())


def sample_request(plan: Plan, operation: Operation) -> SampleRequest:
    """Fill an operation with its documented examples; what is optional and has none is left out."""
    values: dict[str, list[tuple[str, str | None]]] = {"path": [], "query": [], "header": [], "cookie": []}
    for node in parameters_of(plan, operation):
        known, value = _documented_value(plan, node)
        if known or node.mapping.get("required"):
            values.setdefault(str(node.mapping.get("in")), []).extend(_pairs(node.mapping, value))
    for location, name, placeholder in placeholders(plan, operation):
        values[location].append((name, placeholder))
    path = operation.path
    for name, text in values["path"]:
        path = path.replace(f"{{{name}}}", quote(text or "", safe=""))
    headers = [(name, text or "") for name, text in values["header"]] + list(_accept(operation))
    if values["cookie"]:
        headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in values["cookie"])))
    request = SampleRequest(
        method=operation.method.upper(),
        url=server_url(plan) + path,
        query=tuple(values["query"]),
        headers=tuple(headers),
    )
    return _with_body(plan, operation, request)


def _pairs(parameter: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str | None]]:
    """The value as it is sent: a list in the query once per element, a flag without a value."""
    name, in_query = str(parameter["name"]), parameter.get("in") == "query"
    if value is True and in_query and parameter.get("allowEmptyValue"):
        yield name, None
    elif isinstance(value, list) and in_query and parameter.get("explode", True):
        yield from ((name, code(element)) for element in value)
    elif isinstance(value, list):
        yield name, ",".join(map(code, value))
    else:
        yield name, code(value)


def server_url(plan: Plan) -> str:
    """The first server's URL with its variables filled; the mock's host where it has none."""
    servers = plan.description.document.get("servers") or [{}]
    url = str(servers[0].get("url") or "")
    for name, variable in (servers[0].get("variables") or {}).items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return (url if "://" in url else plan.options.mock_url + url).rstrip("/")


def _with_body(plan: Plan, operation: Operation, request: SampleRequest) -> SampleRequest:
    body = follow(plan.description, Node(operation.pointer, operation.definition).child("requestBody"))
    media_type, content = next(body.entries("content"), ("", None))
    if content is None:
        return request
    _, value = first_example(plan, content)
    bare = media_type.partition(";")[0].strip().lower()
    if bare in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        fields = value.items() if isinstance(value, Mapping) else ()
        form = tuple((str(name), code(field)) for name, field in fields)
        return replace(request, form=form, multipart=bare == "multipart/form-data")
    headers = (*request.headers, ("Content-Type", media_type))
    if isinstance(value, str) and "json" not in bare:
        return replace(request, headers=headers, text=value)
    return replace(request, headers=headers, json=value)


def _documented_value(plan: Plan, node: Node) -> tuple[bool, Any]:
    parameter = node.mapping
    if "example" in parameter:
        return True, parameter["example"]
    for _, example in node.entries("examples"):
        return True, follow(plan.description, example).mapping.get("value")
    schema = node.child("schema")
    known, value = documented({k: v for k, v in target_of(plan, schema).mapping.items() if k != "default"})
    if known and parameter.get("required"):
        return True, value
    if not known:
        value = example_of(plan, schema)
    # A reader sees better from its name than from "string" what to put there.
    named = parameter["name"] if value == "string" else value
    return "example" in target_of(plan, schema).mapping, named


def _accept(operation: Operation) -> Iterator[tuple[str, str]]:
    for status, response in (operation.definition.get("responses") or {}).items():
        content = response.get("content") if isinstance(response, Mapping) else None
        if str(status).startswith("2") and isinstance(content, Mapping) and content:
            yield "Accept", str(next(iter(content)))
            return


def _pair(name: str, value: str | None) -> str:
    return quote(name) if value is None else urlencode([(name, value)], quote_via=quote)
