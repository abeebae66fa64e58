"""Files that are written whole or not at all, and only when they change."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mockdown import codes
from mockdown.diagnostics import Diagnostic, MockdownError


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to be written; `name` is its path as messages give it."""

    path: Path
    name: str
    data: bytes = field(repr=False)

    @classmethod
    def at(cls, path: Path, text: str, cwd: Path) -> OutputFile:
        """A file with this text, named relative to the working directory where it lies inside."""
        name = path.relative_to(cwd) if path.is_relative_to(cwd) else path
        return cls(path=path, name=name.as_posix(), data=text.encode())


def write_files(files: Sequence[OutputFile]) -> list[OutputFile]:
    """Write those whose content differs from what is on disk, and return them."""
    changed = [file for file in files if not _is_same(file)]
    for file in changed:
        try:
            _replace(file)
        except OSError as error:
            message = f"{file.name} cannot be written: {(error.strerror or str(error)).lower()}"
            help_ = "check the path and its permissions, or choose another with --output"
            raise MockdownError(
                Diagnostic(code=codes.USE105, message=message, page=file.name, help=help_)
            ) from None
    return changed


def find_stale(files: Sequence[OutputFile]) -> list[tuple[OutputFile, str]]:
    """The files that are not on disk as they should be, each with the reason."""
    return [(file, _reason(file)) for file in files if not _is_same(file)]


def _is_same(file: OutputFile) -> bool:
    with suppress(OSError):
        return file.path.is_file() and file.path.read_bytes() == file.data
    return False


def _reason(file: OutputFile) -> str:
    if not file.path.is_file():
        return "is not there"
    with suppress(OSError):
        there, wanted = file.path.read_bytes().split(b"\n"), file.data.split(b"\n")
        pairs = enumerate(zip(there, wanted, strict=False), start=1)
        first = next(
            (number for number, (one, other) in pairs if one != other), min(len(there), len(wanted)) + 1
        )
        return f"is not what its pages give; it differs from line {first} on"
    return "cannot be read"


def _replace(file: OutputFile) -> None:
    if file.path.exists() and not (file.path.is_file() or file.path.is_dir()):
        raise OSError(errno.EINVAL, "It is not a file")
    file.path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.path.parent, prefix=f".{file.path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(file.data)
        Path(temporary).chmod(_mode(file.path))
        Path(temporary).replace(file.path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
