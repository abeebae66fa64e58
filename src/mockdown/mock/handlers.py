"""Handlers: functions of `mocks/<api>/handlers.py` that take the place of operations."""

from __future__ import annotations

import inspect
import re
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from mockdown.description import Operation
from mockdown.mock.exchange import Behaviour, Exchange
from mockdown.mock.operation_names import operation_names
from mockdown.mock.problems import BROKEN_HANDLER, Problem
from mockdown.mock.responses import Answer
from mockdown.mock.streams import Items, are_items, each
from mockdown.mock.user_files import shown_name

_ARGUMENTS = ("parameters", "body", "state", "exchange")
_TABLE = "HANDLERS"
"""Name of the optional mapping from `METHOD /path` or operation id to function."""

Handler = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """The handlers of one API; with `fault` set the file could not be loaded."""

    by_name: Mapping[str, Handler]
    listed: frozenset[str] = frozenset()
    """The names that `HANDLERS` gives, or functions have that ask for what handlers ask for."""
    fault: Problem | None = None

    def find(self, operation: Operation, *, base_path: str) -> Behaviour | None:
        """The behaviour of an operation that has a handler."""
        if self.fault is not None:
            return _broken(self.fault)
        found = (self.by_name.get(name) for name in _names_of(operation, base_path))
        handler = next((one for one in found if one is not None), None)
        return make_behaviour(handler) if handler is not None else None

    def unused(self, operations: Iterable[Operation], *, base_path: str) -> tuple[str, ...]:
        """The names under which handlers stand that are those of no operation.

        A function that another handler may call has arguments of its own, or says so by `_` in front.
        """
        used = {name for operation in operations for name in _names_of(operation, base_path)}
        return tuple(name for name in self.by_name if name not in used and name in self.listed)


def load_handlers(path: Path | None) -> Handlers:
    """Load the handlers of a file; {} when it is not there, a fault when it is broken."""
    if path is None or not path.is_file():
        return Handlers(by_name={})
    try:
        module = _load(path)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - any error of the user's code is told, not raised
        return Handlers(by_name={}, fault=_problem(error, path))
    named = {
        name: value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    table = dict(getattr(module, _TABLE, {}))
    asking = {name for name, function in named.items() if _asks(function) and function not in table.values()}
    return Handlers(by_name={**named, **table}, listed=frozenset((*table, *asking)))


def _asks(function: Handler) -> bool:
    """Whether all that a function wants are things that handlers are given."""
    return set(inspect.signature(function).parameters) <= set(_ARGUMENTS)


def _names_of(operation: Operation, base_path: str) -> tuple[str, ...]:
    """The names of an operation, and its id as a function can have it."""
    identifier, *others = operation_names(operation, base_path)
    return (identifier, re.sub(r"\W+", "_", identifier).strip("_"), *others)


def _load(path: Path) -> ModuleType:
    name = f"mockdown_handlers_{abs(hash(path.resolve()))}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def make_behaviour(handler: Handler) -> Behaviour:
    """A behaviour that calls a handler with the arguments it names and turns what it gives into an answer."""
    names = [name for name in inspect.signature(handler).parameters if name in _ARGUMENTS]
    path = Path(inspect.getfile(handler))

    def call(exchange: Exchange) -> Any:
        values = {
            "parameters": exchange.parameters,
            "body": exchange.body if exchange.has_body else None,
            "state": exchange.state,
            "exchange": exchange,
        }
        return handler(**{name: values[name] for name in names})

    def behave(exchange: Exchange) -> Answer | Awaitable[Answer]:
        try:
            value = call(exchange)
        except Problem:
            raise
        except (Exception, SystemExit) as error:
            raise _problem(error, path) from error
        return finish(value) if inspect.isawaitable(value) else make_answer(value, path)

    async def finish(value: Awaitable[Any]) -> Answer:
        try:
            return make_answer(await value, path)
        except Problem:
            raise
        except (Exception, SystemExit) as error:
            raise _problem(error, path) from error

    return behave


def make_answer(value: Any, path: Path) -> Answer:
    """An answer from what a handler gives: an Answer, a body, or `(status, body, headers)`.

    A body may also be an iterator of the items of a stream, which a handler that yields is.
    """
    answer = _answer_of(value, path)
    if are_items(answer.body):
        answer.body = _watched(answer.body, path)
    return answer


async def _watched(items: Items, path: Path) -> AsyncIterator[Any]:
    """The items of a handler, which may fail at any of them."""
    try:
        async for item in each(items):
            yield item
    except Problem:
        raise
    except (Exception, SystemExit) as error:
        raise _problem(error, path) from error


def _answer_of(value: Any, path: Path) -> Answer:
    if isinstance(value, Answer):
        value.is_inferred = False
        return value
    if value is None:
        return Answer(is_inferred=False)
    if not isinstance(value, tuple):
        return Answer(body=value, is_inferred=False)
    if not 1 <= len(value) <= 3 or not isinstance(value[0], int):
        raise Problem(BROKEN_HANDLER, f"{path.name} gave a tuple that is not (status, body, headers)")
    answer = Answer(status=value[0], is_inferred=False)
    if len(value) > 1 and value[1] is not None:
        answer.body = value[1]
    if len(value) > 2:
        answer.headers = dict(value[2])
    return answer


def _broken(fault: Problem) -> Behaviour:
    def behave(_exchange: Exchange) -> Answer:
        raise Problem(fault.kind, fault.detail, members=fault.members)

    return behave


def _problem(error: BaseException, path: Path) -> Problem:
    """A problem that names the file and line in which a handler failed."""
    line = _line_of(error, path)
    place = f"{shown_name(path)}:{line}"
    return Problem(
        BROKEN_HANDLER, f"{place}: {type(error).__name__}: {error}", members={"handler": place, "line": line}
    )


def _line_of(error: BaseException, path: Path) -> int:
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).name == path.name]
    return (lines[-1] if lines else None) or 1
