"""What the columns of a table say: the words that stand in header rows, by kind."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache

from mockdown.vocabularies.translated_columns import TRANSLATED


class Column(IntEnum):
    """What the cells of a column hold."""

    NONE = auto()
    """A heading that is not known."""
    NAME = auto()
    LOCATION = auto()
    """OpenAPI's `in`: path, query, header, cookie, body or form."""
    TYPE = auto()
    FORMAT = auto()
    REQUIRED = auto()
    OPTIONAL = auto()
    """The opposite of `REQUIRED`: "yes" means that it may be left out."""
    NULLABLE = auto()
    DEFAULT = auto()
    EXAMPLE = auto()
    VALUE = auto()
    """A default, an example, a type or a text, as the docs have it."""
    CONSTRAINTS = auto()
    ENUM = auto()
    DESCRIPTION = auto()
    NOTES = auto()
    """What a second column of words says beside that of descriptions."""
    STATUS = auto()
    MEANING = auto()
    """The reason phrase of a status."""
    SCHEMA = auto()
    """The schema of a response, or of a body."""
    METHOD = auto()
    PATH = auto()
    OPERATION = auto()
    """The title or identifier of an operation."""
    SCOPE = auto()
    """Permissions and the like, which tell nothing of the messages."""
    SINCE = auto()
    SEPARATOR = auto()
    """How the items of an array are joined in a query."""
    HAS_HEADERS = auto()
    """Whether a response has header fields of its own."""


COLUMNS: dict[Column, str] = {
    Column.NAME: (
        "name, names, parameter, parameters, parameter name, param, params, param name, attribute, "
        "attributes, attribute name, field, fields, field name, key, keys, key name, property, properties, "
        "property name, option, options, option name, argument, arguments, argument name, arg, args, "
        "variable, variable name, header, headers, header name, query, query parameter, query param, "
        "path parameter, path param, url parameter, url param, uri parameter, body parameter, "
        "form parameter, request parameter, request field, response field, json key, json field, member, "
        "element, column, filter, input, item, cookie, identifier"
    ),
    Column.LOCATION: (
        "in, location, located in, found in, source, where, parameter type, param type, passed in, sent in, "
        "position"
    ),
    Column.TYPE: (
        "type, types, data type, datatype, date type, value type, field type, json type, kind, "
        "type of data, object type, attribute type, property type, variable type"
    ),
    Column.FORMAT: "format, data format, encoding, pattern",
    Column.REQUIRED: (
        "required, required?, is required, mandatory, mandatory?, req, req., require, requirement, "
        "presence, necessity, required/optional, optional/required, required or optional, obligatory, must"
    ),
    Column.OPTIONAL: "optional, optional?, is optional",
    Column.NULLABLE: "nullable, nullable?, null, can be null, null?",
    Column.DEFAULT: "default, defaults, default value, defaults to, default?",
    Column.EXAMPLE: "example, examples, example value, example values, sample, sample value, e.g., eg",
    Column.VALUE: "value, values",
    Column.CONSTRAINTS: (
        "constraint, constraints, restriction, restrictions, validation, validations, validation rules, "
        "rule, rules, limit, limits, range, length, max length, size, conditions"
    ),
    Column.ENUM: (
        "enum, enums, enum values, allowed values, possible values, valid values, accepted values, "
        "available values, supported values, choices, accepted inputs, valid options"
    ),
    Column.DESCRIPTION: (
        "description, descriptions, desc, desc., details, detail, notes, note, comment, comments, "
        "explanation, remarks, remark, purpose, info, information, summary, usage, what it does, "
        "definition, text, about, content, contents, documentation, function"
    ),
    Column.STATUS: (
        "status, status code, status codes, code, codes, http code, http codes, http status, "
        "http status code, http status codes, response code, response codes, response status, "
        "response status code, error code, statuscode, return code, result code"
    ),
    Column.MEANING: "meaning, reason, reason phrase, status text, title, message",
    Column.SCHEMA: (
        "schema, response, response type, response schema, response body, body, returns, model, "
        "response model, go type, payload, request body"
    ),
    Column.METHOD: (
        "method, methods, http method, verb, http verb, http request, request method, request type"
    ),
    Column.PATH: (
        "path, url, uri, endpoint, endpoints, route, routes, url path, api, uri path, resource, "
        "api endpoint, request, request url, request uri, request path, api url, api path, endpoint url"
    ),
    Column.OPERATION: "operation, operation id, operationid, action, handler",
    Column.SCOPE: (
        "permission, permissions, scope, scopes, role, roles, required permission, acl, privilege, "
        "required permissions, access, auth, authentication, authorization"
    ),
    Column.SEPARATOR: "separator, delimiter, collection format, style",
    Column.HAS_HEADERS: "has headers",
    Column.SINCE: "since, version, added, added in, introduced, introduced in, api version",
}
"""The words of each kind, in lower case, with commas between."""

WORDS: dict[str, Column] = {
    word: column
    for table in ({Column[kind]: words for kind, words in TRANSLATED.items()}, COLUMNS)
    for column, words in table.items()
    for word in words.split(", ")
}

_NOISE = re.compile(r"[`*_:\\]+")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column:
    """What the column under a heading holds, by its words alone.

    >>> column_of("**Data Type**")
    <Column.TYPE: 4>
    """
    words = _SPACE.sub(" ", _NOISE.sub(" ", heading[:80].lower())).strip()
    return WORDS.get(words) or WORDS.get(words.strip("¿?.! ")) or Column.NONE
