"""What `mockdown init` does: copy the templates, and overwrite nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from mockdown import codes
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.config import FILE_NAME
from mockdown.config.tables import API_NAME
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.reporting.glyphs import visible


def run_init(folder: Path, name: str, terminal: Terminal) -> ExitStatus:
    """Write what is missing, and say of each file whether it was written or left."""
    if not API_NAME.fullmatch(name):
        message = f"`{visible(name)}` cannot name an API: it becomes a file name and a path"
        help_ = "use letters, digits, dots, dashes, underscores"
        raise MockdownError(Diagnostic(code=codes.USE108, message=message, help=help_))
    had_config = (folder / FILE_NAME).exists()
    left = 0
    for path, text in _templates(name):
        shown = (folder / path).as_posix()
        written = _write_new(folder / path, text, shown)
        left += not written
        terminal.say(f"{'wrote' if written else 'left '} {shown}{'' if written else ' (it was there)'}")
    if had_config:
        terminal.say(f"add [apis.{name}] to {(folder / FILE_NAME).as_posix()}, if it is not there")
    place = "" if folder == Path() else f" in {folder.as_posix()}"
    terminal.say(f"next{place}: mockdown build, mockdown serve, mockdown test, mockdown site")
    return ExitStatus.CLEAN


def _templates(name: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Path and text of every file, with the name of the API put in."""
    words = {
        "__api__": name,
        "__api_name__": _identifier(name),
        "__api_key__": f'"{name}"' if "." in name else name,
        "__title__": re.sub(r"[._-]+", " ", name).strip().capitalize(),
    }
    for path, entry in _walk(files("mockdown.cli") / "templates", PurePosixPath()):
        yield PurePosixPath(_fill(str(path), words)), _fill(entry.read_text("utf-8"), words)


def _identifier(name: str) -> str:
    """The name as Python may call it."""
    identifier = re.sub(r"\W", "_", name.lower(), flags=re.ASCII)
    return f"api_{identifier}" if identifier[:1].isdigit() else identifier


def _walk(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: (entry.is_dir(), entry.name)):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _walk(entry, path / entry.name)
        else:
            # Python files end in `.in`, so that no tool takes them for modules of ours.
            yield path / entry.name.removesuffix(".in"), entry


def _fill(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _write_new(path: Path, text: str, shown: str) -> bool:
    """Write a file that is not there yet; False when it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        if path.is_dir() or not path.parent.is_dir():
            raise _unwritable(shown, "something else is in its place") from None
        return False
    except OSError as error:
        raise _unwritable(shown, (error.strerror or str(error)).lower()) from None
    return True


def _unwritable(shown: str, reason: str) -> MockdownError:
    message, help_ = f"{shown} cannot be written: {reason}", "choose another folder"
    return MockdownError(Diagnostic(code=codes.USE105, message=message, page=shown, help=help_))
