"""The control API under `/_mock`: what the mock remembers, and how to change it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

from mockdown.description import Description, Operation
from mockdown.mock.asgi import (
    CONTROL_PLACE,
    App,
    Receive,
    Scope,
    Send,
    route_path,
    send_problem,
    send_response,
)
from mockdown.mock.bodies import BodyReader
from mockdown.mock.control_page import is_page, send_page
from mockdown.mock.enrich import enrich
from mockdown.mock.faults import Faults, parse_rules
from mockdown.mock.journal import Journal
from mockdown.mock.json_text import dump_json, load_json
from mockdown.mock.operation_names import operation_names
from mockdown.mock.problems import (
    CONTROL_ONLY_HERE,
    METHOD_NOT_ALLOWED,
    UNKNOWN_OPERATION,
    UNKNOWN_PATH,
    Problem,
)
from mockdown.mock.rate_limits import RateLimits
from mockdown.mock.routing import Router
from mockdown.mock.schemas import SchemaView
from mockdown.mock.store import Store, session_name
from mockdown.mock.wire import parse_query

PREFIX = "/_mock"
_MAX_BODY = 50 * 1024 * 1024


class Controlled(Protocol):
    """What the control API needs of a mock."""

    @property
    def description(self) -> Description: ...

    @property
    def base_path(self) -> str: ...

    @property
    def store(self) -> Store: ...

    @property
    def journal(self) -> Journal: ...

    @property
    def findings(self) -> dict[str, Any]: ...

    @property
    def faults(self) -> Faults: ...
    @property
    def rate_limits(self) -> RateLimits: ...

    def known_values(self, operation: Operation) -> dict[str, Any]:
        """Values for the path parameters of an operation that name what is there at the start."""

    def explain(self) -> list[dict[str, Any]]:
        """What was inferred for each operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """A control request."""

    names: tuple[str, ...]
    session: str | None
    body: Any
    root: str
    """The path at which the mock is mounted."""
    place: str
    """The path of this API as the client knows it."""


_Reply = tuple[int, Any]
_Act = Callable[[Controlled, _Request], Awaitable[_Reply]]


async def _read_state(mock: Controlled, request: _Request) -> _Reply:
    return 200, await mock.store.carry_out(request.session or "", lambda state: state.to_json())


async def _put_state(mock: Controlled, request: _Request) -> _Reply:
    state = await mock.store.replace(request.session or "", request.body)
    return 200, state.to_json()


async def _reset(mock: Controlled, request: _Request) -> _Reply:
    await mock.store.reset(request.session)
    mock.rate_limits.forget(request.session)
    return 204, None


async def _list_snapshots(mock: Controlled, _request: _Request) -> _Reply:
    return 200, {"snapshots": await mock.store.snapshots()}


async def _take_snapshot(mock: Controlled, request: _Request) -> _Reply:
    await mock.store.take_snapshot(request.names[0], request.session or "")
    return 204, None


async def _restore_snapshot(mock: Controlled, request: _Request) -> _Reply:
    await mock.store.restore_snapshot(request.names[0], request.session or "")
    return 204, None


async def _delete_snapshot(mock: Controlled, request: _Request) -> _Reply:
    await mock.store.delete_snapshot(request.names[0])
    return 204, None


async def _read_faults(mock: Controlled, _request: _Request) -> _Reply:
    return 200, {"rules": mock.faults.rows}


async def _put_faults(mock: Controlled, request: _Request) -> _Reply:
    rules = parse_rules(request.body["rules"])
    operations = [operation_names(one, mock.base_path) for one in mock.description.operations]
    for index, rule in enumerate(rules):
        if not any(map(rule.matches, operations)):
            detail = f"rule {index + 1} fits no operation: {', '.join(rule.operations) or 'it names none'}"
            raise Problem(UNKNOWN_OPERATION, detail)
    mock.faults.replace(rules, request.body["rules"])
    return await _read_faults(mock, request)


async def _read_journal(mock: Controlled, request: _Request) -> _Reply:
    return 200, {"entries": mock.journal.to_json(session=request.session)}


async def _clear_journal(mock: Controlled, _request: _Request) -> _Reply:
    mock.journal.clear()
    return 204, None


async def _list_sessions(mock: Controlled, _request: _Request) -> _Reply:
    return 200, {"sessions": await mock.store.sessions()}


async def _explain(mock: Controlled, _request: _Request) -> _Reply:
    return 200, {"operations": mock.explain()}


async def _read_findings(mock: Controlled, _request: _Request) -> _Reply:
    return 200, mock.findings


async def _index(_mock: Controlled, request: _Request) -> _Reply:
    description = control_description()
    rows = [
        {
            "method": operation.method.upper(),
            "path": request.place + operation.path,
            "summary": operation.definition["summary"],
        }
        for operation in description.operations
    ]
    return 200, {"title": description.title, "operations": rows}


async def _describe(_mock: Controlled, _request: _Request) -> _Reply:
    return 200, control_description().document


@cache
def control_description() -> Description:
    """The description of this API."""
    return Description(
        "control", load_json(resources.files("mockdown.mock").joinpath("control.json").read_bytes())
    )


@cache
def _body_reader(path: str) -> BodyReader | None:
    """What reads the bodies of PUT requests, by the description."""
    description = control_description()
    for operation in description.operations:
        if operation.method == "put" and operation.path == path and "requestBody" in operation.definition:
            view = SchemaView(description, hidden="readOnly")
            return BodyReader(description, operation, view, max_body=_MAX_BODY)
    return None


