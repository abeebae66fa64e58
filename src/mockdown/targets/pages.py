"""Which files are the pages of a target, in an order that does not depend on the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mockdown import codes
from mockdown.diagnostics import Diagnostic, MockdownError, Report
from mockdown.targets.target import Target

PAGE_SUFFIXES = (".md", ".mdx", ".markdown", ".txt")
"""What a page of a folder is called; a page that is named itself may be called anything."""

FIRST = ("_index", "index", "readme")
"""These pages introduce their folder, so they are read before the others."""

PASSED_OVER = ("node_modules",)


def find_pages(target: Target, report: Report) -> tuple[Path, ...]:
    """The pages of a target, each once, less those that its API leaves out.

    A folder that is missing or has none raises `MockdownError`.
    """
    found: dict[Path, None] = {}
    missing: list[Diagnostic] = []
    left_out = _left_out(target, missing)
    names = {shown_name(path, target.root) for path in left_out}

    def tell(diagnostic: Diagnostic) -> None:
        place = PurePosixPath(diagnostic.page or "")
        if names.isdisjoint(map(str, (place, *place.parents))):
            report(diagnostic)

    errors: list[Diagnostic] = []
    for source in target.sources:
        try:
            found |= dict.fromkeys(_expand(source, target.root, tell))
        except MockdownError as error:
            errors += error.diagnostics
    errors += missing
    if errors:
        raise MockdownError(*errors)
    kept = tuple(path for path in found if left_out.isdisjoint((path, *path.parents)))
    return kept or tuple(_none_in(f"all pages of {target.given} are left out", target.given))


def _left_out(target: Target, errors: list[Diagnostic]) -> set[Path]:
    """The folders and pages that an API leaves out."""
    found: set[Path] = set()
    for pattern in target.api.exclude if target.api else ():
        path = target.root / pattern
        matches = [path] if path.exists() else find_matches(pattern, target.root)
        found.update(matches)
        if not matches:
            message = f"nothing matches {pattern}, which is to be left out"
            help_ = "correct the `exclude` setting of mockdown.toml"
            errors.append(Diagnostic(code=codes.SRC104, message=message, page=pattern, help=help_))
    return found


def shown_name(path: Path, root: Path) -> str:
    """A path as messages give it: relative to the root where it lies inside, else as it was written."""
    whole = Path(os.path.normpath(root / path))
    base = Path(os.path.normpath(root))
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else _written(path, root)


def _written(path: Path, root: Path) -> str:
    """`../docs/a.md` stays so: the path from the root that the user gave."""
    return os.path.normpath(os.path.relpath(path, root) if path.is_relative_to(root) else path).replace(
        os.sep, "/"
    )


def _expand(source: str, root: Path, report: Report) -> list[Path]:
    path = root / source
    if path.is_dir():
        pages = sorted(_walk(path, root, report), key=lambda page: _order(page.relative_to(path)))
        return pages or _none_in(f"{shown_name(path, root)} holds no pages", source)
    if path.is_file():
        return [path]
    if path.exists():
        help_ = "name a page or a folder of pages"
        message = f"{source} is neither a file nor a folder"
        raise MockdownError(Diagnostic(code=codes.SRC103, message=message, page=source, help=help_))
    if any(character in source for character in "*?["):
        matches = list(_matching(source, root, report))
        pages = sorted(
            matches, key=lambda page: _order(page.relative_to(root) if page.is_relative_to(root) else page)
        )
        return pages or _none_in(f"no page matches {source}", source)
    help_ = "check the path, or the `pages` setting of mockdown.toml"
    raise MockdownError(
        Diagnostic(code=codes.SRC103, message=f"{source} does not exist", page=source, help=help_)
    )


def find_matches(pattern: str, root: Path) -> list[Path]:
    """The files and folders that a pattern matches; one that begins with a slash starts there."""
    written = Path(pattern)
    if not any(character in pattern for character in "*?["):
        return []
    if written.is_absolute():
        return list(Path(written.anchor).glob(str(written.relative_to(written.anchor))))
    return list(root.glob(pattern))


def fixed_folder(pattern: str) -> Path:
    """The part of a pattern before its first star: what it matches lies in there."""
    parts = Path(pattern).parts
    fixed = next((i for i, part in enumerate(parts) if any(sign in part for sign in "*?[")), len(parts))
    return Path(*parts[:fixed])


def _matching(pattern: str, root: Path, report: Report) -> Iterator[Path]:
    """The pages that a pattern matches: of files of any kind only those that it names by their suffix."""
    folder = root / fixed_folder(pattern)
    inside = folder.resolve()
    named = Path(pattern).suffix
    for path in find_matches(pattern, root):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part in PASSED_OVER for part in parts)
        if hidden or not (named or path.name.lower().endswith(PAGE_SUFFIXES)) or not path.is_file():
            continue
        if path.resolve().is_relative_to(inside):
            yield path
        else:
            report(_leads_out(shown_name(path, root)))


def _none_in(message: str, page: str) -> list[Path]:
    help_ = f"pages are files that end in {', '.join(PAGE_SUFFIXES)}"
    raise MockdownError(Diagnostic(code=codes.SRC104, message=message, page=page, help=help_))


def _order(path: Path) -> tuple[tuple[int, str, str], ...]:
    """Folders and pages in the order of their names; a page stands before the folders beside it."""
    *folders, name = path.parts
    stem = Path(name).stem.lower()
    rank = FIRST.index(stem) if stem in FIRST else len(FIRST)
    return (*((len(FIRST) + 1, folder.lower(), folder) for folder in folders), (rank, name.lower(), name))


def _walk(folder: Path, root: Path, report: Report) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        name = shown_name(Path(error.filename), root)
        message = f"the folder cannot be read: {(error.strerror or str(error)).lower()}"
        report(Diagnostic(code=codes.SRC105, message=message, page=name, help="check its permissions"))

    inside = folder.resolve()
    for place, folders, files in os.walk(folder, onerror=unreadable):
        here = Path(place)
        folders[:] = [name for name in folders if not name.startswith(".") and name not in PASSED_OVER]
        links = [name for name in folders if (here / name).is_symlink()]
        pages = [name for name in files if not name.startswith(".") and name.lower().endswith(PAGE_SUFFIXES)]
        for name in sorted([*links, *pages]):
            path = here / name
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                report(_leads_out(shown_name(path, root)))
            elif path.is_file():
                yield path


def _leads_out(name: str) -> Diagnostic:
    message = "the link leads out of its folder, and is passed over"
    return Diagnostic(
        code=codes.SRC106, message=message, page=name, help="copy what it leads to, or name it itself"
    )
