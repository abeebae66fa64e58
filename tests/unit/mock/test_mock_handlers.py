"""What cannot be inferred is written by hand: handlers and seeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from mock_client import serve
from mock_descriptions import PATHS, SCHEMAS, content

from mockdown.diagnostics import MockdownError

NUMBER = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}
PATHS_OF_COUNTER = {
    "/count": {
        "get": {"operationId": "read-count", "responses": {"200": content(NUMBER), "201": content(NUMBER)}},
        "post": {"operationId": "add", "responses": {"200": content(NUMBER)}},
    }
}


def write(folder: Path, code: str, seed: str = "") -> Path:
    (folder / "handlers.py").write_text(code)
    if seed:
        (folder / "seed.yaml").write_text(seed)
    return folder


def test_a_handler_takes_the_place_of_one_operation(tmp_path: Path) -> None:
    """Named by operation id or by method and path, plain or async; the others keep working."""
    code = (
        "def read_count(state):\n    return {'n': state.values.get('n', 0)}\n"
        "async def more(state):\n"
        "    state.values['n'] = state.values.get('n', 0) + 1\n    return {'n': state.values['n']}\n"
        "HANDLERS = {'POST /count': more}\n"
    )
    client = serve(
        {**PATHS_OF_COUNTER, **PATHS}, schemas=SCHEMAS, folder=write(tmp_path, code, "values: {n: 5}")
    )
    assert client.post("/count").json == {"n": 6}
    assert client.get("/count").json == {"n": 6}
    assert client.get("/count", headers={"x-mock-session": "other"}).json == {"n": 5}
    assert client.get("/pets").status == 200


@pytest.mark.parametrize(
    ("result", "status", "header"),
    [
        ("{'n': 1}", 200, None),
        ("(201, {'n': 1}, {'X-A': 'b'})", 201, "b"),
        ("(201, {'n': 1})", 201, None),
        ("None", 200, None),
    ],
)
def test_what_a_handler_may_give(tmp_path: Path, result: str, status: int, header: str | None) -> None:
    """A body, a status with it, headers too, or nothing: then the documented example."""
    client = serve(PATHS_OF_COUNTER, folder=write(tmp_path, f"def read_count():\n    return {result}\n"))
    reply = client.get("/count")
    assert (reply.status, reply.headers.get("x-a"), set(reply.json)) == (status, header, {"n"})


def test_a_handler_may_raise_a_problem(tmp_path: Path) -> None:
    """`raise Problem(404, …)` is answered as such."""
    code = "from mockdown.mock.problems import Problem\n\n"
    code += "def read_count():\n    raise Problem(404, 'no such count')\n"
    reply = serve(PATHS_OF_COUNTER, folder=write(tmp_path, code)).get("/count")
    assert (reply.status, reply.json["detail"]) == (404, "no such count")


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_broken_handler_is_named_and_the_server_goes_on(tmp_path: Path, kind: str) -> None:
    """500 with file and line; the next request is served."""
    client = serve(
        PATHS_OF_COUNTER, folder=write(tmp_path, f"{kind} read_count():\n    x = 1\n    return x / 0\n")
    )
    problem = client.get("/count").json
    assert problem["status"] == 500
    assert problem["handler"].endswith("handlers.py:3")
    assert "division by zero" in problem["detail"]
    assert client.post("/count").status == 200


def test_a_file_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    """A syntax error is told by every operation, since nobody knows which it would have replaced."""
    problem = serve(PATHS_OF_COUNTER, folder=write(tmp_path, "x = 1\ndef read_count(:\n")).get("/count").json
    assert problem["handler"].endswith("handlers.py:2")


def test_a_handlers_answer_is_validated(tmp_path: Path) -> None:
    """What a handler gives and the description does not allow is a 500 that points at it."""
    client = serve(PATHS_OF_COUNTER, folder=write(tmp_path, "def read_count():\n    return {'n': 'many'}\n"))
    reply = client.get("/count")
    assert reply.status == 500
    assert reply.json["errors"][0]["pointer"] == "#/n"


def test_seeds_stand_beside_the_documented_examples(tmp_path: Path) -> None:
    """`seed.yaml` names entities by resource or path; nothing is invented then."""
    (tmp_path / "seed.yaml").write_text("Pet:\n  - {id: 5, name: Rex, born: 2024-01-31}\n/count: {n: 9}\n")
    client = serve({**PATHS, **PATHS_OF_COUNTER}, schemas=SCHEMAS, folder=tmp_path)
    assert [pet["id"] for pet in client.get("/pets").json["data"]] == [5]
    assert client.get("/count").json == {"n": 9}
    assert client.post("/pets", {"name": "Tom"}).json["id"] == 6


@pytest.mark.parametrize("text", ["- a list", "a: [", "\x00"])
def test_a_broken_seed_is_a_clear_error(tmp_path: Path, text: str) -> None:
    """A seed that cannot be read is told when the mock is built."""
    (tmp_path / "seed.yaml").write_text(text)
    with pytest.raises(MockdownError, match=r"seed\.yaml"):
        serve(PATHS, schemas=SCHEMAS, folder=tmp_path)
