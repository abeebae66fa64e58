"""The mock of one description, as an ASGI application.

A request passes the middlewares in the order of `_middlewares`; the operation then checks credentials,
negotiates, validates parameters and body, acts on the state, and validates what it answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from mockdown.description import Description, Operation
from mockdown.diagnostics import Diagnostic
from mockdown.mock.asgi import Receive, Scope, Send, refuse_websocket
from mockdown.mock.auth_file import read_auth
from mockdown.mock.bodies import BodyReader
from mockdown.mock.carrier import (
    ExceptionMiddleware,
    OperationMiddleware,
    RoutingMiddleware,
    ServerErrorMiddleware,
    answer_failure,
    build_carrier,
)
from mockdown.mock.complaints import UserFiles, complain
from mockdown.mock.control import ControlMiddleware
from mockdown.mock.cors import EntryMiddleware
from mockdown.mock.exchange import Behaviour
from mockdown.mock.fault_file import NAME as FAULTS_FILE
from mockdown.mock.fault_file import read_faults
from mockdown.mock.faults import Faults
from mockdown.mock.handlers import load_handlers
from mockdown.mock.journal import Journal
from mockdown.mock.json_text import dump_json
from mockdown.mock.lifespan import live
from mockdown.mock.operation import CompiledOperation
from mockdown.mock.operation_names import operation_names
from mockdown.mock.overriding import OverriddenResources
from mockdown.mock.parameters import ParameterReader
from mockdown.mock.prefer import Preferences
from mockdown.mock.rate_limits import RateLimits
from mockdown.mock.resources import Resources
from mockdown.mock.resources_file import NAME as RESOURCES_FILE
from mockdown.mock.resources_file import Overrides, read_overrides
from mockdown.mock.responses import Responses
from mockdown.mock.roles import behaviour_of
from mockdown.mock.schemas import Json, SchemaView
from mockdown.mock.security import Credentials, Guard
from mockdown.mock.seeds import Seeds, read_yaml
from mockdown.mock.settings import MockSettings
from mockdown.mock.shell import Shell, build_shell
from mockdown.mock.state import fits
from mockdown.mock.store import MemoryStore, Store
from mockdown.mock.synthesis import Synthesizer


class MockApp:
    """A mock server for one description; two of them share nothing."""

    def __init__(
        self,
        description: Description,
        *,
        settings: MockSettings,
        store: Store,
        folder: Path | None,
        before: MockApp | None = None,
    ) -> None:
        self.description = description
        self.settings = settings
        self.store = store
        self.journal: Journal = Journal(settings.journal) if before is None else before.journal
        self.faults: Faults = (
            Faults((*settings.faults, *read_faults(_beside(folder, FAULTS_FILE))), seed=settings.seed)
            if before is None
            else before.faults
        )
        self.rate_limits: RateLimits = (
            RateLimits(settings.rate_limit) if before is None else before.rate_limits
        )
        self.findings: dict[str, Any] = {"served": True, "diagnostics": []}
        """What is wrong with the pages, and whether they are served as they are now."""
        base_path = description.base_path if settings.base_path is None else settings.base_path
        self.base_path = base_path.rstrip("/")
        self._folder = folder
        self._shell: Shell = build_shell(description, base_path=self.base_path)
        self._book = read_auth(_beside(folder, "auth.yaml"))
        self._guard = Guard(description, auth=settings.auth, book=self._book)
        self._requests = SchemaView(description, hidden="readOnly")
        self._answers = SchemaView(description, hidden="writeOnly")
        self._synthesizer = Synthesizer(description, seed=settings.seed)
        self._overrides = read_overrides(_beside(folder, RESOURCES_FILE))
        self._resources = _infer(description, self._overrides)
        self._handlers = load_handlers(_beside(folder, "handlers.py"))
        self._responses: dict[tuple[str, str], Responses] = {}
        self._given = read_yaml(_beside(folder, "seed.yaml"))
        self._seeds = Seeds(
            description,
            self._resources,
            view=self._answers,
            synthesizer=self._synthesizer,
            responses_of=self._responses_of,
            given=self._given,
            count=settings.count,
        )
        store.bind(partial(self._seeds.state, max_records=settings.max_records), identity=self._identity)
        self._carrier = build_carrier(
            self._shell,
            base_path=self.base_path,
            compile_operation=self._compile,
            middlewares=self._middlewares(),
        )

    @property
    def credentials(self) -> Mapping[str, Credentials]:
        """Example credentials that pass, per security scheme."""
        return self._guard.credentials

    def complaints(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files beside the mock, though it can be served."""
        files = UserFiles(
            folder=self._folder,
            handlers=self._handlers,
            auth=self._book,
            seeds=self._given,
            faults=self.faults.rules,
        )
        return tuple(
            complain(files, self.description, self._resources, self._answers, base_path=self.base_path)
        )

    def reset(self, session: str | None = None) -> None:
        """Start a session anew from the seeds, or all of them, in a mock that keeps its state to itself."""
        if not isinstance(self.store, MemoryStore):
            raise TypeError("the state is shared with other processes: await `store.reset(session)`")
        self.store.forget(session)
        self.rate_limits.forget(session)

    def _identity(self) -> str:
        """What two processes share that may share a state: the description, and the seeds."""
        digest = sha256(dump_json([self.settings.seed, self.settings.count, self._given]))
        digest.update(dump_json(self.description.document))
        digest.update(self._overrides.file.data if self._overrides is not None else b"")
        return f"{self.description.name}:{digest.hexdigest()[:16]}"

    def explain(self) -> list[dict[str, Any]]:
        """What was inferred for each operation."""
        return [self._explain_one(operation) for operation in self.description.operations]

    def known_values(self, operation: Operation) -> dict[str, Json]:
        """Values for the path parameters of an operation that name what is there at the start."""
        part = self._resources.part(operation)
        named = [*part.parents, *([(part.key_parameter, part.resource)] if part.key_parameter else [])]
        found: dict[str, Json] = {}
        scope: dict[str, str] = {}
        for name, resource in named:
            if resource is None or name is None:
                continue
            record = next((one for one in self._seeds.table(resource.name) if fits(one.scope, scope)), None)
            if record is not None:
                scope[resource.name] = record.key
                found[name] = int(record.key) if resource.identity.type == "integer" else record.key
        return found

    def _explain_one(self, operation: Operation) -> dict[str, Any]:
        if self._handlers.find(operation, base_path=self.base_path) is not None:
            return {"operation": operation.label, "role": "handler", "reason": "has a handler"}
        part = self._resources.part(operation)
        resource = part.resource.name if part.resource is not None else None
        reason = part.reason
        if part.resource is not None and part.resource.note:
            reason += f"; `{resource}` is overridden by {part.resource.note}"
        return {"operation": operation.label, "role": part.role, "reason": reason, "resource": resource}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection."""
        if scope["type"] == "lifespan":
            await live(receive, send, [self.store])
        elif scope["type"] == "websocket":
            await refuse_websocket(scope, receive, send)
        else:
            await self._carrier(scope, receive, send)

    def _middlewares(self) -> list[Any]:
        """What a request passes, in this order."""
        return [
            partial(ControlMiddleware, mock=self, token=self.settings.control_token),
            partial(EntryMiddleware, cors=self.settings.cors),
            partial(ServerErrorMiddleware, handler=answer_failure),
            ExceptionMiddleware,
            RoutingMiddleware,
            OperationMiddleware,
        ]

    def _responses_of(self, operation: Operation) -> Responses:
        key = (operation.method, operation.path)
        if key not in self._responses:
            self._responses[key] = Responses(self.description, operation, self._answers, self._synthesizer)
        return self._responses[key]

    def _compile(self, operation_id: str) -> CompiledOperation:
        operation = self._shell.operations[operation_id]
        description = self.description
        responses = self._responses_of(operation)
        body = None
        if operation.definition.get("requestBody"):
            body = BodyReader(description, operation, self._requests, max_body=self.settings.max_body)
        return CompiledOperation(
            label=operation.label,
            names=operation_names(operation, self.base_path),
            gate=self._guard.gate(operation),
            parameters=ParameterReader(description, operation, self._requests),
            body=body,
            behaviour=self._behaviour(operation),
            responses=responses,
            preferences=Preferences(responses),
            store=self.store,
            journal=self.journal,
            faults=self.faults,
            meter=self.rate_limits.meter(description, operation),
        )

    def _behaviour(self, operation: Operation) -> Behaviour:
        handler = self._handlers.find(operation, base_path=self.base_path)
        if handler is not None:
            return handler
        return behaviour_of(
            self.description,
            operation,
            self._resources.part(operation),
            responses_of=self._responses_of,
            synthesizer=self._synthesizer,
            relations=self._resources.relations,
        )


def create_app(
    description: Description,
    *,
    settings: MockSettings | None = None,
    store: Store | None = None,
    folder: Path | None = None,
    before: MockApp | None = None,
) -> MockApp:
    """Build the mock of a description.

    `folder` may hold `handlers.py`, `seed.yaml`, `auth.yaml`, `faults.yaml` and `resources.yaml`.
    With `before`, the mock takes over what another one remembers: its state, journal and faults.
    """
    if before is not None:
        settings, store = settings or before.settings, store or before.store
    settings = settings or MockSettings()
    store = store or MemoryStore(max_sessions=settings.max_sessions, session_seconds=settings.session_seconds)
    return MockApp(description, settings=settings, store=store, folder=folder, before=before)


def _infer(description: Description, overrides: Overrides | None) -> Resources:
    return Resources(description) if overrides is None else OverriddenResources(description, overrides)


def _beside(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder is not None else None
