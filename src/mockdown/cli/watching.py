"""What `mockdown serve --watch` does besides: an edited page is compiled and served, the state is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from mockdown.cli.findings import tell_findings
from mockdown.cli.terminal import Terminal
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.reporting.summary import count
from mockdown.targets import Compiled, Target, Watched, compile_target, watch_target

_QUIET = 50
"""Milliseconds without another change after which the files are read: editors write in several steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Compiles targets again when their files change."""

    targets: Mapping[str, Target]
    cache: Path | None
    serve: Callable[[Compiled], None]
    """Puts what was compiled in the place of what is served."""
    refuse: Callable[[str, tuple[Diagnostic, ...]], None]
    """Gets the name of an API whose pages cannot be served as they are, and why."""
    terminal: Terminal

    @contextmanager
    def running(self) -> Iterator[None]:
        """Watch in a thread, as long as the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop,), name="mockdown-watch", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _watch(self, stop: threading.Event) -> None:
        watched = {name: watch_target(target) for name, target in self.targets.items()}
        places = sorted({place for one in watched.values() for place in one.places})
        wanted = _Filter(tuple(watched.values()))
        changes = watch(
            *places,
            watch_filter=wanted,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=200,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        for changed in changes:
            paths = [Path(path) for _, path in changed]
            for name, one in watched.items():
                if any(map(one.holds, paths)):
                    self.compile(self.targets[name])

    def compile(self, target: Target) -> None:
        """Compile a target and serve it, unless it has errors: then what is served stays."""
        try:
            compiled = compile_target(target, cache=self.cache)
            if not compiled.has_errors:
                self.serve(compiled)
        except MockdownError as error:
            self.terminal.show(error.diagnostics)
            self._keep(target, error.diagnostics)
            return
        tell_findings(compiled, self.terminal)
        if compiled.has_errors:
            self._keep(target, compiled.diagnostics)
            return
        operations = count(len(compiled.description.operations), "operation")
        self.terminal.say(f"{target.name}: served as it is now ({operations})")

    def _keep(self, target: Target, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.refuse(target.name, diagnostics)
        self.terminal.say(f"{target.name}: served as it was before")


class _Filter(DefaultFilter):
    """Lets changes pass that some target is made of."""

    def __init__(self, watched: tuple[Watched, ...]) -> None:
        super().__init__()
        self._watched = watched

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change is to be told."""
        return super().__call__(change, path) and any(one.holds(Path(path)) for one in self._watched)
