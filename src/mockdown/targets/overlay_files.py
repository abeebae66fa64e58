"""Which overlay files belong to a target, and whether each of them is meant for it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mockdown import codes
from mockdown.diagnostics import Diagnostic, MockdownError, Report
from mockdown.overlay import Overlay, complain
from mockdown.source import SourceFile
from mockdown.targets.pages import find_matches, shown_name
from mockdown.targets.target import Target

SUFFIXES = (".yaml", ".yml", ".json")


def read_overlay_files(target: Target, given: Sequence[Path] = ()) -> tuple[SourceFile, ...]:
    """The overlay files of a target: those of its API, in the order of their names, then those given.

    Raises MockdownError when a file or folder that was named is not there.
    """
    paths: dict[Path, None] = {}
    if target.api is not None:
        for source in target.api.overlays:
            paths |= dict.fromkeys(_expand(source, target.root, must=target.api.names_overlays))
    for path in given:
        if path.is_dir():
            message = f"{shown_name(path, target.root)} is a folder, and one overlay is asked for"
            raise MockdownError(
                Diagnostic(
                    code=codes.SRC103, message=message, help="name the files in it, each with --overlay"
                )
            )
        if not path.is_file():
            raise _missing(shown_name(path, target.root), "check the path")
        paths[path] = None
    return tuple(_read(path, target.root) for path in paths)


def _expand(source: str, root: Path, *, must: bool) -> list[Path]:
    path = root / source
    if path.is_dir():
        return _overlays(path.iterdir())
    if path.is_file():
        return [path]
    if any(character in source for character in "*?["):
        return _overlays(find_matches(source, root))
    if not must:
        return []
    raise _missing(source, "check the path, or the `overlays` setting of mockdown.toml")


def _missing(name: str, help_: str) -> MockdownError:
    return MockdownError(
        Diagnostic(code=codes.SRC103, message=f"{name} does not exist", page=name, help=help_)
    )


def _overlays(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file())


def _read(path: Path, root: Path) -> SourceFile:
    name = shown_name(path, root)
    try:
        return SourceFile(name, path.read_bytes())
    except OSError as error:
        message = f"the overlay cannot be read: {(error.strerror or str(error)).lower()}"
        help_ = "check what it is and its permissions"
        raise MockdownError(Diagnostic(code=codes.SRC105, message=message, page=name, help=help_)) from None


def is_meant(overlay: Overlay, target: Target, report: Report) -> bool:
    """Whether an overlay may be used for a target: `extends` must not name another description.

    An address is taken at its word: where the description will be published cannot be told from here.
    """
    if overlay.extends is None or target.api is None or (named := _local_path(overlay)) is None:
        return True
    wanted = os.path.normpath(target.api.description).replace(os.sep, "/")
    if named == wanted:
        return True
    message = f"the overlay extends {named}, and is used for {wanted}"
    help_ = "correct `extends`, leave it out, or move the overlay to those of its API"
    report(complain(overlay.file, overlay.line("/extends"), codes.OVL303, message, help_))
    return False


def _local_path(overlay: Overlay) -> str | None:
    """The path that `extends` names, relative to the root; None when it is an address."""
    extends = overlay.extends or ""
    try:
        address = urlsplit(extends)
    except ValueError:
        return extends
    if address.scheme or address.netloc:
        return None
    folder = posixpath.dirname(overlay.file.name)
    return posixpath.normpath(posixpath.join(folder, unquote(address.path)))
