"""`mockdown serve`, `test` and `site`, in processes of their own."""

from __future__ import annotations

import json
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import trustme
from command_line import mockdown
from schemathesis.checks import CHECKS, load_all_checks

from mockdown.contract.options import PHASES

DESCRIPTION = {
    "openapi": "3.0.4",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example/api/v1"}],
    "security": [{"key": []}],
    "paths": {
        "/version": {
            "get": {
                "operationId": "get_version",
                "responses": {
                    "200": {
                        "description": "the version",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "required": ["version"],
                                    "properties": {"version": {"type": "string"}},
                                },
                                "example": {"version": "1.4"},
                            }
                        },
                    },
                    "401": {"description": "no valid key"},
                },
            }
        }
    },
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.json").write_text(json.dumps(DESCRIPTION))
    return tmp_path


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A server that has said where it is, and the lines it said."""
    command = [sys.executable, "-m", "mockdown", "serve", *arguments, "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("serving at "):
                break
        try:
            yield process, lines
        finally:
            process.kill()


def url_of(lines: list[str]) -> str:
    return lines[-1].split()[2]


def get(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urlopen(
            Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        ) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_server_says_where_it_is_and_what_lets_a_client_in(folder: Path) -> None:
    """URL, number of operations and credentials are printed; they work."""
    with served(folder, "shop.json") as (_, lines):
        url = url_of(lines)
        assert lines[0] == f"shop  {url}/api/v1  (1 operation)"
        scheme, option, header = lines[1].strip().split(maxsplit=2)
        assert (scheme, option) == ("key:", "-H")
        name, value = header.strip("'").split(": ")
        assert name == "X-Api-Key"
        assert get(f"{url}/api/v1/version", X_Api_Key=value) == (200, b'{"version":"1.4"}')
        assert get(f"{url}/api/v1/version")[0] == 401
        assert get(f"{url}/nothing")[0] == 404
        start = json.loads(get(f"{url}/", Accept="application/json")[1])
        assert [api["name"] for api in start["apis"]] == ["shop"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_server_in_peace(folder: Path, number: signal.Signals) -> None:
    """Ctrl-C ends it without a traceback."""
    with served(folder, "shop.json") as (process, _):
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert process.returncode in {0, -number}


def test_every_api_of_the_configuration_is_served(folder: Path) -> None:
    """Without a target all of them, under their names where their base paths collide."""
    (folder / "mockdown.toml").write_text("[apis.pets]\n[apis.shop]\n")
    for name in ("pets", "shop"):
        (folder / "docs" / name).mkdir(parents=True)
        (folder / "docs" / name / "page.md").write_text(f"# All\n\n`GET /api/{name}`\n")
    with served(folder, "--auth", "off") as (_, lines):
        url = url_of(lines)
        assert [line.split()[0] for line in lines] == ["pets", "shop", "reference", "serving"]
        apis = [line.split()[1] for line in lines[:2]]
        assert all(address.startswith(url) for address in apis)
        assert len(set(apis)) == 2


def test_a_taken_port_is_told(folder: Path) -> None:
    """One message with a way out, status 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = mockdown(folder, "serve", "shop.json", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[USE106]: ")
    assert port in done.stderr
    assert "= help: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_none_is_told(folder: Path) -> None:
    """What is wrong is the host, not the port."""
    done = mockdown(folder, "serve", "shop.json", "--host", "nowhere.invalid", "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[USE106]: the host `nowhere.invalid` cannot be resolved")
    assert "port" not in done.stderr


def test_help_names_every_phase_and_check(folder: Path) -> None:
    """What can be chosen stands in the help, whatever the engine's version brings."""
    words = set(re.findall(r"\w+", mockdown(folder, "test", "--help").stdout))
    load_all_checks()
    assert set(CHECKS.get_all_names()) | set(PHASES) <= words
    refused = mockdown(folder, "test", "shop.json", "--check", "qqq").stderr
    assert {name for name in CHECKS.get_all_names() if name not in refused} == set()


@pytest.mark.processes
def test_a_mock_that_keeps_its_contract_passes(folder: Path) -> None:
    """Status 0, and the account on standard output; nothing is left in the folder."""
    before = set(folder.iterdir())
    done = mockdown(folder, "test", "shop.json", "-n", "5")
    assert set(folder.iterdir()) == before
    assert done.stdout.splitlines()[-1].startswith(
        "shop (mock): 1 of 1 operation tested, 1 with 2xx, 0 skipped"
    )
    assert done.returncode == 0


@pytest.mark.processes
def test_a_service_that_breaks_its_contract_is_found(folder: Path) -> None:
    """Status 1, with what was promised and what came."""
    other = json.loads(json.dumps(DESCRIPTION).replace('"1.4"', "14").replace('"string"', '"integer"'))
    (folder / "other.json").write_text(json.dumps(other))
    with served(folder, "other.json", "--auth", "known") as (_, lines):
        arguments = ("--url", url_of(lines), "-n", "3", "--credential", "key=mock-key", "--phase", "coverage")
        done = mockdown(folder, "test", "shop.json", *arguments)
    assert done.returncode == 1
    assert "FAILED GET /version" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_service_that_is_not_there_is_told(folder: Path) -> None:
    """A message, and no traceback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    done = mockdown(folder, "test", "shop.json", "--url", f"http://{place}", "-n", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[CON103]")
    assert place in done.stderr
    assert "= help: " in done.stderr


@pytest.mark.processes
def test_options_of_a_test_that_mean_nothing_are_told(folder: Path) -> None:
    """Unknown operations and phases, and half a header, are wrong use."""
    for arguments, words in (
        (("--only", "GET /verson"), "GET /version"),
        (("--phase", "examples", "--phase", "fuzing"), "fuzzing"),
        (("--header", "X-Api-Key"), "`:`"),
    ):
        done = mockdown(folder, "test", "shop.json", *arguments)
        assert done.returncode == 2, arguments
        assert words in done.stderr


def test_a_site_is_rendered_and_left_alone_when_nothing_changed(folder: Path) -> None:
    """The second run writes no file."""
    first = mockdown(folder, "site", "shop.json", "-o", "public")
    assert (first.returncode, (folder / "public" / "index.html").is_file()) == (0, True)
    assert "start at public/index.html" in first.stderr
    second = mockdown(folder, "site", "shop.json", "-o", "public")
    assert "(0 written, " in second.stderr


def test_a_site_that_cannot_be_written_is_told(folder: Path) -> None:
    """A file in the place of the folder is one message."""
    (folder / "public").write_text("a file")
    done = mockdown(folder, "site", "shop.json", "-o", "public/site")
    assert done.returncode == 2
    assert "error[USE105]" in done.stderr


def test_tls(folder: Path) -> None:
    """With a certificate, the start line names an https address, which a client that trusts it can use."""
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(folder / "server.pem")
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with served(folder, "shop.json", "--tls-certificate", "server.pem") as (_, lines):
        url = url_of(lines)
        assert url.startswith("https://")
        with urlopen(f"{url}/_mock/openapi.json", context=trusting) as answer:
            assert answer.status == 200
