"""Contract suites as pytest sees them: one test per operation, and one for the sequences of operations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mockdown.contract.options import CROSSING_PHASES, NOT_SELECTED, ContractOptions, select_operations
from mockdown.contract.outcome import ContractReport
from mockdown.contract.report import render_report
from mockdown.contract.run_file import run_file_for
from mockdown.contract.shards import SEQUENCES
from mockdown.contract.suite import BrokenContractError, ContractSuite
from mockdown.contract.target import Application
from mockdown.description import Description, Operation
from mockdown.diagnostics import MockdownError
from mockdown.reporting import render
from mockdown.source import Origin
from mockdown.targets import Compiled, load_targets

Excinfo = pytest.ExceptionInfo[BaseException]

COMPILED = pytest.StashKey[dict[str, Compiled]]()
APPLICATIONS = pytest.StashKey[dict[str, Application]]()


class SuiteCollector(pytest.Collector):
    """The tests of one suite."""

    def __init__(self, *, suite: ContractSuite, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suite = suite

    def collect(self) -> Iterator[pytest.Item]:
        compiled = compile_once(self.config, self.suite.target)
        if compiled.has_errors:
            raise self.CollectError(render(compiled.diagnostics))
        selection = select_operations(compiled.description, self.suite.options)
        for operation in selection.chosen:
            yield OperationItem.from_parent(
                self, name=operation.label, suite=self.suite, compiled=compiled, operation=operation
            )
        for label, reason in selection.left_out.items():
            if reason != NOT_SELECTED:
                yield LeftOutItem.from_parent(self, name=label, reason=reason)
        if set(CROSSING_PHASES) & set(self.suite.options.phases):
            yield SequencesItem.from_parent(self, name=SEQUENCES, suite=self.suite, compiled=compiled)

    def repr_failure(self, excinfo: Excinfo) -> Any:  # type: ignore[override]  # as pytest's own collector
        """Wrong use is told in words, without a traceback."""
        if isinstance(excinfo.value, MockdownError):
            return render(excinfo.value.diagnostics)
        return super().repr_failure(excinfo)


class ContractItem(pytest.Item):
    """One run of the engine."""

    def __init__(self, *, suite: ContractSuite, compiled: Compiled, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.suite = suite
        self.compiled = compiled

    @property
    def description(self) -> Description:
        return self.compiled.description

    def options(self) -> ContractOptions:
        """The options of this item's run."""
        raise NotImplementedError

    def origin(self) -> Origin | None:
        """The line of the docs that the item is about."""
        raise NotImplementedError

    def runtest(self) -> None:
        report = self.run_engine(self.options())
        if not report.passed:
            raise BrokenContractError(report)

    def run_engine(self, options: ContractOptions) -> ContractReport:
        from mockdown.contract.runner import run_contract  # noqa: PLC0415 - brings Schemathesis

        url: str | None = self.config.getoption("mockdown_target")
        if url is None:
            return run_contract(self.description, app=serve_once(self.config, self.compiled), options=options)
        known = run_file_for(self.compiled.target.root, self.compiled.target.name)
        return run_contract(
            self.description, url=url, options=known.under(_for_service(self.config, options))
        )

    def repr_failure(self, excinfo: Excinfo, style: Any = None) -> Any:
        """The report alone: the traceback would lead into the engine."""
        if isinstance(excinfo.value, BrokenContractError):
            return render_report(excinfo.value.report, root=self.compiled.target.root).rstrip()
        if isinstance(excinfo.value, MockdownError):
            return render(excinfo.value.diagnostics)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """The line of the docs, not of the test module."""
        origin = self.origin()
        if origin is None:
            return self.path, None, self.name
        return self.compiled.target.root / Path(origin.page), origin.line - 1, self.name


class OperationItem(ContractItem):
    """Examples, coverage and fuzzing of one operation."""

    def __init__(self, *, operation: Operation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.operation = operation

    def options(self) -> ContractOptions:
        phases = tuple(phase for phase in self.suite.options.phases if phase not in CROSSING_PHASES)
        return replace(self.suite.options, phases=phases, include=(self.operation.label,), exclude={})

    def origin(self) -> Origin | None:
        return self.description.origin(self.operation.pointer)


class LeftOutItem(pytest.Item):
    """An operation that the suite leaves out: a skipped test, so that it is not forgotten."""

    def __init__(self, *, reason: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason = reason

    def runtest(self) -> None:
        pytest.skip(self.reason)


class SequencesItem(ContractItem):
    """The phases that cross operations: one after the other, each fed with what the one before it gave."""

    def options(self) -> ContractOptions:
        phases = tuple(phase for phase in self.suite.options.phases if phase in CROSSING_PHASES)
        return replace(self.suite.options, phases=phases)

    def origin(self) -> Origin | None:
        return None

    def runtest(self) -> None:
        report = self.run_engine(self.options())
        if report.failures or report.errors or report.stopped:
            raise BrokenContractError(report)


def _for_service(config: pytest.Config, options: ContractOptions) -> ContractOptions:
    """The options with what the command line says of the service."""
    credentials = _pairs(config, "credential", "=")
    headers = _pairs(config, "header", ":")
    return replace(
        options, credentials={**options.credentials, **credentials}, headers={**options.headers, **headers}
    )


def _pairs(config: pytest.Config, option: str, separator: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in config.getoption(f"mockdown_target_{option}"):
        name, middle, value = text.partition(separator)
        if not middle or not name.strip():
            message = f"--target-{option}: `{text}` has no `{separator}` between name and value"
            raise pytest.UsageError(message)
        found[name.strip()] = value.strip()
    return found


def compile_once(config: pytest.Config, target: str) -> Compiled:
    """The description of a target, made once in a run."""
    known = config.stash.setdefault(COMPILED, {})
    if target not in known:
        (known[target],) = load_targets([target], cwd=config.rootpath)
    return known[target]


def serve_once(config: pytest.Config, compiled: Compiled) -> Application:
    """The mock of a target, made once in a run; the engine resets it before each case."""
    known = config.stash.setdefault(APPLICATIONS, {})
    if compiled.target.given not in known:
        known[compiled.target.given] = make_mock(compiled)
    return known[compiled.target.given]


def make_mock(compiled: Compiled) -> Application:
    """A mock which lets in only the credentials it names: the contract says who is let in."""
    from mockdown.mock.app import create_app  # noqa: PLC0415 - brings Connexion
    from mockdown.mock.settings import Auth, MockSettings  # noqa: PLC0415 - belongs to it

    settings = MockSettings(auth=Auth.KNOWN)
    return create_app(compiled.description, settings=settings, folder=compiled.target.mocks)
