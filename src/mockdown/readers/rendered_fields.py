"""Finds parameters that a rendered page lists without a table: name, type and text, on one or more lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.readers.rendered_escapes import escape_marks
from mockdown.readers.rendered_patterns import PRIMITIVES
from mockdown.vocabularies.roles import Role

ROLES = frozenset(
    {Role.PATH, Role.QUERY, Role.HEADER, Role.COOKIE, Role.FORM, Role.BODY, Role.PARAMETERS, Role.FIELDS}
)
"""Headings under which fields are listed."""

_NAME = r"[A-Za-z_$][\w.$\[\]-]{0,60}\*?"
_TYPE = (
    rf"(?:(?:array|list) of )?(?:{PRIMITIVES})(?: ?(?:\([^()\s]{{1,40}}\)|<[^<>\s]{{1,40}}>"
    rf"|\[[^\[\]]{{0,40}}\]))?"
    r"(?: or null| \| null)?"
)
_FLAG = r"required|optional|nullable|deprecated|read-only|write-only"
_ATTRIBUTE = re.compile(rf"(?:{_TYPE}|{_FLAG})(?:[ ,]+(?:{_FLAG}))?", re.IGNORECASE)
_ON_ONE_LINE = re.compile(rf"(?P<name>{_NAME})[ \t]+(?P<attributes>{_ATTRIBUTE.pattern})", re.IGNORECASE)
_DASHED = re.compile(rf"(?P<name>{_NAME})(?: \([^()]{{1,60}}\))?(?: [-–—]|:) \S")
_OF_STATUSES = re.compile(r"[^:]{1,40}: [1-5]\d\d(?:\s*[,/|]\s*[1-5]\d\d)*\W*$")
"""A title for answers with their statuses: `Responses: 200, 404`."""
_FLAGS = re.compile(rf"[ ,]*\b({_FLAG})\b", re.IGNORECASE)
_ALONE = re.compile(_NAME)
_ATTRIBUTES = 3
"""At most so many lines say what a field is, before its text."""


def find_field(texts: Sequence[str], start: int) -> list[str] | None:
    """What becomes of the lines that name a field and say what it is; None when none is named here.

    >>> find_field(["limit", "integer", "required", "How many"], 0)
    ['`limit`', '(integer,', 'required)']
    """
    text = texts[start]
    one = _ON_ONE_LINE.fullmatch(text) if len(text) < 200 else None
    if one:
        attributes = _FLAGS.sub(r", \1", one["attributes"]).removeprefix(", ")
        return [f"`{one['name']}` ({attributes})"]
    dashed = _DASHED.match(text)
    if dashed and not _OF_STATUSES.match(text):
        return [f"`{dashed['name']}`{escape_marks(text[dashed.end('name') :])}"]
    if not _ALONE.fullmatch(text) or _ATTRIBUTE.fullmatch(text):
        return None
    following = texts[start + 1 : start + 1 + _ATTRIBUTES]
    count = 0
    while count < len(following) and len(following[count]) < 80 and _ATTRIBUTE.fullmatch(following[count]):
        count += 1
    if not count:
        return None
    attributes_on_lines = [attribute.strip() + "," for attribute in following[:count]]
    attributes_on_lines[0] = "(" + attributes_on_lines[0]
    attributes_on_lines[-1] = attributes_on_lines[-1].removesuffix(",") + ")"
    return [f"`{text}`", *attributes_on_lines]
