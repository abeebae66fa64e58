"""`mockdown serve --watch`: what is saved is served, what is broken is not, and the state stays."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import httpx
import pytest
from command_line import mockdown

pytestmark = pytest.mark.processes

PAGE = """\
# Books

## List books

`GET /books`

```json
[{"id": 1, "title": "Emma"}]
```

## Add a book

`POST /books`

```json
{"title": "Emma"}
```

Returns 201:

```json
{"id": 1, "title": "Emma"}
```
"""
MORE = """
## Remove a book

`DELETE /books/{id}`
"""


@contextmanager
def watching(folder: Path, target: str) -> Iterator[tuple[str, Callable[[str], list[str]]]]:
    """A server that watches: its URL, and a function that waits until it has said something."""
    command = [sys.executable, "-m", "mockdown", "serve", target, "--port", "0", "--watch"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines: Queue[str] = Queue()
        reading = Thread(target=_read_all, args=(process.stderr, lines))
        reading.start()
        url = next(line.split()[2] for line in process.stdout if line.startswith("serving at "))

        def until(said: str) -> list[str]:
            heard: list[str] = []
            while not heard or said not in heard[-1]:
                heard.append(lines.get(timeout=60))
            return heard

        try:
            yield url, until
        finally:
            process.terminate()
            process.wait(20)
            reading.join()


def _read_all(stream: Iterator[str], lines: Queue[str]) -> None:
    for line in stream:
        lines.put(line)


def test_a_saved_page_is_served_and_the_state_is_kept(tmp_path: Path) -> None:
    """A new operation is there after the page was saved, with what was posted before."""
    page = tmp_path / "books.md"
    page.write_text(PAGE)
    with watching(tmp_path, "books.md") as (url, until), httpx.Client(base_url=url) as client:
        made = client.post("/books", json={"title": "Persuasion"}).json()
        assert client.delete(f"/books/{made['id']}").status_code == 404
        page.write_text(PAGE + MORE)
        until("books: served as it is now (3 operations)")
        assert made in client.get("/books").json()
        assert client.delete(f"/books/{made['id']}").status_code in (200, 204)
        assert made not in client.get("/books").json()
        assert len(client.get("/_mock/journal").json()["entries"]) >= 4


def test_a_broken_edit_keeps_what_was_served(tmp_path: Path) -> None:
    """While a file cannot be read, the last good description is served, and the control API says why."""
    file = tmp_path / "shop.json"
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/one": {"get": {"responses": {"204": {"description": ""}}}}},
    }
    file.write_text(json.dumps(document))
    with watching(tmp_path, "shop.json") as (url, until), httpx.Client(base_url=url) as client:
        assert client.get("/_mock/findings").json() == {"served": True, "diagnostics": []}
        file.write_text("{")
        heard = until("shop: served as it was before")
        assert "error[DSC" in "".join(heard)
        assert client.get("/one").status_code == 204
        told = client.get("/_mock/findings").json()
        assert told["served"] is False
        assert told["diagnostics"][0]["code"].startswith("DSC")
        document["paths"] = {"/two": {"get": {"responses": {"204": {"description": ""}}}}}
        file.write_text(json.dumps(document))
        until("shop: served as it is now (1 operation)")
        assert client.get("/two").status_code == 204
        assert client.get("/one").status_code == 404
        assert client.get("/_mock/findings").json() == {"served": True, "diagnostics": []}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("handlers.py", 'def list_books():\n    return [{"id": 1, "title": "a"}]\n', "b"),
        ("seed.yaml", "Book:\n  - {id: 7, title: a}\n", "b"),
    ],
)
def test_handlers_and_seeds_are_watched(tmp_path: Path, name: str, before: str, after: str) -> None:
    """A saved handler or seed is in force, for what is not remembered already."""
    (tmp_path / "mockdown.toml").write_text('[apis.books]\npages = "books.md"\n')
    (tmp_path / "books.md").write_text(PAGE)
    file = tmp_path / "mocks" / "books" / name
    file.parent.mkdir(parents=True)
    file.write_text(before)
    with watching(tmp_path, "books") as (url, until), httpx.Client(base_url=url) as client:
        file.write_text(before.replace("a}", f"{after}}}").replace('"a"', f'"{after}"'))
        until("books: served as it is now")
        titles = [book["title"] for book in client.get("/books").json()]
        assert after in titles
        assert "a" not in titles


def test_one_process_watches(tmp_path: Path) -> None:
    """Several workers cannot be told."""
    done = mockdown(tmp_path, "serve", "--watch", "--workers", "2", "--store", "redis://localhost")
    assert done.returncode == 2
    assert "USE104" in done.stderr
