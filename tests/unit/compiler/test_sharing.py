"""Templates are found without going through all, and shared objects have the name of their place."""

from __future__ import annotations

import json

import pytest

from mockdown.compiler.choose import matches
from mockdown.compiler.templates import Templates
from mockdown.emit import build
from mockdown.source import SourceFile

TEMPLATES = (
    "/kites",
    "/kites/{id}",
    "/kites/{id}/tags",
    "/kites/best",
    "/{any}/{thing}",
    "/files/{name}.json",
)


@pytest.mark.parametrize(
    "path",
    ["/kites", "/kites/7", "/kites/best", "/kites/7/tags", "/kites/7/tail", "/files/a.json", "/a/b/c", "/"],
)
def test_a_path_matches_a_set_as_it_matches_one_of_it(path: str) -> None:
    """The quick answer is that of asking each template in turn."""
    templates = Templates()
    for template in TEMPLATES:
        templates.add("GET", [segment for segment in template.split("/") if segment])
    segments = [segment for segment in path.split("/") if segment]
    assert templates.match("GET", segments) is any(matches(path, template) for template in TEMPLATES)
    assert not templates.match("PUT", segments)


def test_an_object_that_messages_share_is_named_by_its_member() -> None:
    """What always stands under one member is called so; what an envelope holds is called by the path."""
    place = {"street": "Long Lane", "town": "Ulm", "code": "89073"}
    found = "\n\n".join(
        f"## {noun}\n\n`GET /{noun}/{{id}}`\n\n```json\n{json.dumps({key: number, 'address': place})}\n```"
        for noun, key, number in (("clubs", "club_number", 1), ("shops", "shop_number", 2))
    )
    page = SourceFile("towns.md", f"# Towns\n\n{found}\n".encode())
    schemas = build([page], name="towns").document["components"]["schemas"]
    assert list(schemas) == ["Address"]
