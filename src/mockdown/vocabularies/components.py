"""What docs sites mean by the names and attributes of components, template tags and shortcodes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from mockdown.vocabularies.roles import Role, role_of

PATHS = ("path", "url", "endpoint", "route", "uri", "href")
"""Attributes that hold the path of an operation."""
METHODS = ("method", "verb", "http-method", "httpmethod")
SERVERS = ("baseurl", "base-url", "base_url", "host", "server", "base")
NAMES = ("name", "param", "parameter", "field", "property", "key", "id")
LOCATIONS = ("in", "location", "paramtype", "param-type", "position")
LOCATION_NAMES = ("query", "path", "header", "body", "form", "cookie", "formdata")
"""Attributes named for a location, whose value is the name of a parameter: `query="limit"`."""
TYPES = ("type", "datatype", "data-type", "schema")
FORMATS = ("format",)
DEFAULTS = ("default", "defaultvalue", "default-value", "initialvalue")
ENUMS = ("enum", "values", "allowedvalues", "options", "choices")
EXAMPLES = ("example", "sample", "placeholder")
DESCRIPTIONS = ("description", "desc", "summary", "text", "details")
STATUSES = ("status", "code", "httpcode", "http-code", "statuscode", "status-code", "http-status")
TITLES = ("title", "label", "header", "heading", "tabname", "name", "value", "summary", "0")
META = ("api", "openapi", "endpoint", "path", "url", "route")
"""Keys of the front matter that may name the operation of a page."""
SUMMARIES = ("summary", "title", "name", "description")

CHILDREN = frozenset(
    (
        *PATHS, *METHODS, *SERVERS, *LOCATIONS, *TYPES, *DEFAULTS, *STATUSES,
        "name", "title", "summary", "label", "required", "description",
    )
)  # fmt: skip
"""Child elements that stand for attributes: `<method>GET</method>`."""

CONTROL = frozenset(
    "anchor assign autoescape block break capture case comment content-ref continue cycle decrement elif "
    "else elseif elsif endfor endif extends filter for if include include-markdown include_relative "
    "increment layout link macro partial raw readfile ref relref render seo set set-variable toc "
    "transclude unless verbatim when with yield".split()
)
"""Tags that steer a template engine: what they hold is read, they say nothing themselves."""

PLAIN = frozenset(
    "accordion accordion-group admonition alert aside attention badge blockquote br button callout card "
    "card-group cards caution cell center code code- code-block code-example code-group code-sample "
    "codeblock codegroup codetabs col collapse collapsible column columns content danger details div "
    "expand expandable figure fragment frame grid highlight hint icon image img important info info-box "
    "link multi-code note notice panel properties property quote row section snippet stack step stepper "
    "steps success summary tab tab-item tabbed tabpane tabs tabset tip update warn warning".split()
)
"""Components that only arrange what they hold."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-_.:]+")
_FIELD = re.compile(
    r"(?:^| )(?:param(?:eter)?|field|property|prop|attribute|attr|arg(?:ument)?|header)$", re.IGNORECASE
)
_OPERATION = re.compile(r"\b(?:endpoint|operation|openapi|swagger)s?\b")
_ROLES = frozenset(
    (Role.PATH, Role.QUERY, Role.HEADER, Role.COOKIE, Role.FORM, Role.BODY, Role.PARAMETERS, Role.REQUEST,
     Role.RESPONSE, Role.RESPONSE_HEADER, Role.STATUSES)
)  # fmt: skip


def first_of(attributes: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first value that stands under one of several names."""
    return next((attributes[name] for name in names if attributes.get(name)), "")


@lru_cache(maxsize=1024)
def words_of(name: str) -> str:
    """The words of a component's name, in lower case.

    >>> words_of("api-method-pathParameters")
    'api method path parameters'
    """
    return " ".join(part for part in _CAMEL.split(name) if part).lower()


@lru_cache(maxsize=1024)
def role_words(name: str) -> str:
    """The words in a component's name that give a role to what it holds.

    >>> role_words("api-method-query-parameters")
    'query parameters'
    """
    words = words_of(name).split()
    for start in range(min(len(words), 6)):
        tail = " ".join(words[start:])
        if role_of(tail) in _ROLES:
            return tail
    return ""


@lru_cache(maxsize=1024)
def names_a_field(name: str) -> bool:
    """Whether a component's name says that it describes one parameter or property."""
    return _FIELD.search(words_of(name)) is not None


def is_known(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a component's name or attributes have a meaning here."""
    plain = words_of(name).replace(" ", "-")
    if plain in PLAIN or plain in CONTROL or plain.split("-")[0] in PLAIN or role_words(name):
        return True
    if _OPERATION.search(words_of(name)) or any(value.startswith("/") for value in attributes.values()):
        return True
    known = (*METHODS, *LOCATIONS, *TYPES, *STATUSES, "title", "label", "path")
    return names_a_field(name) or any(attributes.get(word) for word in known)
