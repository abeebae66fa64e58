"""TARGET arguments → targets.  Everything that is wrong with them is said at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mockdown import codes
from mockdown.config import FILE_NAME, Api, Config, did_you_mean
from mockdown.description.reading import SUFFIXES as DESCRIPTION_SUFFIXES
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.targets.target import Kind, Target


def resolve_targets(arguments: Sequence[str], config: Config, *, cwd: Path) -> tuple[Target, ...]:
    """Find out what each argument means; none means every API of `mockdown.toml`."""
    if not arguments:
        return _all_apis(config)
    targets: list[Target] = []
    errors: list[Diagnostic] = []
    for argument in dict.fromkeys(arguments):
        try:
            targets.append(resolve_target(argument, config, cwd=cwd))
        except MockdownError as error:
            errors += error.diagnostics
    if errors:
        raise MockdownError(*errors)
    return tuple(targets)


def resolve_target(argument: str, config: Config, *, cwd: Path) -> Target:
    """An API of that name comes first; `./name` names a folder or page of the same name."""
    if argument in config.apis:
        return _api_target(config.apis[argument], config)
    if not argument.strip():
        message = "the name of a target is empty"
        way_out = "name a page or a folder of pages; `.` is the folder you are in"
        raise MockdownError(Diagnostic(code=codes.USE101, message=message, help=way_out))
    path = cwd / argument
    if path.is_dir():
        name = path.resolve().name or "api"
        return Target(name=name, kind=Kind.FOLDER, given=argument, root=cwd, sources=(argument,))
    if path.exists():
        return _file_target(argument, path, config, cwd)
    raise MockdownError(_unknown(argument, config, cwd))


def _all_apis(config: Config) -> tuple[Target, ...]:
    if config.apis:
        return tuple(_api_target(api, config) for api in config.apis.values())
    missing = "there is no mockdown.toml" if config.path is None else f"{FILE_NAME} names no API"
    raise MockdownError(
        Diagnostic(
            code=codes.USE102,
            message=f"no target is named, and {missing}",
            help="name a page or a folder of pages, or run `mockdown init`",
        )
    )


def _api_target(api: Api, config: Config) -> Target:
    around = (
        docs for source in api.pages for docs in _folders_around(config.root / source, config, config.root)
    )
    return Target(
        name=api.name,
        kind=Kind.API,
        given=api.name,
        root=config.root,
        sources=api.pages,
        docs=tuple(dict.fromkeys(around)),
        api=api,
    )


def _file_target(argument: str, path: Path, config: Config, cwd: Path) -> Target:
    if path.suffix.lower() not in DESCRIPTION_SUFFIXES:
        return Target(
            name=path.stem,
            kind=Kind.PAGE,
            given=argument,
            root=cwd,
            sources=(argument,),
            docs=tuple(_folders_around(path, config, cwd)),
        )
    owner = next((api for api in config.apis.values() if _is_same(config.root / api.description, path)), None)
    return Target(
        name=owner.name if owner else path.stem,
        kind=Kind.DESCRIPTION,
        given=argument,
        root=config.root if owner else cwd,
        sources=(os.path.relpath(path, config.root),) if owner else (argument,),
        api=owner,
    )


def _folders_around(page: Path, config: Config, cwd: Path) -> Iterator[str]:
    """The folders of the configured APIs that a page lies in."""
    for api in config.apis.values():
        for source in api.pages:
            folder = config.root / source
            if folder.is_dir() and page.resolve().is_relative_to(folder.resolve()):
                yield os.path.relpath(folder, cwd)


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _unknown(argument: str, config: Config, cwd: Path) -> Diagnostic:
    """A path that is not there, or else the name of an API that is not configured."""
    if "/" in argument or os.sep in argument or Path(argument).suffix:
        message = f"{argument} does not exist"
        return Diagnostic(
            code=codes.SRC103, message=message, page=argument, help=_nearest_path(argument, cwd)
        )
    known = list(config.apis)
    if not known:
        message = f"`{argument}` is neither a page or folder nor an API of {FILE_NAME}"
        way_out = "name a page or a folder of pages, or add the API to mockdown.toml"
        return Diagnostic(code=codes.USE101, message=message, help=way_out)
    message = f"{FILE_NAME} has no API `{argument}`, and there is no such page or folder"
    return Diagnostic(code=codes.USE101, message=message, help=did_you_mean(argument, known, noun="API"))


def _nearest_path(argument: str, cwd: Path) -> str:
    """What is like the missing name, in the last folder on the way that does exist."""
    path = Path(argument)
    there = next((parent for parent in path.parents if (cwd / parent).is_dir()), None)
    if there is None:
        return "check the path"
    try:
        names = sorted((there / entry.name).as_posix() for entry in (cwd / there).iterdir())
    except OSError:
        names = []
    missing = (there / path.relative_to(there).parts[0]).as_posix()
    nearest = did_you_mean(missing, names, noun="file")
    return nearest if nearest.startswith("did you mean") else "check the path"
