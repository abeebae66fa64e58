"""The lifecycle phase: what was created is found, what was changed stays so, what was deleted is gone.

Schemathesis judges each answer by the description; this asks whether answers agree with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from requests import RequestException
from schemathesis import BaseSchema, Case, GenerationMode, Response

from mockdown.contract.families import (
    Family,
    cannot_show,
    echoes_its_request,
    filters,
    find_families,
    find_settings,
    items_of,
    key_of,
    page_sizes,
    read_only_names,
    shown_otherwise,
    unwrap,
)
from mockdown.contract.sent import sent_values
from mockdown.description import Description, Operation

PHASE = "lifecycle"
EXAMPLES = 6
"""Rounds of each check: state is either kept or not, which data is sent hardly matters."""


TITLES = {
    "change_is_kept": "A change is not kept",
    "answer_agrees_with_request": "The answer differs from the request",
    "page_size_is_kept": "More items than asked for",
    "filter_is_kept": "A filter lets others through",
    "created_is_found": "What was created is not found",
    "created_is_listed": "What was created is not listed",
    "created_is_new": "Two things share one key",
    "deleted_is_gone": "What was deleted is still there",
}
"""The checks of this phase, and what a finding of each is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two answers, or a request and an answer, that cannot both be right."""

    operation: Operation
    """The one whose answer shows it."""
    check: str
    message: str
    case: Case[Any]
    response: Response


@dataclass(kw_only=True)
class Client:
    """Sends the requests of this phase."""

    schema: BaseSchema
    description: Description
    reset: Callable[[], None] | None
    seen: Callable[[Operation, Case[Any], Response], None]
    """Told of every exchange."""
    failed: Callable[[str, str], None]
    """Told of an operation that gave no answer, and why."""
    seed: int
    allowed: frozenset[str]
    """Labels of the operations that may be sent."""

    def each(self, operation: Operation, use: Callable[[Case[Any]], None]) -> None:
        """Give `use` a few valid cases of an operation, each with a fresh state."""
        strategy = self._api(operation).as_strategy(generation_mode=GenerationMode.POSITIVE)

        @seed(self.seed)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def run(case: Case[Any]) -> None:
            if self.reset is not None:
                self.reset()
            try:
                use(case)
            except RequestException as error:
                self.failed(operation.label, str(error))

        try:
            run()
        except Unsatisfiable:
            return

    def send(self, operation: Operation, case: Case[Any]) -> Response:
        """Send a case and take note of it."""
        response = case.call()
        self.seen(operation, case, response)
        return response

    def follow(
        self, operation: Operation, before: Case[Any], *, query: Mapping[str, Any] | None = None, **path: Any
    ) -> tuple[Case[Any], Response]:
        """Send another operation with the credentials and the path of the case before it."""
        names = {str(p["name"]) for p in self.description.parameters(operation) if p["in"] == "path"}
        known = {**(before.path_parameters or {}), **path}
        secrets = {name: value for name, value in (before.query or {}).items() if name in self._query_keys()}
        case = self._api(operation).Case(
            path_parameters={name: value for name, value in known.items() if name in names},
            headers=dict(before.headers or {}),
            cookies=dict(before.cookies or {}),
            query={**secrets, **(query or {})},
        )
        return case, self.send(operation, case)

    def _api(self, operation: Operation) -> Any:
        return self.schema[operation.path][operation.method.upper()]

    def _query_keys(self) -> frozenset[str]:
        schemes = self.description.at("/components/securitySchemes")
        resolved = (self.description.resolve(scheme) for scheme in schemes.values())
        return frozenset(str(scheme.get("name")) for scheme in resolved if scheme.get("in") == "query")

    def chosen_by_service(self, operation: Operation) -> frozenset[str]:
        """Names of properties whose value a client cannot rely on to be kept."""
        path = {str(p["name"]) for p in self.description.parameters(operation) if p["in"] == "path"}
        keys = path | {"id"} if path or operation.method == "post" else path
        return frozenset(keys | read_only_names(self.description, operation))

    def has(self, *operations: Operation | None) -> bool:
        """Whether all of these exist and may be sent."""
        return all(operation is not None and operation.label in self.allowed for operation in operations)


Check = Callable[[Case[Any]], Iterator[Disagreement]]
"""Starts from one valid case and follows it up."""


def run_lifecycle(client: Client, report: Callable[[Disagreement], None]) -> None:
    """Do all checks that the operations of the description allow."""
    for start, check in _checks(client):

        def use(case: Case[Any], check: Check = check) -> None:
            for disagreement in check(case):
                report(disagreement)

        client.each(start, use)


def _checks(client: Client) -> Iterator[tuple[Operation, Check]]:
    """Each check with the operation that it starts from."""
    description = client.description
    for write, read in find_settings(description):
        if client.has(write, read):
            yield write, partial(_read_back, client, write, read)
    for operation in filter(client.has, description.operations):
        if operation.method == "put" and echoes_its_request(description, operation):
            yield operation, partial(_echo, client, operation)
        for name in page_sizes(description, operation):
            yield operation, partial(_page, client, operation, name)
        for name in filters(description, operation):
            yield operation, partial(_filter, client, operation, name)
    for family in find_families(description):
        if family.create is not None and client.has(family.create):
            yield family.create, partial(_life, client, family)


def read_json(response: Response) -> Any:
    """The JSON body of a successful answer; None where there is none."""
    kind = ";".join(response.headers.get("content-type", []))
    if not 200 <= response.status_code < 300 or "json" not in kind or not response.content:
        return None
    try:
        return response.json()
    except ValueError:
        return None


def differs(
    client: Client,
    operation: Operation,
    case: Case[Any],
    received: Any,
    *,
    shown_by: Operation,
    key: str | None = None,
) -> str | None:
    """The first property that was sent, came back, and is not what was sent.

    What the path names, and what only the service may set, is not the client's to choose;
    what is shown in another form than it is sent cannot be compared.  An empty `key` is none:
    a service has to find one of its own then.
    """
    sent = sent_values(client.description, operation, case)
    if not isinstance(received, Mapping):
        return None
    if not sent.keys() <= received.keys():
        received = unwrap(received)
    ignored = client.chosen_by_service(operation)
    changed = [
        str(name)
        for name, value in sent.items()
        if name in received
        and name not in ignored
        and received[name] != value
        and not isinstance(value, Mapping)
        and not (value == "" and key is not None and _flat(name) == _flat(key))
    ]
    other_forms = shown_otherwise(client.description, operation, shown_by) if changed else set()
    return next(
        (
            name
            for name in changed
            if name not in other_forms and not cannot_show(client.description, shown_by, name, sent[name])
        ),
        None,
    )


def _flat(name: str) -> str:
    return name.replace("_", "").lower()


def _read_back(client: Client, write: Operation, read: Operation, case: Case[Any]) -> Iterator[Disagreement]:
    answer = client.send(write, case)
    if not 200 <= answer.status_code < 300:
        return
    reading, response = client.follow(read, case)
    name = differs(client, write, case, read_json(response), shown_by=read)
    if name is not None:
        message = f"`{name}` is not what {write.label} has set"
        yield Disagreement(
            operation=read, check="change_is_kept", message=message, case=reading, response=response
        )


def _echo(client: Client, operation: Operation, case: Case[Any]) -> Iterator[Disagreement]:
    for _ in range(2):
        response = client.send(operation, case)
        name = differs(client, operation, case, read_json(response), shown_by=operation)
        if name is not None:
            message = f"`{name}` in the answer is not what was sent"
            yield Disagreement(
                operation=operation,
                check="answer_agrees_with_request",
                message=message,
                case=case,
                response=response,
            )
            return


def _page(client: Client, operation: Operation, name: str, case: Case[Any]) -> Iterator[Disagreement]:
    reading, response = client.follow(operation, case, query={**(case.query or {}), name: 1})
    items = items_of(read_json(response))
    if items is not None and len(items) > 1:
        message = f"{len(items)} items came, `{name}` allows 1"
        yield Disagreement(
            operation=operation, check="page_size_is_kept", message=message, case=reading, response=response
        )


def _filter(client: Client, operation: Operation, name: str, case: Case[Any]) -> Iterator[Disagreement]:
    _, everything = client.follow(operation, case)
    items = [item for item in items_of(read_json(everything)) or () if isinstance(item, Mapping)]
    values = [item[name] for item in items if isinstance(item.get(name), str | int) and item[name] != ""]
    if not values:
        return
    wanted = str(values[0]).lower()
    asked, response = client.follow(operation, case, query={name: values[0]})
    for item in items_of(read_json(response)) or ():
        # A filter may also look for a part of the text.
        if isinstance(item, Mapping) and name in item and wanted not in str(item[name]).lower():
            message = f"`{values[0]}` was asked for, an item with `{item[name]}` came"
            yield Disagreement(
                operation=operation, check="filter_is_kept", message=message, case=asked, response=response
            )
            return


def _life(client: Client, family: Family, case: Case[Any]) -> Iterator[Disagreement]:
    create = family.create
    assert create is not None  # noqa: S101 - `run_lifecycle` looked
    response = client.send(create, case)
    key = key_of(unwrap(read_json(response)), family.key)
    if key is None:
        return
    if family.show is not None and client.has(family.show):
        yield from _shown(client, family.show, family, case, key)
    if family.list is not None and client.has(family.list):
        yield from _listed(client, family.list, family, case, key)
    if not isinstance(case.body, Mapping) or key_of(case.body, family.key) is None:
        yield from _another(client, create, family, case, key)
    if family.delete is not None and client.has(family.delete):
        yield from _deleted(client, family, case, key)


def _shown(
    client: Client, show: Operation, family: Family, case: Case[Any], key: Any
) -> Iterator[Disagreement]:
    showing, response = client.follow(show, case, **{family.key: key})
    body = read_json(response)
    thing = unwrap(body)
    if response.status_code in (404, 410):
        message = f"what was created with `{key}` is not there"
    elif thing and not _is_same(key_of(thing, family.key), key):
        message = f"`{key}` was asked for, `{key_of(thing, family.key)}` came"
    elif (
        thing
        and (name := differs(client, family.create or show, case, body, shown_by=show, key=family.key))
        is not None
    ):
        message = f"`{name}` is not what it was created with"
    else:
        return
    yield Disagreement(
        operation=show, check="created_is_found", message=message, case=showing, response=response
    )


def _listed(
    client: Client, listing: Operation, family: Family, case: Case[Any], key: Any
) -> Iterator[Disagreement]:
    asked, response = client.follow(listing, case)
    body = read_json(response)
    items = items_of(body)
    if items is None or _has_more(body, items):
        return
    keys = [key_of(item, family.key) for item in items if isinstance(item, Mapping)]
    if not any(one is not None and _is_same(one, key) for one in keys) and (
        not items or any(one is not None for one in keys)
    ):
        message = f"what was created with `{key}` is not in the list"
        yield Disagreement(
            operation=listing, check="created_is_listed", message=message, case=asked, response=response
        )


def _is_same(one: Any, key: Any) -> bool:
    """Whether a thing may be that of a key: a number is the same one as a text."""
    return one is None or str(one) == str(key)


def _has_more(body: Any, items: list[Any]) -> bool:
    """Whether the answer says itself that it is one page of several."""
    if not isinstance(body, Mapping):
        return False
    counts = [value for value in body.values() if isinstance(value, int) and not isinstance(value, bool)]
    return any(count > len(items) for count in counts)


def _another(
    client: Client, create: Operation, family: Family, case: Case[Any], key: Any
) -> Iterator[Disagreement]:
    response = client.send(create, case)
    if key_of(unwrap(read_json(response)), family.key) == key:
        message = f"two things were created with the same `{key}`"
        yield Disagreement(
            operation=create, check="created_is_new", message=message, case=case, response=response
        )


def _deleted(client: Client, family: Family, case: Case[Any], key: Any) -> Iterator[Disagreement]:
    assert family.delete is not None  # noqa: S101 - `_life` looked
    _, answer = client.follow(family.delete, case, **{family.key: key})
    if not 200 <= answer.status_code < 300 or family.show is None or not client.has(family.show):
        return
    showing, response = client.follow(family.show, case, **{family.key: key})
    if 200 <= response.status_code < 300:
        message = f"`{key}` was deleted and is still there"
        yield Disagreement(
            operation=family.show, check="deleted_is_gone", message=message, case=showing, response=response
        )
