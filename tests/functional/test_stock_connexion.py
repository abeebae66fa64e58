"""What mockdown writes is of use without mockdown: stock Connexion loads it and serves it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from select import select

import pytest

from mockdown.description import Operation, read_description

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
OWN = sorted((ROOT / "openapi").glob("*.yaml"))
PAGES = sorted(SEEDS.glob("*.txt"))


@contextmanager
def connexion_run(description: Path) -> Iterator[HTTPConnection]:
    """Run `connexion run DESCRIPTION --mock=all` on a free port, up to its first sign of readiness."""
    command = ["run", str(description), "--mock=all", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("connexion")), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        cwd=description.parent,
    )
    assert process.stdout is not None
    output = []
    try:
        for line in process.stdout:
            output.append(line)
            if "Application startup complete" in line:
                break
        port = re.search(r"running on http://127\.0\.0\.1:(\d+)", "".join(output))
        assert port, "".join(output)
        assert "startup complete" in output[-1], "".join(output)
        with closing(connect(int(port[1]), process)) as connection:
            yield connection
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.stdout.close()
        process.wait(timeout=30)


def connect(port: int, process: subprocess.Popen[str]) -> HTTPConnection:
    """Connect, after the moment between the last line of the start and the first listening."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _attempt in range(200):
        try:
            connection.connect()
        except ConnectionRefusedError:
            select([process.stdout.fileno()] if process.stdout else [], [], [], 0.05)
        else:
            return connection
    pytest.fail(f"nothing listens on port {port}")


def ask(connection: HTTPConnection, base_path: str, operation: Operation) -> int:
    """Send the plainest request there is to an operation; return the status of the answer."""
    path = base_path + re.sub(r"\{[^}]*\}", "1", operation.path)
    connection.request(
        operation.method.upper(), path, body=b"{}", headers={"Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    answer.read()
    return answer.status


def check_served(path: Path) -> None:
    """Every operation is routed: Connexion may refuse the request, but it knows the operation."""
    description = read_description(path)
    assert description.operations
    with connexion_run(path) as connection:
        for operation in description.operations:
            status = ask(connection, description.base_path, operation)
            secured = any(description.security(operation))
            assert status in ({401} if secured else {200, 400}), f"{operation.label}: {status}"


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_description(path: Path) -> None:
    """Each description of this repository is served by `connexion run … --mock=all`."""
    check_served(path)


def test_own_descriptions_are_there() -> None:
    """The parametrised test above has something to run on."""
    assert {path.stem for path in OWN} == {folder.name for folder in (ROOT / "docs").iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name[:3])
def test_seed_page(page: Path, tmp_path: Path) -> None:
    """So is what a pasted page compiles to."""
    output = tmp_path / "api.yaml"
    command = [sys.executable, "-m", "mockdown", "build", str(page), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    check_served(output)
