"""One operation as its page shows it."""

from __future__ import annotations

from http import HTTPStatus

from mockdown.description import Operation
from mockdown.site.anchors import Anchors
from mockdown.site.bodies import contents
from mockdown.site.markup import markdown
from mockdown.site.nodes import Node, follow
from mockdown.site.plan import Plan
from mockdown.site.request import parameters_of
from mockdown.site.schema_view import SchemaReader
from mockdown.site.views import BodyView, ParameterGroup, PropertyView, ResponseView

LOCATIONS = ("path", "query", "header", "cookie")


def operation_title(operation: Operation) -> str:
    """The summary of an operation, or its method and path."""
    return str(operation.definition.get("summary") or "").strip() or operation.label


def parameter_groups(plan: Plan, operation: Operation, reader: SchemaReader) -> tuple[ParameterGroup, ...]:
    """The parameters by location."""
    nodes = parameters_of(plan, operation)
    found = (
        ParameterGroup(
            location=location,
            title=getattr(plan.labels, f"parameters_{location}"),
            parameters=tuple(
                _parameter(plan, node, reader, location)
                for node in nodes
                if node.mapping.get("in") == location
            ),
        )
        for location in LOCATIONS
    )
    return tuple(group for group in found if group.parameters)


def body_view(plan: Plan, operation: Operation, reader: SchemaReader) -> BodyView | None:
    """The request body."""
    written = Node(operation.pointer, operation.definition).child("requestBody")
    if not written.mapping:
        return None
    body = follow(plan.description, written)
    text = str(body.mapping.get("description") or "")
    return BodyView(
        required=body.mapping.get("required") is True,
        description=markdown(text),
        text=text,
        contents=contents(plan, body, reader, path=("body",)),
        origin=plan.origin(body.pointer),
    )


def response_views(
    plan: Plan, operation: Operation, reader: SchemaReader, anchors: Anchors
) -> tuple[tuple[ResponseView, ...], tuple[ResponseView, ...]]:
    """The responses that the docs name, and those that are implied."""
    written = list(Node(operation.pointer, operation.definition).entries("responses"))
    declared: list[ResponseView] = []
    implied: list[ResponseView] = []
    for status, node in written:
        response = follow(plan.description, node)
        target = implied if is_implied(node) or is_implied(response) else declared
        target.append(_response(plan, status, response, reader, anchors))
    return tuple(declared), tuple(implied)


def is_implied(node: Node) -> bool:
    """Whether a response is ours, not the docs'."""
    return node.mapping.get("x-implied") is True


def meaning(status: str) -> str:
    """The reason phrase of a status code."""
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return ""


def _parameter(plan: Plan, node: Node, reader: SchemaReader, location: str) -> PropertyView:
    name = str(node.mapping.get("name") or "")
    return _described(plan, name, node, reader, path=(location, name))


def _described(
    plan: Plan, name: str, node: Node, reader: SchemaReader, *, path: tuple[str, ...]
) -> PropertyView:
    """A parameter or header: what it says itself goes over what its schema says."""
    schema = node.child("schema")
    if not schema.mapping:
        schema = next((content.child("schema") for _, content in node.entries("content")), schema)
    own = {key: node.mapping[key] for key in ("description", "deprecated", "example") if key in node.mapping}
    if "$ref" in schema.mapping:
        merged = Node(schema.pointer, {"allOf": [schema.value], **own})
    else:
        merged = Node(schema.pointer, {**schema.mapping, **own})
    required = node.mapping.get("required") is True
    view = reader.named(name, merged, path=path, required=required)
    return PropertyView(
        name=view.name,
        anchor=view.anchor,
        required=required,
        schema=view.schema,
        origin=plan.origin(node.pointer),
    )


def _response(
    plan: Plan, status: str, response: Node, reader: SchemaReader, anchors: Anchors
) -> ResponseView:
    path = ("response", status)
    text = str(response.mapping.get("description") or "").strip()
    if text.rstrip(".").casefold() == meaning(status).casefold():
        text = ""  # The heading says so already.
    return ResponseView(
        status=status,
        meaning=meaning(status),
        family=f"{status[0]}xx" if status[:1] in set("12345") else "default",
        anchor=anchors.claim(*path),
        description=markdown(text),
        text=text,
        headers=tuple(
            _described(plan, name, follow(plan.description, node), reader, path=(*path, "header", name))
            for name, node in response.entries("headers")
        ),
        contents=contents(plan, response, reader, path=(*path, "body")),
        origin=plan.origin(response.pointer),
    )
