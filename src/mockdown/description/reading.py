"""Description file → `Description`, with the source map that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from mockdown import codes
from mockdown.description.model import Description, Json, SourceMap
from mockdown.description.references import find_external_references
from mockdown.description.validity import SERVED, find_faults, served_version
from mockdown.diagnostics import Code, Diagnostic, Label, MockdownError
from mockdown.loading.values import load_json, load_yaml
from mockdown.loading.yaml_text import LoadingError
from mockdown.source import Origin, Rank, SourceFile, SourceText, Span

SUFFIXES = (".yaml", ".yml", ".json")
SHOWN_FAULTS = 10


def read_description(path: Path, *, name: str | None = None, shown: str | None = None) -> Description:
    """Read `x.yaml` or `x.json`, and `x.map.json` beside it when there is one.

    `name` is that of the API (by default the file's stem), `shown` the path as messages give it.
    """
    shown = shown or path.as_posix()
    source = SourceFile(shown, _read(path, shown))
    document = _load(source, path.suffix)
    version = _check_version(document, source)
    outside = list(islice(find_external_references(document), SHOWN_FAULTS))
    if outside:
        raise MockdownError(*_external(outside, shown))
    faults = list(islice(find_faults(document, version), SHOWN_FAULTS))
    if faults:
        raise MockdownError(*_invalid(faults, shown))
    return Description(name or _stem(path), document, read_map(path, shown=shown))


def _invalid(faults: list[tuple[str, str]], shown: str) -> Iterator[Diagnostic]:
    """A diagnostic per fault; the last one says how to see them all."""
    for index, (pointer, message) in enumerate(faults, start=1):
        way_out = "any OpenAPI validator gives the whole list" if index == len(faults) else None
        yield Diagnostic(
            code=codes.DSC103, message=f"{message} (at {pointer or '/'})", page=shown, help=way_out
        )


def _external(references: list[tuple[str, str]], shown: str) -> Iterator[Diagnostic]:
    """A diagnostic per reference that leads out of the file; the last one says what to do."""
    for index, (pointer, reference) in enumerate(references, start=1):
        message = f"`$ref` leads out of the file, which is not followed: {reference} (at {pointer or '/'})"
        way_out = "bundle the files into one first" if index == len(references) else None
        yield Diagnostic(code=codes.DSC105, message=message, page=shown, help=way_out)


def _stem(path: Path) -> str:
    return path.name.removesuffix(path.suffix)


def map_path(path: Path) -> Path:
    """Where the source map of a description file stands."""
    return path.with_name(f"{_stem(path)}.map.json")


def _read(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise _error(codes.SRC103, f"{shown} does not exist", shown, "check the path") from None
    except OSError as error:
        message = f"{shown} cannot be read: {(error.strerror or str(error)).lower()}"
        raise _error(codes.SRC105, message, shown, "check what it is and its permissions") from None


def _load(source: SourceFile, suffix: str) -> Mapping[str, Json]:
    try:
        text = source.data.decode("utf-8-sig")
        value = load_json(text) if suffix == ".json" else load_yaml(text)
    except UnicodeDecodeError:
        raise _error(codes.DSC101, f"{source.name} is not UTF-8 text", source.name, _OPENAPI) from None
    except LoadingError as error:
        raise _located(codes.DSC101, f"{source.name}: {error.message}", source, error.line) from None
    if not isinstance(value, dict):
        raise _error(codes.DSC101, f"{source.name} holds no OpenAPI description", source.name, _OPENAPI)
    return value


_OPENAPI = "name an OpenAPI 3.0 or 3.1 file in YAML or JSON"


def _check_version(document: Mapping[str, Json], source: SourceFile) -> str:
    version = served_version(document)
    if version is not None:
        return version
    stated = document.get("openapi", document.get("swagger"))
    kind = "Swagger" if "swagger" in document else "OpenAPI"
    if stated is None:
        message, way_out = f"{source.name} states no OpenAPI version", _OPENAPI
    else:
        message = f"{source.name} is written in {kind} {stated}; served are {' and '.join(SERVED)}"
        way_out = "convert it to OpenAPI 3.0 or 3.1 first"
    raise _error(codes.DSC102, message, source.name, way_out)


def read_map(path: Path, *, shown: str | None = None) -> SourceMap:
    """The source map beside a description file; an empty one where none stands there."""
    beside = map_path(path)
    if not beside.is_file():
        return SourceMap()
    try:
        pointers = load_json(beside.read_text("utf-8"))["pointers"]
        return SourceMap({pointer: _origin(value) for pointer, value in pointers.items()})
    except (LoadingError, OSError, UnicodeDecodeError, LookupError, TypeError, ValueError, AttributeError):
        message = f"{beside.name} is not a source map"
        name = Path(shown or path).with_name(beside.name).as_posix()
        raise _error(codes.DSC104, message, name, "delete it or build it anew") from None


def _origin(value: Any) -> Origin:
    page, line, rank = value
    return Origin(str(page), int(line), Rank(rank))


def _error(code: Code, message: str, page: str, way_out: str) -> MockdownError:
    return MockdownError(Diagnostic(code=code, message=message, page=page, help=way_out))


def _located(code: Code, message: str, source: SourceFile, line: int | None) -> MockdownError:
    last = next(
        (n for n in range(min(line or 0, len(source.lines)), 0, -1) if source.lines[n - 1].strip()), None
    )
    if last is None:
        return _error(code, message, source.name, _OPENAPI)
    text = SourceText(source, "\n".join(source.lines))
    start = text.line_starts[last - 1]
    span = Span(text, start, start + len(source.lines[last - 1].encode()))
    return MockdownError(Diagnostic(code=code, message=message, primary=Label(span), help=_OPENAPI))
