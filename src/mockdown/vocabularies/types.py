"""The words docs use for types, and the JSON Schema type and format each means."""

from __future__ import annotations

from mockdown.vocabularies.translated_titles import TYPE_WORDS

TYPES: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(("string", "str", "text", "char", "varchar", "chars", "slug"), ("string", None)),
    **dict.fromkeys(
        ("integer", "int", "long", "short", "bigint", "smallint", "uint", "number(int)"), ("integer", None)
    ),
    **dict.fromkeys(
        ("int32", "uint32", "i32", "u32", "int16", "uint16", "int8", "uint8"), ("integer", "int32")
    ),
    **dict.fromkeys(("int64", "uint64", "i64", "u64", "long integer"), ("integer", "int64")),
    **dict.fromkeys(("number", "numeric", "decimal", "num", "real"), ("number", None)),
    **dict.fromkeys(("float", "float32"), ("number", None)),
    **dict.fromkeys(("double", "float64"), ("number", None)),
    **dict.fromkeys(("boolean", "bool", "flag", "true/false"), ("boolean", None)),
    **dict.fromkeys(
        ("object", "obj", "hash", "dict", "dictionary", "json", "struct", "json object"), ("object", None)
    ),
    **dict.fromkeys(
        ("map", "hashmap", "mapping", "key/value", "key-value", "key/value pairs"), ("object", None)
    ),
    **dict.fromkeys(("array", "list", "collection", "arr", "set", "slice", "tuple"), ("array", None)),
    **dict.fromkeys(
        (
            "datetime",
            "date-time",
            "timestamp",
            "date time",
            "iso8601",
            "rfc3339",
            "iso 8601",
            "isodate",
            "time",
        ),
        ("string", "date-time"),
    ),
    **dict.fromkeys(("offsetdatetime", "localdatetime", "zoneddatetime"), ("string", "date-time")),
    **dict.fromkeys(("date", "localdate"), ("string", "date")),
    **dict.fromkeys(
        ("unix timestamp", "unix_timestamp", "unix time", "unixtime", "epoch", "epoch seconds"),
        ("integer", None),
    ),
    **dict.fromkeys(("uuid", "guid"), ("string", "uuid")),
    **dict.fromkeys(
        (f"uuid{mark}{number}" for mark in ("", "v", " v") for number in "1345678"), ("string", "uuid")
    ),
    **dict.fromkeys(("url", "uri", "link"), ("string", "uri")),
    "email": ("string", "email"),
    "ip": ("string", "ipv4"),
    "ipv4": ("string", "ipv4"),
    "ipv6": ("string", "ipv6"),
    "hostname": ("string", "hostname"),
    "password": ("string", "password"),
    **dict.fromkeys(("base64", "byte", "bytes", "base64 string"), ("string", "byte")),
    **dict.fromkeys(("file", "binary", "blob", "upload", "image"), ("string", "binary")),
    **dict.fromkeys(
        (
            "enum",
            "enumeration",
            "id",
            "identifier",
            "snowflake",
            "ulid",
            "ksuid",
            "nanoid",
            "cuid",
            "objectid",
            "duration",
            "cron",
            "token",
        ),
        ("string", None),
    ),
    "null": ("null", None),
    "none": ("null", None),
    "any": ("any", None),
    "mixed": ("any", None),
    "variant": ("any", None),
    "unknown": ("any", None),
    "interface{}": ("any", None),
}
TYPES |= {
    word: TYPES[english]
    for english, words in TYPE_WORDS.items()
    for word in words.split(", ")
    if word not in TYPES
}
"""Words in lower case → (JSON Schema type, format)."""

CLASSES: dict[str, tuple[str, str]] = {
    "Long": ("integer", "int64"),
    "Float": ("number", "float"),
    "Double": ("number", "double"),
}
"""Classes of languages whose names in lower case say less."""

FORMATS = frozenset(
    "date-time date time uuid uri uri-reference url email hostname ipv4 ipv6 byte binary password int32 "
    "int64 float double duration regex json-pointer cidr".split()
)
"""What may stand in brackets behind a type: `string(uuid)`."""
