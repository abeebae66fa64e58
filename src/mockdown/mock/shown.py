"""What of an entity the body of an operation shows: several operations may show one entity differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mockdown.description import Description, Operation
from mockdown.mock.media import is_json
from mockdown.mock.parts import Resource
from mockdown.mock.responses import Responses
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import Shape, item_shape, list_shape, success_schema
from mockdown.mock.wire import properties_of

ResponsesOf = Callable[[Operation], Responses]

_MAX_DEPTH = 6


def names_hidden(
    description: Description,
    operation: Operation,
    shape: Shape,
    resource: Resource,
    responses_of: ResponsesOf,
) -> frozenset[str]:
    """The properties that other operations show of an entity and that the body of this one does not have.

    A body that does not say what it has, or that there may be more in it, hides nothing.
    """
    is_bare = shape.key is None and not shape.is_list
    listed = _names(description, success_schema(description, operation) if is_bare else shape.schema)
    if not listed:
        return frozenset()
    known = set(properties_of(description, resource.schema))
    for source in resource.sources:
        known.update(names_in_examples(description, source, responses_of))
    return frozenset(known - listed - names_in_examples(description, operation, responses_of))


def names_in_examples(
    description: Description, operation: Operation, responses_of: ResponsesOf
) -> frozenset[str]:
    """The properties of the entities in the examples of an operation's success, and of its body's schema."""
    return frozenset(
        name for entity in shown_entities(description, operation, responses_of) for name in entity
    )


def shown_entities(
    description: Description, operation: Operation, responses_of: ResponsesOf
) -> Iterator[Mapping[str, Json]]:
    """The entities in the examples of an operation's success."""
    responses = responses_of(operation)
    plan = responses.plan(responses.success)
    for variant in plan.variants if plan is not None else ():
        if not is_json(variant.media_type):
            continue
        for body in variant.examples.values():
            shape = list_shape(description, variant.schema, operation.path) or item_shape(
                description, variant.schema, operation.path
            )
            inner = (
                body.get(shape.key) if shape is not None and shape.key and isinstance(body, dict) else body
            )
            for entity in inner if isinstance(inner, list) else [inner]:
                if isinstance(entity, dict):
                    yield entity


def _names(description: Description, schema: Json, depth: int = 0) -> frozenset[str] | None:
    """The properties that a body may have; None when it says that there may be others."""
    node = description.resolve(schema)
    if not isinstance(node, Mapping) or depth > _MAX_DEPTH:
        return frozenset()
    if node.get("additionalProperties") or node.get("patternProperties"):
        return None
    found = frozenset(node.get("properties") or ())
    for keyword in ("allOf", "anyOf", "oneOf"):
        for branch in node.get(keyword) or ():
            names = _names(description, branch, depth + 1)
            if names is None:
                return None
            found |= names
    return found
