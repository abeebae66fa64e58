"""What holds for every command, tried in processes of their own."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import click
import pytest
from command_line import mockdown

from mockdown import __version__
from mockdown.cli.application import COMMANDS, Commands, application
from mockdown.cli.terminal import Color, Terminal

PAGE = "# Books\n\n## List books\n\n`GET /books`\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mockdown.toml").write_text("[apis.shop]\n")
    (tmp_path / "docs" / "shop").mkdir(parents=True)
    (tmp_path / "docs" / "shop" / "books.md").write_text(PAGE)
    return tmp_path


@pytest.mark.parametrize(
    "arguments", [("--help",), ("build", "--help"), ("build",), ("lint",), ("init", "new")]
)
def test_heavy_libraries_wait_until_they_are_needed(project: Path, arguments: tuple[str, ...]) -> None:
    """Neither help nor a build loads Connexion or Schemathesis."""
    program = (
        "import sys; from mockdown.cli.application import run; status = run(sys.argv[1:]); "
        "heavy = {'connexion', 'schemathesis', 'uvicorn', 'pytest'} & set(sys.modules); "
        "print(status, sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "0 []"


def test_the_version_is_told(tmp_path: Path) -> None:
    """`--version` names program and version."""
    assert mockdown(tmp_path, "--version").stdout == f"mockdown {__version__}\n"


def test_help_lists_the_commands_and_how_to_complete(tmp_path: Path) -> None:
    """A newcomer finds every command, what a TARGET is, and the shell's completion."""
    done = mockdown(tmp_path, "--help")
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"  {name} " in done.stdout] == list(COMMANDS)
    assert "TARGET is an API of mockdown.toml" in done.stdout
    assert "_MOCKDOWN_COMPLETE=bash_source" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str) -> None:
    """Each option of each command has a help text."""
    with click.Context(application) as context:
        command = application.get_command(context, name)
    assert command is not None
    assert command.help
    assert [one.name for one in command.params if isinstance(one, click.Option) and not one.help] == []


def test_a_command_that_is_not_finished_is_wrong_use(tmp_path: Path) -> None:
    """An unknown option, a wrong value and no command at all end with status 2, and no traceback."""
    for arguments in (["build", "--chek"], ["serve", "--port", "x"], ["lint", "--format", "xml"], []):
        done = mockdown(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Usage: mockdown" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("mockdown bu", 1, ["plain,build"]),
        ("mockdown serve sh", 2, ["plain,shop"]),
        ("mockdown build docs/", 2, ["file,docs/"]),
        ("mockdown lint --format js", 3, ["plain,json"]),
    ],
)
def test_the_shell_completes(project: Path, words: str, at: int, expected: list[str]) -> None:
    """Commands, options, APIs and files are completed."""
    env = {"_MOCKDOWN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    assert mockdown(project, env=env).stdout.split() == expected


def test_completion_survives_a_broken_configuration(project: Path) -> None:
    """The shell is not the place for error messages."""
    (project / "mockdown.toml").write_text("[")
    env = {"_MOCKDOWN_COMPLETE": "bash_complete", "COMP_WORDS": "mockdown build s", "COMP_CWORD": "2"}
    done = mockdown(project, env=env)
    assert (done.stdout.split(), done.stderr) == (["file,s"], "")


def test_options_of_the_terminal_stand_before_or_after_the_command(project: Path) -> None:
    """`--quiet` says only what is wrong, wherever it is written."""
    (project / "docs" / "shop" / "about.md").write_text("# About\n")
    assert "SRC401" in mockdown(project, "build").stderr
    assert mockdown(project, "--quiet", "build").stderr == ""
    assert mockdown(project, "build", "-q").stderr == ""


def test_verbose_shows_every_diagnostic(project: Path) -> None:
    """What is else a number is written in full."""
    page = project / "docs" / "shop" / "books.md"
    page.write_text(PAGE + "\n```shell\ncurl -X DELETE http://localhost/books\n```\n")
    short, long = mockdown(project, "build"), mockdown(project, "build", "--verbose")
    assert "see `mockdown lint shop`" in short.stderr
    assert "OPN301" not in short.stderr
    assert "warning[OPN301]" in long.stderr


def test_colour_is_for_terminals(project: Path) -> None:
    """A pipe gets none, unless it is asked for."""
    arguments = ("build", "no.md")
    assert "\x1b" not in mockdown(project, *arguments).stderr
    assert "\x1b[1;31m" in mockdown(project, *arguments, "--color", "always").stderr


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "env", "expected"),
    [
        (Color.AUTO, {}, True),
        (Color.AUTO, {"NO_COLOR": "1"}, False),
        (Color.AUTO, {"NO_COLOR": ""}, True),
        (Color.AUTO, {"TERM": "dumb"}, False),
        (Color.NEVER, {}, False),
        (Color.ALWAYS, {"NO_COLOR": "1"}, True),
    ],
)
def test_no_color_is_honoured(
    monkeypatch: pytest.MonkeyPatch, color: Color, env: dict[str, str], *, expected: bool
) -> None:
    """The option is stronger than the environment, which is stronger than the terminal (no-color.org)."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert Terminal(color=color).has_color(Screen()) is expected


def test_progress_is_for_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is a file, nothing moves on it."""
    with Terminal().progress("working"):
        pass
    assert capsys.readouterr() == ("", "")


def test_a_bug_is_confessed_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """What goes wrong inside is one message with what to do; --verbose adds the traceback."""
    group = Commands("mockdown")

    @group.command("break")
    def break_() -> None:
        raise ZeroDivisionError("division by zero")

    assert group.main(["break"], standalone_mode=False) == 3
    assert capsys.readouterr().err == (
        "mockdown has a bug: ZeroDivisionError: division by zero\n"
        "Please report it with what the same command says with --verbose.\n"
    )
    assert group.main(["break"], standalone_mode=False, obj=None, prog_name="mockdown") == 3


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    """`mockdown build page.md | head -1` ends quietly."""
    (project / "many.md").write_text(
        "".join(f"\n## Get {n}\n\n`GET /things/{n}/parts`\n" for n in range(2000))
    )
    with subprocess.Popen(
        [sys.executable, "-m", "mockdown", "build", "many.md", "-q"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0


def test_text_that_the_terminal_cannot_show_is_escaped(project: Path) -> None:
    """An old terminal's encoding stops nothing."""
    (project / "docs" / "shop" / "größe.md").write_text("# Größe → 漢字\n")
    done = mockdown(project, "lint", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (done.returncode, "SRC401" in done.stdout) == (0, True)
    assert "Traceback" not in done.stderr
