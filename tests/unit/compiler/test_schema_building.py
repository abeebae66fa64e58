"""Fields become schemas, and what several sources say becomes one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mockdown.compiler.field_trees import build_schema
from mockdown.compiler.merge import declared_over_example, merge_declared
from mockdown.compiler.references import drop_unused, map_schema
from mockdown.compiler.sharing import shape_of, share_schemas
from mockdown.extractors.fields import Field
from mockdown.extractors.types import parse_type
from mockdown.model.api import ApiDescription, Content, NamedSchema, Operation, Response
from mockdown.model.schema import ANYTHING, Property, Schema
from mockdown.source import SourceFile, SourceText, Span

SPAN = Span(SourceText(SourceFile("page.md", b""), ""), 0, 0)


def field(name: str, kind: str = "", depth: int = 0, *, required: bool | None = None) -> Field:
    """A field of a table."""
    return Field(name=name, depth=depth, schema=parse_type(kind), required=required, span=SPAN)


def thing(**members: Schema) -> Schema:
    """An object."""
    return Schema(
        type="object",
        properties=tuple(Property(name=name, schema=schema) for name, schema in members.items()),
    )


def shown(schema: Schema | None) -> Any:
    """A schema as a short value."""
    if schema is None:
        return None
    if schema.ref:
        return f"#{schema.ref}"
    if schema.properties:
        return {item.name + ("!" if item.required else ""): shown(item.schema) for item in schema.properties}
    if schema.additional is not None:
        return {"*": shown(schema.additional)}
    if schema.type == "array":
        return [shown(schema.items)]
    return schema.type


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([field("a", "int"), field("b", "string")], {"a": "integer", "b": "string"}),
        (
            [field("a", "object"), field("b", "int", 1), field("c", "int")],
            {"a": {"b": "integer"}, "c": "integer"},
        ),
        ([field("a", "array"), field("b", "int", 1)], {"a": [{"b": "integer"}]}),
        (
            [field("a", "object"), field("b", "object", 1), field("c", "int", 2)],
            {"a": {"b": {"c": "integer"}}},
        ),
        ([field("a.b", "int"), field("a.c", "string")], {"a": {"b": "integer", "c": "string"}}),
        ([field("a[].b", "int")], {"a": [{"b": "integer"}]}),
        ([field("a[b]", "int")], {"a": {"b": "integer"}}),
        ([field("a[]", "int")], {"a": ["integer"]}),
        ([field("[array item]", "object"), field("a", "int", 1)], [{"a": "integer"}]),
        ([field("[any property]", "int")], {"*": "integer"}),
        ([field("a", "object"), field("[any property]", "Order", 1)], {"a": {"*": "#Order"}}),
        ([field("a", "int", required=True)], {"a!": "integer"}),
        ([field("a", "int", 1), field("b", "int", 1)], {"a": "integer", "b": "integer"}),
    ],
)
def test_build_schema(fields: list[Field], expected: Any) -> None:
    """Marks, dots and brackets nest; the shallowest field is at the top."""
    assert shown(build_schema(fields)) == expected


def test_deep_fields_end() -> None:
    """Nesting that no page needs does not cost the stack."""
    build_schema([field("a", "object", depth) for depth in range(5000)])
    build_schema([field("a." * 5000 + "b", "int")])


@pytest.mark.parametrize(
    ("declared", "example", "expected"),
    [
        (thing(a=Schema(type="string")), thing(a=Schema(type="integer")), {"a": "string"}),
        (thing(a=ANYTHING), thing(a=Schema(type="integer")), {"a": "integer"}),
        (thing(a=ANYTHING), thing(b=Schema(type="integer")), {"a": None, "b": "integer"}),
        (thing(a=Schema(type="object")), thing(a=thing(b=ANYTHING)), {"a": {"b": None}}),
        (Schema(type="array"), Schema(type="array", items=thing(a=ANYTHING)), [{"a": None}]),
        (thing(a=Schema(type="string")), Schema(type="array", items=thing(a=ANYTHING)), [{"a": "string"}]),
        (Schema(ref="Order"), thing(a=ANYTHING), "#Order"),
        (ANYTHING, thing(a=ANYTHING), {"a": None}),
    ],
)
def test_declared_over_example(declared: Schema, example: Schema, expected: Any) -> None:
    """What is declared wins, and the example fills its gaps."""
    assert shown(declared_over_example(declared, example)) == expected


def test_declared_members_of_an_envelope() -> None:
    """A table of the members of what an envelope holds is put inside of it."""
    example = thing(
        message=Schema(type="string"), data=thing(id=Schema(type="integer"), name=Schema(type="string"))
    )
    declared = thing(id=Schema(type="string"), name=Schema(type="string"))
    assert shown(declared_over_example(declared, example)) == {
        "message": "string",
        "data": {"id": "string", "name": "string"},
    }


def test_merge_declared() -> None:
    """Two tables of one body have the members of both, and the first wins."""
    merged = merge_declared(thing(a=Schema(type="string")), thing(a=Schema(type="integer"), b=ANYTHING))
    assert shown(merged) == {"a": "string", "b": None}


def api(*schemas: Schema, named: tuple[NamedSchema, ...] = ()) -> ApiDescription:
    """An API with an operation for each schema, which it answers with."""
    operations = tuple(
        Operation(
            method="GET",
            path=f"/orders{number or ''}",
            responses=(
                Response(status="200", contents=(Content(media_type="application/json", schema=schema),)),
            ),
        )
        for number, schema in enumerate(schemas)
    )
    return ApiDescription(title="x", version="1", operations=operations, schemas=named)


def answers(description: ApiDescription) -> list[Any]:
    """What each operation answers with."""
    return [shown(item.responses[0].contents[0].schema) for item in description.operations]


def test_unused_schemas_are_dropped() -> None:
    """Only what messages refer to is kept, directly or not."""
    named = (
        NamedSchema(name="A", schema=thing(b=Schema(ref="B"))),
        NamedSchema(name="B", schema=thing(a=Schema(ref="A"))),
        NamedSchema(name="C", schema=thing()),
    )
    assert [item.name for item in drop_unused(api(Schema(ref="A"), named=named)).schemas] == ["A", "B"]


def test_map_schema_shares_what_it_does_not_change() -> None:
    """A change that changes nothing gives the same schema back."""
    schema = thing(a=thing(b=Schema(type="array", items=Schema(type="string"))))
    assert map_schema(schema, lambda part: part) is schema
    changed = map_schema(schema, lambda part: replace(part, nullable=True) if part.type == "string" else part)
    assert changed is not schema


def test_equal_objects_are_shared() -> None:
    """An object that two messages carry becomes a component, named by its resource."""
    order = thing(id=Schema(type="integer"), name=Schema(type="string"))
    shared = share_schemas(api(order, Schema(type="array", items=order)))
    assert [item.name for item in shared.schemas] == ["Order"]
    assert answers(shared) == ["#Order", ["#Order"]]


def test_different_objects_are_not_shared() -> None:
    """Objects that differ in a type stay where they are."""
    first, second = thing(a=Schema(type="integer"), b=ANYTHING), thing(a=Schema(type="string"), b=ANYTHING)
    assert share_schemas(api(first, second)).schemas == ()


def test_prose_does_not_tell_objects_apart() -> None:
    """Descriptions do not count when shapes are compared."""
    plain = Schema(type="string")
    assert shape_of(plain) == shape_of(replace(plain, keywords={"description": "x"}))
    assert shape_of(plain) != shape_of(replace(plain, keywords={"format": "date"}))
