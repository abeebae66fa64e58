"""The files beside a mock: faults from the start, and what is wrong with them though they can be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from mock_client import make_description, serve
from mock_descriptions import content

from mockdown.diagnostics import MockdownError
from mockdown.mock.app import create_app
from mockdown.mock.fault_file import read_faults

_BOOK = {"type": "object", "properties": {"id": {"type": "integer"}, "title": {"type": "string"}}}
_LIST = content({"type": "array", "items": {"$ref": "#/components/schemas/Book"}})
_PATHS = {"/books": {"get": {"operationId": "list_books", "responses": {"200": _LIST}}}}


def complaints(folder: Path) -> list[str]:
    """The messages about the files of a mock, each with its code."""
    app = create_app(make_description(_PATHS, schemas={"Book": _BOOK}), folder=folder)
    return [f"{one.code.id} {one.message}" for one in app.complaints()]


def test_nothing_is_said_of_what_is_meant(tmp_path: Path) -> None:
    """Handlers by name and by table, what they call, parts of seeds under each of their names."""
    (tmp_path / "handlers.py").write_text(
        "from os.path import join\n\ndef helper(rows):\n    return rows\n\n"
        "def _other():\n    return []\n\ndef given(state):\n    return helper([])\n\n"
        "HANDLERS = {'GET /books': given}\n"
    )
    (tmp_path / "seed.yaml").write_text("values: {a: 1}\nBook: [{id: 1}]\n/books: [{title: Dune}]\n")
    (tmp_path / "faults.yaml").write_text("rules: [{operations: [list_books], latency: 1}, {}]\n")
    (tmp_path / "auth.yaml").write_text("rules: [{operations: ['GET *'], roles: [a]}]\n")
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("handlers.py", "def lst():\n    return []\n", "MCK104 no operation is called `lst`"),
        ("handlers.py", "HANDLERS = {'GET /x': print}\n", "MCK104 no operation is called `GET /x`"),
        ("handlers.py", "import sys\nsys.exit(3)\n", "MCK105 the handlers cannot be loaded: "),
        ("auth.yaml", "rules: [{operations: ['GET /x'], roles: []}]", "MCK104 no operation fits `GET /x`"),
        ("faults.yaml", "rules: [{operations: [nothing]}]", "MCK104 no operation fits `nothing`"),
        ("seed.yaml", "Books: []", "MCK104 nothing is kept under the name `Books`"),
        (
            "seed.yaml",
            "Book: [{id: 1}, {title: 7}]",
            "MCK106 `title` of row 2 of `Book` is not as described: 7",
        ),
    ],
)
def test_what_leads_to_nothing_is_told(tmp_path: Path, file: str, text: str, told: str) -> None:
    """A name that is misspelled does nothing, and nobody would notice."""
    (tmp_path / file).write_text(text)
    (found,) = complaints(tmp_path)
    assert found.startswith(told)


def test_rules_of_a_file_are_in_force(tmp_path: Path) -> None:
    """From the start, and the control API may replace them."""
    (tmp_path / "faults.yaml").write_text("rules: [{operations: [list_books], kind: error, status: 502}]")
    client = serve(_PATHS, schemas={"Book": _BOOK}, folder=tmp_path)
    assert client.get("/books").status == 502
    assert client.put("/_mock/faults", {"rules": []}).status == 200
    assert client.get("/books").status == 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules: 3", "it holds `rules`, a list, and nothing else"),
        ("rule: []", "it holds `rules`, a list, and nothing else"),
        ("rules: [3]", "rule 1: it is no mapping"),
        ("rules: [{}, {kind: odd}]", "rule 2: `kind` is one of none, error, truncate, drop"),
        ("rules: [{operations: list_books}]", "rule 1: `operations` is no list of texts"),
        ("rules: [{rate: 2}]", "rule 1: `rate` is not from 0 to 1"),
        ("rules: [{latency: soon}]", "rule 1: `latency` is no number"),
        ("rules: [{wait: 1}]", "rule 1: `wait` is not known"),
    ],
)
def test_broken_rules_are_refused(tmp_path: Path, text: str, told: str) -> None:
    """Before anything is served."""
    path = tmp_path / "faults.yaml"
    path.write_text(text)
    with pytest.raises(MockdownError) as raised:
        read_faults(path)
    assert raised.value.diagnostics[0].message.endswith(told)


def test_a_handler_that_leaves_is_a_problem(tmp_path: Path) -> None:
    """`sys.exit` in a handler is a broken handler like any other."""
    (tmp_path / "handlers.py").write_text("import sys\n\ndef list_books():\n    sys.exit(1)\n")
    reply = serve(_PATHS, schemas={"Book": _BOOK}, folder=tmp_path).get("/books")
    assert reply.status == 500
    assert "handlers.py:4: SystemExit: 1" in reply.json["detail"]
