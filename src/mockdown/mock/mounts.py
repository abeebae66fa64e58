"""Several APIs in one server, each under its own base path, with a start page that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import orjson

from mockdown.mock.app import MockApp
from mockdown.mock.asgi import (
    CONTROL_PLACE,
    Receive,
    Scope,
    Send,
    refuse_websocket,
    route_path,
    send_problem,
    send_response,
)
from mockdown.mock.control import PREFIX, check_caller
from mockdown.mock.control_page import send_choice
from mockdown.mock.lifespan import live
from mockdown.mock.media import choose
from mockdown.mock.problems import METHOD_NOT_ALLOWED, UNKNOWN_PATH, Problem


def create_mounts(apps: Mapping[str, MockApp]) -> Mounts:
    """Put APIs into one server: under their base paths, or under `/<api>` where these collide."""
    return Mounts(apps)


class Mounts:
    """An ASGI application that passes each request to the API it is for."""

    def __init__(self, apps: Mapping[str, MockApp]) -> None:
        self.apps = dict(apps)
        self.prefixes: dict[str, str] = {}
        """API → what stands before its base path."""
        self._places: list[tuple[str, str, MockApp]] = []
        self._arrange()

    def replace(self, name: str, app: MockApp) -> None:
        """Put another mock in the place of an API's; requests that are under way end with the old one."""
        self.apps = {**self.apps, name: app}
        self._arrange()
        app.journal.events.tell("served", {"api": name})

    def end_streams(self) -> None:
        """Let those go who listen to what happens: the server stops."""
        for app in self.apps.values():
            app.journal.events.end()

    def _arrange(self) -> None:
        self.prefixes = _place({name: app.base_path for name, app in self.apps.items()})
        places = [(self.path_of(name), self.prefixes[name], app) for name, app in self.apps.items()]
        self._places = sorted(places, key=lambda place: -len(place[0]))

    def path_of(self, name: str) -> str:
        """The path under which an API's operations stand."""
        return self.prefixes[name] + self.apps[name].base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection."""
        if scope["type"] == "lifespan":
            await live(receive, send, [app.store for app in self.apps.values()])
            return
        if scope["type"] == "websocket":
            await refuse_websocket(scope, receive, send)
            return
        path = route_path(scope)
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            await self._control(scope, path, receive, send)
            return
        for place, prefix, app in self._places:
            if path == place or path.startswith(f"{place}/"):
                if path == "/" and not _has_root(app):
                    break
                await app(_below(scope, prefix) if prefix else scope, receive, send)
                return
        await self._start_page(scope, path, send)

    async def _control(self, scope: Scope, path: str, receive: Receive, send: Send) -> None:
        """`/_mock/reset` is for all APIs, `/_mock/<api>/…` for one; a single API needs no name."""
        name, _, rest = path.removeprefix(PREFIX).removeprefix("/").partition("/")
        if len(self.apps) == 1 and name not in self.apps:
            await next(iter(self.apps.values()))(scope, receive, send)
        elif name in self.apps:
            root = scope.get("root_path", "") + self.prefixes[name]
            moved = f"{root}{PREFIX}/{rest}"
            place = f"{scope.get('root_path', '')}{PREFIX}/{name}"
            below = {
                **scope,
                "root_path": root,
                "path": moved,
                "raw_path": moved.encode(),
                CONTROL_PLACE: place,
            }
            await self.apps[name](below, receive, send)
        elif name == "reset" and not rest and scope["method"] == "POST":
            await self._reset(scope, send)
        elif name == "ui" and not rest and scope["method"] in ("GET", "HEAD"):
            if not await self._refuses(scope, send):
                root = scope.get("root_path", "")
                places = {api: f"{root}{PREFIX}/{api}/ui" for api in self.apps}
                await send_choice(places, scope["method"], send)
        elif not name and scope["method"] in ("GET", "HEAD"):
            await self._control_index(scope, send)
        else:
            known = ", ".join(f"{PREFIX}/{api}/" for api in self.apps)
            await send_problem(send, Problem(UNKNOWN_PATH, f"each API has its own control: {known}"))

    async def _control_index(self, scope: Scope, send: Send) -> None:
        if await self._refuses(scope, send):
            return
        root = scope.get("root_path", "")
        data = orjson.dumps({"apis": {name: f"{root}{PREFIX}/{name}" for name in self.apps}})
        headers = [(b"content-type", b"application/json")]
        await send_response(send, 200, headers, data if scope["method"] == "GET" else b"")

    async def _refuses(self, scope: Scope, send: Send) -> bool:
        """Refuse a caller who may not control the APIs."""
        try:
            check_caller(scope, next(iter(self.apps.values())).settings.control_token)
        except Problem as problem:
            await send_problem(send, problem)
            return True
        return False

    async def _reset(self, scope: Scope, send: Send) -> None:
        session = dict(scope["headers"]).get(b"x-mock-session")
        if await self._refuses(scope, send):
            return
        for app in self.apps.values():
            name = None if session is None else session.decode("latin-1")
            await app.store.reset(name)
            app.rate_limits.forget(name)
        await send_response(send, 204, [])

    async def _start_page(self, scope: Scope, path: str, send: Send) -> None:
        if path != "/":
            known = ", ".join(self.path_of(name) or "/" for name in self.apps)
            await send_problem(
                send, Problem(UNKNOWN_PATH, f"no API has the path {path}; the APIs are at {known}")
            )
            return
        if scope["method"] not in ("GET", "HEAD"):
            await send_problem(send, Problem(METHOD_NOT_ALLOWED, headers=((b"allow", b"GET, HEAD"),)))
            return
        accept = dict(scope["headers"]).get(b"accept", b"application/json").decode("latin-1")
        rows = [self._row(name, app) for name, app in self.apps.items()]
        if choose(accept, ("application/json", "text/html")) == 1:
            headers, data = [(b"content-type", b"text/html; charset=utf-8")], _page(rows).encode()
        else:
            headers, data = [(b"content-type", b"application/json")], orjson.dumps({"apis": rows})
        await send_response(
            send, 200, [*headers, (b"vary", b"Accept")], data if scope["method"] == "GET" else b""
        )

    def _row(self, name: str, app: MockApp) -> dict[str, Any]:
        control = PREFIX if len(self.apps) == 1 else f"{PREFIX}/{name}"
        return {
            "name": name,
            "title": app.description.title,
            "path": self.path_of(name) or "/",
            "operations": len(app.description.operations),
            "description": f"{control}/description.json",
            "state": f"{control}/state",
        }


def _place(base_paths: Mapping[str, str]) -> dict[str, str]:
    """The prefix of each API: none, or its name where base paths collide."""
    return {
        name: f"/{name}"
        if any(_collide(path, other) for rival, other in base_paths.items() if rival != name)
        else ""
        for name, path in base_paths.items()
    }


def _collide(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")


def _has_root(app: MockApp) -> bool:
    return any(operation.path == "/" for operation in app.description.operations)


def _below(scope: Scope, prefix: str) -> dict[str, Any]:
    """The scope for an application that is mounted under a prefix (ASGI: `path` keeps the root path)."""
    return {**scope, "root_path": scope.get("root_path", "") + prefix}


def _page(rows: Sequence[Mapping[str, Any]]) -> str:
    items = "\n".join(
        f"<tr><th scope=row>{escape(row['title'])}</th><td><code>{escape(row['path'])}</code></td>"
        f"<td>{row['operations']}</td><td><a href='{escape(row['description'])}'>description</a></td>"
        f"<td><a href='{escape(row['state'])}'>state</a></td></tr>"
        for row in rows
    )
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Mock server</title>"
        "<style>body{font:1rem/1.5 system-ui;margin:2rem}td,th{padding:.2rem 1rem;text-align:left}</style>"
        "<h1>Mock server</h1><table><thead><tr><th scope=col>API<th scope=col>Path<th scope=col>Operations"
        f"<th scope=col>OpenAPI<th scope=col>State</tr></thead><tbody>{items}</tbody></table></html>"
    )
