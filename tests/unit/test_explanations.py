"""What is behind an element, and how it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mockdown.diagnostics import MockdownError
from mockdown.source import Rank
from mockdown.targets import Compiled, load_targets
from mockdown.targets.explanations import explain
from mockdown.targets.lookup import find_element

PAGE = """\
# Items

## Get an item

`GET /items/{id}`

| Name | In | Type | Description |
|---|---|---|---|
| id | path | integer | which one |
| wide | query | boolean | with more |

```sh
curl -X PUT http://localhost:8080/api/v1/items/3
```

```json
{"id": 3, "name": "Pen"}
```

## Delete an item

`DELETE /items/{id}`

Returns a 204.
"""


@pytest.fixture
def shop(tmp_path: Path) -> Compiled:
    (tmp_path / "shop.md").write_text(PAGE)
    (compiled,) = load_targets(["shop.md"], cwd=tmp_path)
    return compiled


@pytest.mark.parametrize(
    "words",
    [
        ["GET", "/items/{id}"],
        ["get", "/items/:item"],
        ["GET", "/items/<x>/"],
        ["GET", "/api/v1/items/{id}"],
        ["GET", "http://localhost:8080/api/v1/items/:id?wide=true"],
        ["GET", "/items/3"],
        ["GET /items/[ID]"],
        ["get_item"],
        ["/paths/~1items~1{id}/get"],
        ["#/paths/~1items~1%7Bid%7D/get"],
    ],
)
def test_ways_to_name_an_operation(shop: Compiled, words: Sequence[str]) -> None:
    """Any notation of path parameters, with or without base path, or a pointer or an operationId."""
    assert find_element(words, [shop.description])[1] == "/paths/~1items~1{id}/get"


@pytest.mark.parametrize(
    ("words", "help_"),
    [
        (["GET", "/item/{id}"], "did you mean `GET /items/{id}`?"),
        (["/paths/~1item~1{id}/get"], "did you mean `/paths/~1items~1{id}/get`?"),
        (
            ["#/paths/~1items~1{id}/get/parameters/7"],
            "/paths/~1items~1{id}/get/parameters has known: `0`, `1`",
        ),
        (["get_itm"], "did you mean `get_item`?"),
        (["/nowhere"], "known: `GET /items/{id}`, `DELETE /items/{id}`"),
    ],
)
def test_what_leads_nowhere_gets_the_nearest(shop: Compiled, words: Sequence[str], help_: str) -> None:
    """An unknown name is wrong use, and the way out names what there is."""
    with pytest.raises(MockdownError) as caught:
        find_element(words, [shop.description])
    (found,) = caught.value.diagnostics
    assert (found.code.id, found.help) == ("USE109", help_)


def test_what_several_apis_have_must_be_told_apart(shop: Compiled) -> None:
    """The diagnostic names the option that does."""
    with pytest.raises(MockdownError) as caught:
        find_element(["get_item"], [shop.description, shop.description])
    (found,) = caught.value.diagnostics
    assert found.code.id == "USE110"


def test_lines_behind_an_operation_and_its_parts(shop: Compiled) -> None:
    """Each line stands once, with its rank, its text and what it is behind."""
    found = explain(shop, "/paths/~1items~1{id}/get")
    first, *others = found.lines
    assert (first.line, first.text, first.pointers[0]) == (5, "`GET /items/{id}`", "")
    assert [line.pointers[0] for line in others if line.line == 10] == ["/parameters/1"]
    assert len({line.line for line in found.lines}) == len(found.lines)
    assert found.element["operationId"] == "get_item"


def test_what_lost_is_shown_for_the_operation_and_its_parts(shop: Compiled) -> None:
    """The curl that names another method stands beside the announcement, and nowhere else."""
    for pointer in ("/paths/~1items~1{id}/get", "/paths/~1items~1{id}/get/parameters/1"):
        assert "OPN301" in [one.code.id for one in explain(shop, pointer).findings]
    assert not explain(shop, "/paths/~1items~1{id}/delete").findings


def test_an_element_without_a_line_names_the_one_around_it(shop: Compiled) -> None:
    """A summary belongs to its operation; the title of all to no line."""
    found = explain(shop, "/paths/~1items~1{id}/get/parameters/1/name")
    assert found.around == "/paths/~1items~1{id}/get/parameters/1"
    assert found.origin is not None
    assert (found.origin.line, found.origin.rank, found.lines) == (10, Rank.DECLARED, ())
    assert explain(shop, "/info").origin is None


def test_a_file_with_a_map_is_explained_from_the_pages_on_disk(tmp_path: Path) -> None:
    """Lines come from the folder in which the description stands, and from nowhere else."""
    (tmp_path / "shop.md").write_text(PAGE)
    (tmp_path / "a.json").write_text(
        '{"openapi":"3.0.3","info":{"title":"A","version":"1"},"paths":{"/a":{"get":'
        '{"responses":{"204":{"description":"-"}}}}}}'
    )
    (tmp_path / "a.map.json").write_text(
        '{"mockdown":"0","description":"a.json","pointers":{"/paths/~1a":["shop.md",1,"declared"],'
        '"/paths/~1a/get":["../../etc/passwd",1,"declared"]}}'
    )
    (compiled,) = load_targets(["a.json"], cwd=tmp_path)
    assert [line.text for line in explain(compiled, "/paths/~1a").lines] == ["# Items", ""]
