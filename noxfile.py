"""Everything that is checked, by name: `nox` runs lint, types and tests; `nox -l` lists the rest."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
CORPORA = ROOT.parent / "shared" / "corpora"
PYPROJECT = nox.project.load_toml("pyproject.toml")
ON_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _group(name: str) -> tuple[str, ...]:
    return tuple(nox.project.dependency_groups(PYPROJECT, name))


def _install(session: nox.Session, *groups: str) -> None:
    """Install the project, editable, with groups of development dependencies."""
    session.install("-e", ".", *(requirement for group in groups for requirement in _group(group)))


@nox.session
def lint(session: nox.Session) -> None:
    """Style, layers and spelling."""
    session.install(*_group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", env={"PYTHONPATH": "src"})
    session.run("codespell")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly, of the package and of its tests."""
    _install(session, "types", "browser")
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Tests with branch coverage; arguments go to pytest."""
    _install(session, "tests")
    session.run("coverage", "erase")
    session.run(
        "coverage", "run", "-m", "pytest", "--numprocesses=auto", "--dist=worksteal", *session.posargs
    )
    session.run("coverage", "combine", "--quiet")
    # What a selection of tests covers says nothing about the whole.
    session.run("coverage", "report", *(["--fail-under=0"] if session.posargs else []))


@nox.session
def build(session: nox.Session) -> None:
    """The built descriptions are what the pages give."""
    _install(session)
    session.run("mockdown", "build", "--check", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """The mocks keep what the docs promise; `-- --full` for every operation of the corpora, not a sample.

    `-- --target URL` tests a service instead of the mocks.
    """
    _install(session, "tests")
    arguments = [argument for argument in session.posargs if argument != "--full"]
    session.run("pytest", "contract_tests", *arguments)
    if arguments:
        return
    _demand_corpora(session)
    session.run("pytest", "-m", "conformance", "tests/corpora/test_conformance.py", *session.posargs)


@nox.session
def corpora(session: nox.Session) -> None:
    """Scores on real docs that lie beside the repository; they may only rise."""
    _demand_corpora(session)
    _install(session, "tests")
    session.run("pytest", "-m", "corpora", "tests/corpora", *session.posargs)


def _demand_corpora(session: nox.Session) -> None:
    if not CORPORA.is_dir():
        reason = f"the corpora are not there: {CORPORA}"
        if ON_CI:
            session.error(reason)
        session.skip(reason)


@nox.session
def processes(session: nox.Session) -> None:
    """Tests that start several processes each: pytest in pytest, live services, chains of commands."""
    _install(session, "tests")
    session.run("pytest", "-m", "processes", "--numprocesses=auto", "tests/functional", *session.posargs)


@nox.session
def clients(session: nox.Session) -> None:
    """Clients that tools of others generate, from PyPI and from npm, against the mock."""
    _install(session, "clients")
    session.run("pytest", "-m", "clients", "tests/clients", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The site in a real Chromium, that of the operating system."""
    _provide_chromium(session)
    _install(session, "tests", "browser")
    session.run("pytest", "-m", "browser", "tests/browser", *session.posargs)


def _provide_chromium(session: nox.Session) -> None:
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        session.error("there is no chromium: install your system's package of that name")
    session.run("apt-get", "update", "-qq", external=True)
    session.run(
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        external=True,
        env={"DEBIAN_FRONTEND": "noninteractive"},
    )


@nox.session
def site(session: nox.Session) -> None:
    """The reference site of every API."""
    _install(session)
    session.run("mockdown", "site", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """The compiler against made-up pages, guided by coverage; `-- --seconds 600` for longer than a minute."""
    _install(session, "fuzz")
    session.run("python", "tests/fuzz/session.py", *session.posargs)


@nox.session
def golden(session: nox.Session) -> None:
    """Golden pairs alone; `-- --update-golden` writes them anew."""
    _install(session, "tests")
    session.run("pytest", "tests/golden", *session.posargs)
