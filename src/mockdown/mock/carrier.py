"""How Connexion carries the mock: subclasses of its public middleware classes, and their order.

Connexion gets the shell document, keeps the operation objects and calls ours; routing is a trie, and an
operation is compiled from the real description when it is first used.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote

from mockdown.mock.asgi import PATH_VALUES, App, Receive, Scope, Send, send_problem, send_response
from mockdown.mock.operation import CompiledOperation
from mockdown.mock.problems import MEDIA_TYPE, METHOD_NOT_ALLOWED, UNKNOWN_PATH, Problem
from mockdown.mock.routing import Match, Router
from mockdown.mock.shell import CHOICES, Shell

with warnings.catch_warnings():
    # Connexion imports Starlette's test client, which warns of the HTTP client it uses.
    warnings.simplefilter("ignore")
    from connexion.exceptions import ProblemException
    from connexion.lifecycle import ConnexionRequest, ConnexionResponse
    from connexion.middleware.abstract import ROUTING_CONTEXT, RoutedAPI, RoutedMiddleware, SpecMiddleware
    from connexion.middleware.exceptions import ExceptionMiddleware
    from connexion.middleware.main import ConnexionMiddleware
    from connexion.middleware.server_error import ServerErrorMiddleware
    from connexion.operations.abstract import AbstractOperation
    from connexion.resolver import Resolver
    from connexion.spec import Specification

__all__ = [
    "ExceptionMiddleware",
    "OperationMiddleware",
    "RoutingMiddleware",
    "ServerErrorMiddleware",
    "answer_failure",
    "build_carrier",
]
Compile = Callable[[str], CompiledOperation]
"""Takes an operation id of the shell document."""


class RoutingMiddleware(SpecMiddleware):
    """Finds the operation of a request, or answers 404 or 405."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._router = Router()
        self._base_path = ""

    def add_api(self, specification: Specification, **options: Any) -> None:
        """Register the paths of the shell document under the base path."""
        self._base_path = options.get("base_path") or ""
        for path, methods in specification["paths"].items():
            for method, operation in methods.items():
                self._router.add(
                    self._base_path + path, method, operation["operationId"], operation.get(CHOICES)
                )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the operation in the scope, in the form that Connexion's routed middlewares expect."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        match = self._find(scope)
        if match is None:
            await send_problem(send, Problem(UNKNOWN_PATH, f"no operation has the path {scope['path']}"))
            return
        route, values = match
        operation_id = route.methods.get(scope["method"])
        if operation_id is None:
            await self._refuse(scope["method"], route.template, route.allow, send)
            return
        scope[PATH_VALUES] = values
        extensions = scope.setdefault("extensions", {})
        extensions[ROUTING_CONTEXT] = {"api_base_path": self._base_path, "operation_id": operation_id}
        await self.app(scope, receive, send)

    def _find(self, scope: Scope) -> Match | None:
        path: str = scope["path"]
        root: str = scope.get("root_path", "")
        raw: bytes = scope.get("raw_path") or b""
        if b"%" in raw:
            segments = raw.partition(b"?")[0].decode("latin-1").split("/")[1 + root.count("/") :]
            try:
                return self._router.find_segments([unquote(segment, errors="strict") for segment in segments])
            except UnicodeDecodeError:
                return None
        return self._router.find(path.removeprefix(root) if root else path)

    @staticmethod
    async def _refuse(method: str, template: str, allow: bytes, send: Send) -> None:
        if method == "OPTIONS":
            await send_response(send, 204, [(b"allow", allow)])
            return
        detail = f"{template} has no {method}; it has {allow.decode()}"
        await send_problem(send, Problem(METHOD_NOT_ALLOWED, detail, headers=((b"allow", allow),)))


class MockOperation:
    """Stands for one operation; compiles it when it is first called."""

    def __init__(self, operation_id: str, compile_operation: Compile) -> None:
        self._operation_id = operation_id
        self._compile = compile_operation
        self._compiled: CompiledOperation | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out the operation."""
        compiled = self._compiled
        if compiled is None:
            compiled = self._compiled = self._compile(self._operation_id)
        await compiled(scope, receive, send)


class MockAPI(RoutedAPI[MockOperation]):
    """The operations of the description, as Connexion keeps them."""

    def __init__(self, specification: Specification, *, compile_operation: Compile, **options: Any) -> None:
        super().__init__(specification, **options)
        self._compile = compile_operation
        self.add_paths()

    def make_operation(self, operation: AbstractOperation) -> MockOperation:
        """Put one of ours in the place of Connexion's operation."""
        return MockOperation(operation.operation_id, self._compile)


class OperationMiddleware(RoutedMiddleware[MockAPI]):
    """Calls the operation that routing found."""

    api_cls = MockAPI


def build_carrier(
    shell: Shell, *, base_path: str, compile_operation: Compile, middlewares: Sequence[Any]
) -> App:
    """Connexion around nothing: all answers come from the middlewares, in their order."""
    carrier = ConnexionMiddleware(
        _nothing, middlewares=list(middlewares), resolver=Resolver(lambda _operation_id: _nothing)
    )
    carrier.add_error_handler(ProblemException, _answer_problem)
    carrier.add_api(shell.document, base_path=base_path, compile_operation=compile_operation)
    return carrier


async def _nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send_problem(send, Problem(UNKNOWN_PATH, "nothing is here"))


async def answer_failure(_request: ConnexionRequest, _error: Exception) -> ConnexionResponse:
    """The last word where all else failed; the stock one is a coroutine that nobody awaits."""
    problem = Problem(500, "the mock failed; its log says where")
    return ConnexionResponse(  # type: ignore[no-untyped-call]
        status_code=500, headers={"content-type": MEDIA_TYPE}, body=problem.render()
    )


async def _answer_problem(_request: ConnexionRequest, error: Exception) -> ConnexionResponse:
    """Answer what a handler raised in Connexion's words; the stock handler would go through a thread pool."""
    assert isinstance(error, ProblemException)  # noqa: S101 - registered for this class
    problem = Problem(error.status, error.detail)
    headers = {"content-type": MEDIA_TYPE, **(error.headers or {})}
    return ConnexionResponse(  # type: ignore[no-untyped-call]
        status_code=error.status, headers=headers, body=problem.render()
    )
