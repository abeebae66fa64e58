"""For tests of your own: a mock server in this process, and contract suites for the pytest plugin."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mockdown import codes
from mockdown.contract.suite import contract_suite
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.app import MockApp, create_app
from mockdown.mock.security import Credentials
from mockdown.mock.server import BackgroundServer
from mockdown.mock.settings import MockSettings
from mockdown.targets import Compiled, load_targets

__all__ = ["MockServer", "contract_suite", "mock_server"]

SESSION_HEADER = "X-Mock-Session"


@dataclass(frozen=True, slots=True, kw_only=True)
class MockServer:
    """A mock that runs."""

    url: str
    """Where its operations are, the base path included: `http://127.0.0.1:49152/api/v1`."""
    session: str
    """The session whose state `reset` starts anew."""
    app: MockApp = field(repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """What a client sends to be let in, and to have a state of its own."""
        credentials = (one.headers for one in self.credentials.values())
        return {SESSION_HEADER: self.session} | {
            name: value for headers in credentials for name, value in headers.items()
        }

    @property
    def credentials(self) -> Mapping[str, Credentials]:
        """Example credentials that pass, per security scheme."""
        return self.app.credentials

    def reset(self) -> None:
        """Start this session anew from the seeds."""
        self.app.reset(self.session)

    def new_session(self) -> MockServer:
        """The same server with a state of its own, such as each of several tests needs."""
        return replace(self, session=uuid.uuid4().hex)


@contextmanager
def mock_server(
    target: str | None = None,
    *,
    settings: MockSettings | None = None,
    cwd: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[MockServer]:
    """Serve an API of mockdown.toml, pages, or an OpenAPI file, as long as the block runs.

        with mock_server("pets") as mock:
            httpx.get(f"{mock.url}/pets", headers=mock.headers)

    Without `target`, the one API of mockdown.toml is served.
    """
    compiled = _load(target, cwd)
    app = create_app(compiled.description, settings=settings, folder=compiled.target.mocks)
    with BackgroundServer(app, host=host, port=port) as server:
        yield MockServer(url=server.url + app.base_path, session=uuid.uuid4().hex, app=app)


def _load(target: str | None, cwd: Path | None) -> Compiled:
    loaded = load_targets([] if target is None else [target], cwd=cwd)
    if len(loaded) > 1:
        names = ", ".join(f"`{compiled.target.name}`" for compiled in loaded)
        raise MockdownError(
            Diagnostic(
                code=codes.USE102,
                message="mockdown.toml has several APIs, and none of them is named",
                help=f"name one of {names}",
            )
        )
    compiled = loaded[0]
    if compiled.has_errors:
        raise MockdownError(*compiled.diagnostics)
    return compiled
