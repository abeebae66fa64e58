"""Overlays on the command line: every command uses them, and CI learns of those that have run out."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import command_line
import httpx
import pytest
import yaml

from mockdown.testing import mock_server

pytestmark = pytest.mark.processes

PAGE = """\
# Books

## Add a book

`POST /books`

| Field | Type | Required |
|-------|------|----------|
| `title` | string | yes |

Returns 201 with the book:

```json
{"id": 1, "title": "Momo"}
```

## Get a book

`GET /books/{id}`

```json
{"id": 1, "title": "Momo"}
```
"""
ERRATA = """\
overlay: 1.0.0
info: {title: Errata, version: "1"}
extends: ../../shop.yaml
actions:
  - target: $.paths['/books'].post.requestBody.content.*.schema
    x-reason: the service wants an ISBN, too
    x-owner: library
    x-expires: 2030-06-30
    update:
      required: [isbn]
      properties:
        isbn: {type: string}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "mockdown.toml": "[apis.shop]\n",
        "docs/shop/books.md": PAGE,
        "openapi/overlays/shop/errata.yaml": ERRATA,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def mockdown(folder: Path, *arguments: str, epoch: str = "1900000000") -> CompletedProcess[str]:
    return command_line.mockdown(folder, *arguments, env={"SOURCE_DATE_EPOCH": epoch})


def body_of(description: str) -> dict[str, object]:
    post = yaml.safe_load(description)["paths"]["/books"]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    assert isinstance(schema, dict)
    return schema


def test_build_applies_the_overlays_of_an_api(project: Path) -> None:
    """The built description holds what the overlay says, and the map leads there."""
    done = mockdown(project, "build")
    assert done.returncode == 0
    assert body_of((project / "openapi/shop.yaml").read_text())["required"] == ["title", "isbn"]
    pointers = json.loads((project / "openapi/shop.map.json").read_text())["pointers"]
    place = "/paths/~1books/post/requestBody/content/application~1json/schema"
    assert pointers[f"{place}/properties/isbn"] == ["openapi/overlays/shop/errata.yaml", 12, "overlay"]
    assert pointers[f"{place}/properties/title"][2] == "declared"


def test_the_day_decides_what_is_said_and_not_what_is_built(project: Path) -> None:
    """A description stays fresh when an action runs out, but the check and the linter fail."""
    mockdown(project, "build", "--today", "2030-06-30")
    built = (project / "openapi/shop.yaml").read_bytes()
    assert mockdown(project, "build", "--check", "--today", "2030-06-30").returncode == 0
    after = mockdown(project, "build", "--check", "--today", "2030-07-01")
    assert (after.returncode, "OVL401" in after.stderr, "is fresh" in after.stderr) == (1, True, True)
    assert mockdown(project, "build", "--today", "2030-07-01").returncode == 0
    assert (project / "openapi/shop.yaml").read_bytes() == built
    assert mockdown(project, "lint", "--select", "OVL", "--today", "2030-06-30").returncode == 0
    assert mockdown(project, "lint", "--select", "OVL", "--today", "2030-07-01").returncode == 1
    assert mockdown(project, "lint", "--today", "2030-07-01", "--fail-on", "error").returncode == 0


def test_the_day_may_come_from_the_environment(project: Path) -> None:
    """`SOURCE_DATE_EPOCH` stands for the clock; what is no number is wrong use."""
    assert mockdown(project, "lint", epoch="1908921600").returncode == 0
    assert "OVL401" in mockdown(project, "lint", epoch="1909094400").stdout
    wrong = mockdown(project, "build", epoch="tomorrow")
    assert (wrong.returncode, "SOURCE_DATE_EPOCH is not a number" in wrong.stderr) == (2, True)


def test_an_overlay_can_be_named(project: Path) -> None:
    """A page that is no API takes overlays by name, in the order given."""
    head = ERRATA.partition("extends")[0]
    for name, title in (("one", "First"), ("two", "Second")):
        text = f"{head}actions:\n  - target: $.info\n    update: {{title: {title}}}\n"
        (project / f"{name}.yaml").write_text(text)
    page = "docs/shop/books.md"
    done = mockdown(project, "build", page, "--overlay", "one.yaml", "--overlay", "two.yaml")
    assert yaml.safe_load(done.stdout)["info"]["title"] == "Second"
    assert "isbn" not in done.stdout
    missing = mockdown(project, "build", page, "--overlay", "three.yaml")
    assert (missing.returncode, "three.yaml does not exist" in missing.stderr) == (2, True)


def test_the_configuration_names_overlays(project: Path) -> None:
    """Named overlays take the place of the folder; an empty list means none."""
    config = project / "mockdown.toml"
    config.write_text("[apis.shop]\noverlays = []\n")
    assert "isbn" not in mockdown(project, "build", "shop", "-o", "-").stdout
    config.write_text('[apis.shop]\noverlays = ["openapi/overlays/*/err*.yaml"]\n')
    assert "isbn" in mockdown(project, "build", "shop", "-o", "-").stdout
    config.write_text('[apis.shop]\noverlays = "errata"\n')
    missing = mockdown(project, "build")
    assert (missing.returncode, "errata does not exist" in missing.stderr) == (2, True)


def test_an_action_without_a_match_fails_the_build(project: Path) -> None:
    """Nothing is written when a correction has lost what it corrects."""
    (project / "docs/shop/books.md").write_text(PAGE.replace("/books", "/novels"))
    done = mockdown(project, "build")
    assert (done.returncode, "errata.yaml:5:3" in done.stderr) == (1, True)
    assert not (project / "openapi/shop.yaml").exists()


def test_the_mock_keeps_to_the_overlay(project: Path) -> None:
    """A request that the overlay forbids is refused, with the line of the overlay."""
    with mock_server("shop", cwd=project) as mock:
        right = httpx.post(f"{mock.url}/books", json={"title": "Momo", "isbn": "1"}, headers=mock.headers)
        wrong = httpx.post(f"{mock.url}/books", json={"title": "Momo"}, headers=mock.headers)
    assert (right.status_code, wrong.status_code) == (201, 400)
    assert wrong.json()["errors"][0]["docs"].startswith("openapi/overlays/shop/errata.yaml:")


def test_tests_and_site_use_the_overlay(project: Path) -> None:
    """The contract holds against the mock, and the site names overlay and line."""
    tested = mockdown(project, "test", "-n", "5")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert mockdown(project, "site", "-o", "site").returncode == 0
    shown = "".join(path.read_text() for path in (project / "site").rglob("*.html"))
    assert "openapi/overlays/shop/errata.yaml:12" in shown
    assert "by an overlay" in shown
