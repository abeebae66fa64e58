"""Finds `mockdown.toml`, reads it, and collects everything that is wrong with it before it complains."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mockdown import codes
from mockdown.config import tables
from mockdown.config.places import find_key, label_line
from mockdown.config.settings import Api, Config, Outputs, Site
from mockdown.config.spelling import did_you_mean
from mockdown.diagnostics import Code, Diagnostic, MockdownError
from mockdown.source import SourceFile

FILE_NAME = "mockdown.toml"


def find_config(start: Path) -> Path | None:
    """The `mockdown.toml` of a folder, or of the nearest one above it."""
    folder = start.resolve()
    found = (candidate / FILE_NAME for candidate in (folder, *folder.parents))
    return next((path for path in found if path.exists()), None)


def load_config(start: Path) -> Config:
    """Read the configuration that holds in a folder; without one, everything has its default."""
    path = find_config(start)
    if path is None:
        return Config(root=start.resolve())
    source = SourceFile(FILE_NAME, _read(path))
    errors = _Errors(source)
    config = _build(_parse(source), path, errors)
    if errors.found:
        raise MockdownError(*errors.found)
    return config


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{FILE_NAME} cannot be read: {(error.strerror or str(error)).lower()}"
        help_ = "check what it is and its permissions"
        raise MockdownError(
            Diagnostic(code=codes.CFG101, message=message, page=path.as_posix(), help=help_)
        ) from None


def _parse(source: SourceFile) -> dict[str, Any]:
    try:
        return tomllib.loads(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message, line = f"{FILE_NAME} is not UTF-8 text", None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        message = f"{FILE_NAME} is not TOML: {_lower_first(str(error))}"
        line = int(place[1]) if place else len(source.lines)
    except RecursionError:
        message, line = f"{FILE_NAME} is nested too deeply", None
    label = label_line(source, line) if line else None
    help_ = "TOML is explained at https://toml.io"
    raise MockdownError(
        Diagnostic(code=codes.CFG101, message=message, primary=label, page=source.name, help=help_)
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


class _Errors:
    """Collects what is wrong, with the line on which it stands."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.found: list[Diagnostic] = []

    def add(self, code: Code, path: tuple[str, ...], message: str, way_out: str) -> None:
        label = find_key(self.source, path)
        self.found.append(
            Diagnostic(code=code, message=message, primary=label, page=self.source.name, help=way_out)
        )

    def check_names(self, names: Iterable[str], known: Iterable[str], path: tuple[str, ...]) -> None:
        allowed = list(known)
        for name in names:
            if name not in allowed:
                place = f" in [{'.'.join(path)}]" if path else ""
                way_out = did_you_mean(name, allowed, noun="setting")
                self.add(codes.CFG102, (*path, name), f"`{name}` is not a setting{place}", way_out)

    def table(self, value: object, path: tuple[str, ...]) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        name = ".".join(path)
        self.add(codes.CFG103, path, f"`{name}` must be a table", f"write [{name}] on a line of its own")
        return {}

    def settings(
        self, value: object, known: Mapping[str, tables.Setting], path: tuple[str, ...]
    ) -> dict[str, Any]:
        """The settings of a table that are right; the others are noted."""
        table = self.table(value, path)
        self.check_names(table, known, path)
        right = {}
        for name, given in table.items():
            if name not in known:
                continue
            if known[name].fits(given):
                right[name] = given
            else:
                message = f"`{name}` must be {known[name].wanted}, not {_show(given)}"
                self.add(
                    codes.CFG103, (*path, name), message, f"for example `{name} = {known[name].example}`"
                )
        return right


def _show(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _build(document: Mapping[str, Any], path: Path, errors: _Errors) -> Config:
    errors.check_names(document, tables.TOP, ())
    outputs = Outputs(**errors.settings(document.get("outputs", {}), tables.OUTPUTS, ("outputs",)))
    site = Site(**errors.settings(document.get("site", {}), tables.SITE, ("site",)))
    apis = errors.table(document.get("apis", {}), ("apis",))
    built = [_build_api(name, value, outputs, errors) for name, value in apis.items()]
    _check_outputs(built, errors)
    by_name = {api.name: api for api in built}
    return Config(root=path.parent, path=path, apis=by_name, outputs=outputs, site=site)


def _build_api(name: str, value: object, outputs: Outputs, errors: _Errors) -> Api:
    if not tables.API_NAME.fullmatch(name):
        message = f"`{name}` cannot name an API: it becomes a file name and a path"
        errors.add(codes.CFG103, ("apis", name), message, "use letters, digits, dots, dashes, underscores")
    given = errors.settings(value, tables.API, ("apis", name))
    pages = _texts(given.pop("pages", f"docs/{name}"))
    exclude = _texts(given.pop("exclude", []))
    named = "overlays" in given
    overlays = _texts(given.pop("overlays", f"{outputs.descriptions}/overlays/{name}"))
    defaults = {
        "description": f"{outputs.descriptions}/{name}.yaml",
        "mocks": f"{outputs.mocks}/{name}",
    }
    return Api(
        name=name,
        pages=pages,
        exclude=exclude,
        overlays=overlays,
        names_overlays=named,
        **(defaults | given),
    )


def _texts(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _check_outputs(apis: list[Api], errors: _Errors) -> None:
    """Two descriptions in one file, or beside one map, would overwrite each other."""
    owners: dict[Path, str] = {}
    for api in apis:
        stem = Path(api.description).with_suffix("")
        owner = owners.setdefault(stem, api.name)
        if owner != api.name:
            message = f"`{owner}` and `{api.name}` would both write {api.description}"
            errors.add(codes.CFG104, ("apis", api.name), message, "give one of them another `description`")
