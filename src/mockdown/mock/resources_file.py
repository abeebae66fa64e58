"""`resources.yaml`: what the mock is to take operations and resources for, against what it inferred.

`resources` has a row per resource, such as `Pet: {name: pets, id: tag, lookup: [name]}`; `operations` one per
operation, such as `findPets: {role: list, resource: pets}`, by operationId or `METHOD /path`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from mockdown.codes import MCK102
from mockdown.description import escape_pointer
from mockdown.diagnostics import Code, Diagnostic, Label, MockdownError
from mockdown.loading import LoadingError, find_lines, load_yaml
from mockdown.mock.parts import Role
from mockdown.mock.schemas import Json
from mockdown.mock.user_files import shown_name
from mockdown.source import SourceFile, Span

NAME = "resources.yaml"
_RESOURCE_FIELDS = ("name", "id", "lookup", "schema")
_OPERATION_FIELDS = ("role", "resource")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceOverride:
    """What is said of one resource."""

    of: str
    """The name that was inferred, or the name of a resource that was not."""
    pointer: str
    """Where it stands in the file."""
    name: str | None = None
    id: str | None = None
    """The property that names an entity."""
    lookup: tuple[str, ...] | None = None
    """Other properties by which an entity is found."""
    schema: str | None = None
    """Name of a component schema, for a resource that was not inferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationOverride:
    """What is said of one operation."""

    of: str
    """An operationId, or `METHOD /path`."""
    pointer: str
    role: Role | None = None
    resource: str | None = None


@dataclass(slots=True, kw_only=True)
class Overrides:
    """What a file says, and what is wrong with it."""

    file: SourceFile
    lines: Mapping[str, int] = field(repr=False)
    resources: tuple[ResourceOverride, ...] = ()
    operations: tuple[OperationOverride, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)

    def line(self, pointer: str) -> int:
        """The line of the value at a pointer, or of its nearest parent."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer, 1)

    def tell(self, code: Code, pointer: str, message: str, help_: str) -> None:
        """Note what is wrong at a place of the file."""
        self.found.append(_complain(self.file, self.line(pointer), code, message, help_))

    def refuse(self) -> None:
        """Raise what was found, if anything was."""
        if self.found:
            raise MockdownError(*self.found)


def read_overrides(path: Path | None) -> Overrides | None:
    """The overrides of a `resources.yaml`; None when there is none."""
    if path is None or not path.is_file():
        return None
    file, value = _load(path)
    overrides = Overrides(file=file, lines=find_lines(file.data.decode("utf-8-sig")))
    reader = _Reader(overrides)
    reader.check_fields(value, ("resources", "operations"), "")
    rows = reader.rows(value, "resources", _RESOURCE_FIELDS)
    overrides.resources = tuple(reader.resource(*row) for row in rows)
    rows = reader.rows(value, "operations", _OPERATION_FIELDS)
    overrides.operations = tuple(reader.operation(*row) for row in rows)
    overrides.refuse()
    return overrides


def nearest(name: str, known: Iterable[str]) -> str:
    """A way out for a name that is not known."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(f'`{one}`' for one in names)}" if names else "leave it out"


def _load(path: Path) -> tuple[SourceFile, Mapping[str, Json]]:
    file, line = SourceFile(shown_name(path), b""), 1
    try:
        file = SourceFile(shown_name(path), path.read_bytes())
        value = load_yaml(file.data.decode("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except LoadingError as error:
        reason, line = error.message, error.line or 1
    else:
        if isinstance(value, dict):
            return file, value
        if value is None:
            return file, {}
        reason = "it holds no mapping"
    message = f"{shown_name(path)} cannot be read: {reason}"
    raise MockdownError(_complain(file, line, MCK102, message, "write `resources` and `operations`"))


def _complain(file: SourceFile, line: int, code: Code, message: str, help_: str) -> Diagnostic:
    span = Span.of_line(file, line)
    return Diagnostic(
        code=code, message=message, primary=Label(span) if span else None, page=file.name, help=help_
    )


@dataclass(slots=True)
class _Reader:
    """Takes the file apart, and notes what has not the form that is wanted."""

    overrides: Overrides

    def rows(
        self, value: Mapping[str, Json], table: str, fields: tuple[str, ...]
    ) -> list[tuple[str, Mapping[str, Json], str]]:
        """The entries of a table: name, fields, and pointer."""
        rows = value.get(table)
        if rows is not None and not isinstance(rows, Mapping):
            self._wrong(f"/{table}", f"`{table}` must be a mapping", "write one line per name")
        found = []
        for name, row in rows.items() if isinstance(rows, Mapping) else ():
            pointer = f"/{table}/{escape_pointer(name)}"
            if not isinstance(row, Mapping):
                self._wrong(
                    pointer, f"`{name}` must be a mapping", f"write {' and '.join(f'`{f}`' for f in fields)}"
                )
                continue
            self.check_fields(row, fields, pointer)
            found.append((name, row, pointer))
        return found

    def resource(self, name: str, row: Mapping[str, Json], pointer: str) -> ResourceOverride:
        lookup = row.get("lookup")
        if isinstance(lookup, str):
            lookup = [lookup]
        if lookup is not None and not (
            isinstance(lookup, list) and all(isinstance(item, str) for item in lookup)
        ):
            self._wrong(f"{pointer}/lookup", "`lookup` must be a list of properties", "write `[name, slug]`")
            lookup = None
        return ResourceOverride(
            of=name,
            pointer=pointer,
            name=self._text(row, "name", pointer),
            id=self._text(row, "id", pointer),
            lookup=None if lookup is None else tuple(lookup),
            schema=self._text(row, "schema", pointer),
        )

    def operation(self, name: str, row: Mapping[str, Json], pointer: str) -> OperationOverride:
        role = self._text(row, "role", pointer)
        if role is not None and role not in {*Role}:
            self._wrong(f"{pointer}/role", f"there is no role `{role}`", nearest(role, [*Role]))
            role = None
        return OperationOverride(
            of=name,
            pointer=pointer,
            role=None if role is None else Role(role),
            resource=self._text(row, "resource", pointer),
        )

    def check_fields(self, row: Mapping[str, Json], fields: tuple[str, ...], pointer: str) -> None:
        """Note fields that nobody reads."""
        for name in row:
            if name not in fields:
                self._wrong(
                    f"{pointer}/{escape_pointer(name)}", f"`{name}` is not known here", nearest(name, fields)
                )

    def _text(self, row: Mapping[str, Json], name: str, pointer: str) -> str | None:
        value = row.get(name)
        if value is None or (isinstance(value, str) and value):
            return value
        self._wrong(f"{pointer}/{name}", f"`{name}` must be a text", "write one name")
        return None

    def _wrong(self, pointer: str, message: str, help_: str) -> None:
        self.overrides.tell(MCK102, pointer, message, help_)
