"""Last pass over the schemas: keywords that do not fit the type are mended or left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockdown.compiler.allowed import drop_unsound, is_allowed, is_number
from mockdown.compiler.references import map_operation, map_schema
from mockdown.extractors.written_values import convert
from mockdown.model.api import ApiDescription
from mockdown.model.schema import Schema
from mockdown.values import replace

Json = Any

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
_STRING_ONLY = ("minLength", "maxLength", "pattern")
_NUMBER_ONLY = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_FORMAT_TYPES = {
    "int32": ("integer",),
    "int64": ("integer",),
    "float": ("number",),
    "double": ("number",),
}


def tidy_schemas(api: ApiDescription) -> ApiDescription:
    """Make every schema of an API consistent with itself."""
    operations = tuple(map_operation(operation, tidy) for operation in api.operations)
    schemas = tuple(replace(named, schema=map_schema(named.schema, tidy)) for named in api.schemas)
    return replace(api, operations=operations, schemas=schemas)


def tidy(schema: Schema) -> Schema:
    """One schema with only those keywords that its type allows."""
    if not schema.keywords:
        return schema
    keywords = dict(schema.keywords)
    if "enum" in keywords:
        values = [_fitting(value, schema) for value in keywords["enum"]]
        kept = list({repr(value): value for value in values if value is not None}.values())
        if kept and not schema.properties:
            keywords["enum"] = kept
        else:
            del keywords["enum"]
    for names, types in ((_STRING_ONLY, ("string",)), (_NUMBER_ONLY, ("integer", "number"))):
        if schema.type not in types:
            for name in names:
                keywords.pop(name, None)
    if "format" in keywords and schema.type not in _FORMAT_TYPES.get(keywords["format"], ("string",)):
        del keywords["format"]
    drop_unsound(keywords)
    if "default" in keywords:
        default = _fitting(keywords["default"], schema)
        if default is not None and is_allowed(default, keywords):
            keywords["default"] = default
        else:
            del keywords["default"]
    return schema if keywords == schema.keywords else replace(schema, keywords=keywords)


def _fitting(value: Json, schema: Schema) -> Json:
    """The value as the schema's type, None when it cannot be."""
    if schema.ref is not None or schema.any_of or schema.all_of:
        return None
    if schema.type is None:
        return None if schema.properties else value
    wanted = _PYTHON_TYPES.get(schema.type, ())
    if isinstance(value, str) and schema.type != "string":
        value = convert(value, schema)
    if not isinstance(value, wanted) or (isinstance(value, bool) and schema.type != "boolean"):
        return None
    return value if schema.type not in ("integer", "number") or is_number(value) else None
