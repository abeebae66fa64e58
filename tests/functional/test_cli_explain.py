"""`mockdown explain`, in processes of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import mockdown

PAGE = """\
# Books

## Get a book

`GET /books/{id}`

| Name | In | Type |
|---|---|---|
| id | path | integer |

```shell
curl -X POST http://localhost:8080/books/3
```

```json
{"id": 3}
```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mockdown.toml").write_text('[apis.shop]\npages = "books.md"\n')
    (tmp_path / "books.md").write_text(PAGE)
    return tmp_path


def test_an_operation_with_its_lines_and_what_lost(project: Path) -> None:
    """The element, the lines behind it, and the sample that contradicts it."""
    done = mockdown(project, "explain", "GET", "/books/:id")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("shop #/paths/~1books~1{id}/get\n")
    assert "operationId: get_book" in done.stdout
    assert "books.md:5  declared\n  | `GET /books/{id}`\n" in done.stdout
    assert "books.md:9  declared  /parameters/0\n  | | id | path | integer |\n" in done.stdout
    assert "warning[OPN301]" in done.stdout


def test_programs_get_json(project: Path) -> None:
    """The JSON form holds pointers, lines and findings."""
    done = mockdown(project, "explain", "/paths/~1books~1{id}/get/parameters/0", "--format", "json")
    found = json.loads(done.stdout)
    assert found["api"] == "shop"
    assert found["element"]["name"] == "id"
    assert found["origin"] == {"page": "books.md", "line": 9, "rank": "declared"}
    assert found["lines"][0]["pointers"] == ["/paths/~1books~1{id}/get/parameters/0"]
    assert [one["code"] for one in found["findings"]] == ["OPN301"]


def test_what_the_mock_makes_of_operations(project: Path) -> None:
    """Role and reason of all operations, or of the one that is named."""
    (row,) = json.loads(mockdown(project, "explain", "--mock", "--format", "json").stdout)
    assert (row["api"], row["operation"]) == ("shop", "GET /books/{id}")
    assert row["role"]
    assert row["reason"]
    assert mockdown(project, "explain", "--mock", "GET", "/books/:x", "--api", "books.md").stdout.startswith(
        "books  GET /books/{id}  "
    )
    assert mockdown(project, "explain", "--mock", "GET", "/films").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "USE102"),
        (["GET", "/book/{id}"], "did you mean `GET /books/{id}`?"),
        (["#/components/schemas/Film"], "USE109"),
        (["GET", "/books/:id", "--api", "shp"], "USE101"),
    ],
)
def test_wrong_use(project: Path, arguments: list[str], said: str) -> None:
    """What is not there is said, with what is."""
    done = mockdown(project, "explain", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_target_may_stand_first(project: Path) -> None:
    """As with other commands, the first word may name the API or its page."""
    for target in ("shop", "books.md"):
        told = mockdown(project, "explain", target, "GET", "/books/{id}")
        assert told.returncode == 0, told.stderr
        assert "books.md" in told.stdout