async def _read_description(mock: Controlled, request: _Request) -> _Reply:
    return 200, enrich(mock.description, mock.known_values, server=f"{request.root}{mock.base_path}" or "/")


_ACTS: Mapping[str, _Act] = {
    "GET /": _index,
    "GET /openapi.json": _describe,
    "GET /description.json": _read_description,
    "GET /state": _read_state,
    "PUT /state": _put_state,
    "POST /reset": _reset,
    "GET /snapshots": _list_snapshots,
    "PUT /snapshots/{name}": _take_snapshot,
    "DELETE /snapshots/{name}": _delete_snapshot,
    "POST /snapshots/{name}/restore": _restore_snapshot,
    "GET /faults": _read_faults,
    "PUT /faults": _put_faults,
    "GET /journal": _read_journal,
    "DELETE /journal": _clear_journal,
    "GET /sessions": _list_sessions,
    "GET /operations": _explain,
    "GET /findings": _read_findings,
}

_SHOWN = ("GET /ui", "GET /events")
"""What is sent in other forms than JSON."""


class ControlMiddleware:
    """Answers what stands under `/_mock` and passes the rest on."""

    def __init__(self, app: App, *, mock: Controlled, token: str | None) -> None:
        self.app = app
        self._mock = mock
        self._token = token
        self._router = Router()
        for label in (*_ACTS, *_SHOWN):
            method, _, path = label.partition(" ")
            self._router.add(PREFIX + path, method, label)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a control request, or pass the request on."""
        if scope["type"] != "http" or PREFIX not in scope["path"]:
            await self.app(scope, receive, send)
            return
        path = route_path(scope)
        if path != PREFIX and not path.startswith(f"{PREFIX}/"):
            await self.app(scope, receive, send)
            return
        try:
            check_caller(scope, self._token)
            if scope["method"] in ("GET", "HEAD") and await self._shows(scope, path, receive, send):
                return
            status, value = await self._act(scope, path, receive)
        except Problem as problem:
            await send_problem(send, problem)
            return
        if value is None:
            await send_response(send, status, [])
            return
        data = dump_json(value)
        await send_response(send, status, [(b"content-type", b"application/json")], data)

    async def _shows(self, scope: Scope, path: str, receive: Receive, send: Send) -> bool:
        """Send a file of the control page, or what happens from now on; False for any other path."""
        below = path.removeprefix(PREFIX)
        if is_page(below):
            await send_page(below, scope["method"], send)
        elif below == "/events" and scope["method"] == "GET":
            await self._mock.journal.events.stream(receive, send)
        else:
            return False
        return True

    async def _act(self, scope: Scope, path: str, receive: Receive) -> _Reply:
        match = self._router.find(f"{PREFIX}/" if path == PREFIX else path)
        if match is None:
            raise Problem(
                UNKNOWN_PATH, f"the control API has no {path}; GET {PREFIX}/openapi.json describes it"
            )
        route, names = match
        label = route.methods.get(scope["method"])
        if label is None:
            raise Problem(
                METHOD_NOT_ALLOWED, f"{path} has {route.allow.decode()}", headers=((b"allow", route.allow),)
            )
        reader = _body_reader(route.template.removeprefix(PREFIX)) if scope["method"] == "PUT" else None
        body = await reader.read(dict(scope["headers"]), receive) if reader is not None else None
        root: str = scope.get("root_path", "")
        request = _Request(
            names=names,
            session=_session(scope),
            body=body,
            root=root,
            place=scope.get(CONTROL_PLACE) or f"{root}{PREFIX}",
        )
        return await _ACTS[label](self._mock, request)


def _session(scope: Scope) -> str | None:
    """The session that is meant: named by the query or the header."""
    try:
        named = parse_query(scope.get("query_string", b"")).get("session")
    except UnicodeDecodeError:
        named = None
    if named:
        return session_name(named[0])
    header = dict(scope["headers"]).get(b"x-mock-session")
    return None if header is None else session_name(header.decode("latin-1"))


def check_caller(scope: Scope, token: str | None) -> None:
    """Raise a 403 problem unless the caller is on this machine, or has the token."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin")
    if origin is not None and urlsplit(origin.decode("latin-1")).netloc != headers.get(b"host", b"").decode(
        "latin-1"
    ):
        raise Problem(CONTROL_ONLY_HERE, "pages of another origin may not use the control API")
    if b"sec-fetch-site" in headers and not _is_here(headers.get(b"host", b"").decode("latin-1")):
        # a name that its owner has let point to this machine since the page was loaded
        raise Problem(CONTROL_ONLY_HERE, "pages may use the control API of `localhost` or an address only")
    if token and headers.get(b"authorization") == f"Bearer {token}".encode():
        return
    client = scope.get("client")
    if client is not None and not _is_loopback(str(client[0])):
        raise Problem(
            CONTROL_ONLY_HERE, "the control API is for callers on this machine, or with the control token"
        )


def _is_here(host: str) -> bool:
    """Whether a page of this host is nobody else's: it has the name of this machine, or an address."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return True


def _is_loopback(host: str) -> bool:
    """Whether an address is of this machine; what is no address is a client in this process."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return True
