"""What `mockdown serve` does: compile, mount, say where everything is, and serve until it is stopped."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mockdown.cli.findings import tell_findings
from mockdown.cli.status import ExitStatus
from mockdown.cli.terminal import Terminal
from mockdown.codes import USE104
from mockdown.config import Config, load_config
from mockdown.diagnostics import Diagnostic, MockdownError, Severity
from mockdown.mock.app import MockApp, create_app
from mockdown.mock.connections import Limits
from mockdown.mock.mounts import Mounts, create_mounts
from mockdown.mock.security import Credentials
from mockdown.mock.server import serve
from mockdown.mock.settings import Auth, MockSettings
from mockdown.mock.shared_store import check_store, open_store
from mockdown.mock.tls import Tls
from mockdown.reporting import plain
from mockdown.reporting.summary import count
from mockdown.targets import Compiled, Target, compile_target, resolve_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeRequest:
    """The command line of `mockdown serve`; `settings` are fields of `MockSettings`."""

    target: str | None
    cwd: Path
    host: str = "127.0.0.1"
    port: int = 8080
    access_log: bool = False
    cache: Path | None = None
    store: str | None = None
    workers: int = 1
    watch: bool = False
    """Whether to compile and serve pages again when they change."""
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    request_timeout: float = 20.0
    settings: Mapping[str, Any] = field(default_factory=dict)


def run_serve(request: ServeRequest, terminal: Terminal) -> ExitStatus:
    """Serve until a signal; pages with errors are served as far as they could be read."""
    settings = MockSettings(**{**request.settings, "auth": Auth(request.settings.get("auth", Auth.ANY))})
    arguments = (request.target,) if request.target else ()
    check_store(request.store, workers=request.workers, settings=settings)
    _check_watch(request)
    tls = _tls(request)
    config = load_config(request.cwd)
    targets = resolve_targets(arguments, config, cwd=request.cwd)
    apps: dict[str, MockApp] = {}
    for target in targets:
        with terminal.progress(f"reading {target.name}"):
            compiled = compile_target(target, cache=request.cache)
            apps[target.name] = _create(compiled, settings, request.store)
        complaints = apps[target.name].complaints()
        _note(apps[target.name], (*compiled.diagnostics, *complaints), is_served=True)
        tell_findings(compiled, terminal)
        terminal.show(complaints)
    mounts = create_mounts(apps)

    def tell_start(url: str) -> None:
        lines = [*_start_lines(url, mounts, apps), _where_docs_are(config), _last_line(url)]
        terminal.result("".join(f"{line}\n" for line in lines))

    # A Ctrl-C that comes before the server takes signals is the same wish to stop.
    with suppress(KeyboardInterrupt), _watching(request, targets, mounts, terminal):
        serve(
            mounts,
            host=request.host,
            port=request.port,
            on_started=tell_start,
            access_log=request.access_log,
            workers=request.workers,
            tls=tls,
            limits=Limits(request_seconds=request.request_timeout),
            on_stopping=mounts.end_streams,
        )
    return ExitStatus.CLEAN


def _check_watch(request: ServeRequest) -> None:
    if request.watch and request.workers > 1:
        message = "--watch puts a new mock in the place of the old one, and each worker has its own"
        raise MockdownError(Diagnostic(code=USE104, message=message, help="leave --workers or --watch out"))


def _tls(request: ServeRequest) -> Tls | None:
    if request.tls_certificate is None and request.tls_key is None:
        return None
    if request.tls_certificate is None:
        message = "--tls-key names the key of a certificate, and there is none"
        raise MockdownError(Diagnostic(code=USE104, message=message, help="add --tls-certificate FILE"))
    tls = Tls(certificate=request.tls_certificate, key=request.tls_key)
    tls.check()
    return tls


def _create(compiled: Compiled, settings: MockSettings, url: str | None) -> MockApp:
    store = open_store(url, settings) if url is not None else None
    return create_app(compiled.description, settings=settings, store=store, folder=compiled.target.mocks)


def _note(app: MockApp, diagnostics: Sequence[Diagnostic], *, is_served: bool) -> None:
    """Let the control API tell what is wrong with the pages."""
    app.findings = {"served": is_served, "diagnostics": [plain(diagnostic) for diagnostic in diagnostics]}


def _watching(
    request: ServeRequest, targets: Sequence[Target], mounts: Mounts, terminal: Terminal
) -> AbstractContextManager[None]:
    """Compile and serve what changes, as long as the block runs, if that is asked for."""
    if not request.watch:
        return nullcontext()
    from mockdown.cli.watching import Watcher

    def put(compiled: Compiled) -> None:
        name = compiled.target.name
        app = create_app(compiled.description, folder=compiled.target.mocks, before=mounts.apps[name])
        complaints = app.complaints()
        broken = [one for one in complaints if one.code.severity is Severity.ERROR]
        if broken:
            raise MockdownError(*broken)
        terminal.show(complaints)
        _note(app, (*compiled.diagnostics, *complaints), is_served=True)
        mounts.replace(name, app)

    def refuse(name: str, diagnostics: Sequence[Diagnostic]) -> None:
        _note(mounts.apps[name], diagnostics, is_served=False)

    watcher = Watcher(
        targets={target.name: target for target in targets},
        cache=request.cache,
        serve=put,
        refuse=refuse,
        terminal=terminal,
    )
    return watcher.running()


def _start_lines(url: str, mounts: Mounts, apps: Mapping[str, MockApp]) -> Iterator[str]:
    """Where each API is, how much of it there is, and what lets a client in."""
    width = max(map(len, apps), default=0)
    for name, app in apps.items():
        operations = count(len(app.description.operations), "operation")
        yield f"{name:{width}}  {url}{mounts.path_of(name)}  ({operations})"
        if app.settings.auth is not Auth.OFF:
            for scheme, credentials in app.credentials.items():
                yield f"{'':{width}}  {scheme}: {_curl_options(credentials)}"


def _where_docs_are(config: Config) -> str:
    """The reference site, where it was rendered."""
    page = config.root / config.outputs.site / "index.html"
    return f"reference site: {page.as_uri()}" if page.is_file() else "reference site: run `mockdown site`"


def _last_line(url: str) -> str:
    """The line that tells that requests are taken from now on."""
    return f"serving at {url} (start page; control page at /_mock/ui); Ctrl-C stops"


def _curl_options(credentials: Credentials) -> str:
    """What to add to a `curl` command."""
    options = [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in credentials.headers.items()]
    options += [f"--cookie {shlex.quote(f'{name}={value}')}" for name, value in credentials.cookies.items()]
    options += [f"?{name}={value}" for name, value in credentials.query.items()]
    return " ".join(options) or "nothing to send"
