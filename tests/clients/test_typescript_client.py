"""A client with types of openapi-typescript, by openapi-fetch, talks to the mock."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clients_setup import HERE, OPENAPI, PAGE, demand, run, write_description

from mockdown.testing import mock_server

pytestmark = pytest.mark.clients


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with its packages installed from npm."""
    npm = demand("npm")
    folder = tmp_path_factory.mktemp("typescript") / "project"
    shutil.copytree(HERE / "typescript", folder)
    run([npm, "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=folder)
    return folder


def make_types(project: Path, description: Path, target: str) -> None:
    run([demand("npx"), "openapi-typescript", str(description), "--output", target], cwd=project)


def test_what_the_client_makes_it_finds_changes_and_removes(project: Path) -> None:
    """The program is accepted by the compiler with the generated types, and finds all as described."""
    make_types(project, write_description(project), "api.d.ts")
    run([demand("npx"), "tsc"], cwd=project)
    with mock_server(str(PAGE), cwd=project) as mock:
        said = run([demand("node"), "books.js", mock.url, mock.headers["Authorization"]], cwd=project)
    assert said == "all is as described\n"


@pytest.mark.parametrize("name", ["coder", "coder-v0", "vela", "vieter"])
def test_types_of_the_built_descriptions_compile(name: str, project: Path) -> None:
    """The compiler has nothing against the types of larger descriptions."""
    make_types(project, OPENAPI / f"{name}.yaml", f"{name}.d.ts")
    run([demand("npx"), "tsc", "--noEmit", "--strict", f"{name}.d.ts"], cwd=project)
