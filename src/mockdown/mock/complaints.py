"""What is wrong with the files beside a mock, though it can be served: names that lead to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mockdown.codes import MCK104, MCK105, MCK106
from mockdown.description import Description
from mockdown.diagnostics import Diagnostic
from mockdown.mock.auth_file import AuthBook, fits
from mockdown.mock.fault_file import NAME as FAULTS
from mockdown.mock.faults import FaultRule
from mockdown.mock.handlers import Handlers
from mockdown.mock.operation_names import operation_names
from mockdown.mock.parts import Resource
from mockdown.mock.resources import Resources
from mockdown.mock.schemas import SchemaView
from mockdown.mock.user_files import shown_name
from mockdown.mock.wire import properties_of

VALUES = "values"
"""The part of `seed.yaml` that is for handlers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFiles:
    """The files of one mock, read."""

    folder: Path | None
    handlers: Handlers
    auth: AuthBook | None
    seeds: Mapping[str, Any]
    faults: tuple[FaultRule, ...]

    def name(self, file: str) -> str:
        """A file as messages show it."""
        return shown_name(self.folder / file) if self.folder is not None else file


def complain(
    files: UserFiles, description: Description, resources: Resources, view: SchemaView, *, base_path: str
) -> Iterator[Diagnostic]:
    """The diagnostics of files that can be used, though not as they are meant."""
    labels = [operation.label for operation in description.operations]
    ids = [operation.operation_id for operation in description.operations]
    if files.handlers.fault is not None:
        yield Diagnostic(
            code=MCK105,
            message=f"the handlers cannot be loaded: {files.handlers.fault.detail}",
            page=files.name("handlers.py"),
            help="all operations answer 500 until it is mended",
        )
    for name in files.handlers.unused(description.operations, base_path=base_path):
        yield _unknown(files.name("handlers.py"), f"no operation is called `{name}`", name, [*ids, *labels])
    for rule in files.auth.rules if files.auth is not None else ():
        for pattern in rule.operations:
            if not any(fits(pattern, operation) for operation in description.operations):
                message = f"no operation fits `{pattern}`"
                yield _unknown(files.name("auth.yaml"), message, pattern, [*ids, *labels])
    names = [operation_names(operation, base_path) for operation in description.operations]
    for fault_rule in files.faults:
        if not any(map(fault_rule.matches, names)):
            pattern = ", ".join(fault_rule.operations)
            yield _unknown(files.name(FAULTS), f"no operation fits `{pattern}`", pattern, [*ids, *labels])
    yield from _of_seeds(files, description, resources, view)


def _of_seeds(
    files: UserFiles, description: Description, resources: Resources, view: SchemaView
) -> Iterator[Diagnostic]:
    page = files.name("seed.yaml")
    by_name: dict[str, Resource] = {}
    for resource in resources.by_name.values():
        for name in (resource.name, resource.item_path, *(one.path for one in resource.sources)):
            if name is not None:
                by_name.setdefault(name, resource)
    paths = {operation.path for operation in description.operations}
    for name, rows in files.seeds.items():
        kept = by_name.get(name)
        if kept is not None:
            yield from _of_rows(page, name, rows, properties_of(description, kept.schema), view)
        elif name != VALUES and name not in paths and name not in resources.memberships:
            message = f"nothing is kept under the name `{name}`"
            yield _unknown(page, message, name, [VALUES, *resources.by_name, *paths])


def _of_rows(
    page: str, name: str, rows: Any, properties: Mapping[str, Any], view: SchemaView
) -> Iterator[Diagnostic]:
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        if not isinstance(row, Mapping):
            continue
        for key, value in row.items():
            if key in properties and not view.compile(properties[key]).is_valid(value):
                yield Diagnostic(
                    code=MCK106,
                    message=f"`{key}` of row {number} of `{name}` is not as described: {value!r}",
                    page=page,
                    help="correct it: answers hold another value in its place",
                )


def _unknown(page: str, message: str, name: str, known: Iterable[str]) -> Diagnostic:
    close = get_close_matches(name, list(known), n=1)
    way_out = f"did you mean `{close[0]}`?" if close else "`mockdown explain --mock` lists what there is"
    return Diagnostic(code=MCK104, message=message, page=page, help=way_out)
