"""Memberships: things that stand elsewhere and belong to others for a while, such as users to a team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from mockdown.description import Description, Operation
from mockdown.mock.counting import entity_words
from mockdown.mock.described_paths import DescribedPaths, ends_in_parameter, unnamed
from mockdown.mock.parts import Membership, Parents, Part, Resource, Role
from mockdown.mock.routing import parameter_names
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import last_literal, words
from mockdown.mock.state import Record, State
from mockdown.mock.wire import properties_of
from mockdown.vocabularies.english import singular

_KEYS = ("id", "uuid", "uid", "username", "login", "email")
_WEAK = frozenset({"name", "slug", "key"})
"""What a body may have that makes a thing; it names one only together with the name of its kind."""


@dataclass(frozen=True, slots=True)
class References:
    """The properties of a body that name members: `user_id`, `username`, `user_ids`."""

    names: tuple[str, ...]

    def values(self, body: Json) -> Iterator[str]:
        """The members that a body names."""
        for name in self.names:
            value = body.get(name) if isinstance(body, Mapping) else None
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, (str, int)) and not isinstance(one, bool):
                    yield str(one)


def find_memberships(paths: DescribedPaths, by_path: Mapping[str, Resource]) -> dict[str, Membership]:
    """Path of a collection → the membership that it lists."""
    found: dict[str, Membership] = {}
    holders = {unnamed(path): by_path.get(path) for path in paths.items}
    for path in paths.items:
        member, collection = by_path.get(path), path.rpartition("/")[0]
        holder_path = collection.rpartition("/")[0]
        if member is None or not ends_in_parameter(holder_path):
            continue
        home = _home(paths, by_path, path, member)
        if home is not None and _is_joined(paths, path, home, member):
            found[collection] = Membership(
                name=collection,
                parameter=parameter_names(holder_path)[-1],
                holder=holders.get(unnamed(holder_path)),
                member=member,
                is_inside=home.startswith(f"{holder_path}/"),
            )
    return found


def _home(paths: DescribedPaths, by_path: Mapping[str, Resource], path: str, member: Resource) -> str | None:
    """Where the members stand by themselves: the path with the fewest parameters that names one.

    One with as many is their home when it is called after them and the other is not: `messages`, `pins`.
    """
    depth, entity = path.count("{"), entity_words(member)
    is_called = _collected(path) == entity
    others = [
        one
        for one in paths.items
        if by_path.get(one) is member
        and one != path
        and (
            one.count("{") < depth
            or (one.count("{") == depth and not is_called and _collected(one) == entity)
        )
    ]
    return min(others, key=lambda one: (one.count("{"), one), default=None)


def _collected(path: str) -> list[str]:
    """The words of one of what the collection of an item path is called after."""
    return words(singular(last_literal(path.rpartition("/")[0]).lower()))


def _is_joined(paths: DescribedPaths, path: str, home: str, member: Resource) -> bool:
    """Whether things are put into a collection and taken out of it, and are made and deleted at home."""
    collection, above = path.rpartition("/")[0], home.rpartition("/")[0]
    makers = [paths.at(above).get("post"), paths.at(home).get("put"), paths.at(home).get("patch")]
    made = next((one for one in makers if one is not None), None)
    joining = paths.at(path).get("put") or paths.at(path).get("post")
    if joining is not None:
        return _says_little(paths, joining, made, member)
    joining = paths.at(collection).get("post")
    if joining is not None and paths.has(path, "delete"):
        names = references(paths.description, paths.sent(joining), member).names
        return bool(names) and _says_little(paths, joining, made, member)
    return (
        joining is None
        and paths.has(home, "delete")
        and paths.has(path, "delete")
        and _collected(path) != entity_words(member)
    )


def _says_little(paths: DescribedPaths, joining: Operation, made: Operation | None, member: Resource) -> bool:
    """Whether a body has less than half of what the body has that makes a member."""
    sent = paths.sent(joining)
    if sent is None:
        return True
    description = paths.description
    whole = properties_of(description, paths.sent(made)) if made is not None else {}
    whole = whole or properties_of(description, member.schema)
    return 2 * len(properties_of(description, sent).keys() & whole.keys()) < len(whole)


def references(description: Description, sent: Json, member: Resource) -> References:
    """What in a body names members: by the name of their kind, or by the bare name of a key."""
    properties = properties_of(description, sent) if sent is not None else {}
    entity = entity_words(member)
    keys = [member.identity.name, *member.aliases, *_KEYS]
    named = [entity, *([*entity, *words(key)] for key in (*keys, *_WEAK) if key is not None)]
    bare = [words(key) for key in keys if key is not None and key not in _WEAK]
    for wanted in (named, bare):
        found = tuple(name for name in properties if _one(name) in wanted)
        if found:
            return References(found)
    return References(())


def _one(name: str) -> list[str]:
    """The words of a name, the last in the singular."""
    parts = words(name)
    return [*parts[:-1], singular(parts[-1])] if parts else []


def as_member(
    part: Part, operation: Operation, parents: Parents, memberships: Mapping[str, Membership]
) -> Part:
    """The part of an operation, where it is about a membership and not about what belongs."""
    path = operation.path
    at_item = part.key_parameter is not None and path.endswith(f"{{{part.key_parameter}}}")
    membership = memberships.get(path.rpartition("/")[0] if at_item else path)
    if membership is not None and part.resource is membership.member:
        role = part.role
        if at_item and operation.method in ("put", "post"):
            role = Role.JOIN
        elif at_item and role is Role.DELETE:
            role = Role.LEAVE
        reason = f"{membership.name} lists which `{membership.member.name}` belongs"
        return replace(part, role=role, reason=reason, membership=membership)
    if part.role is Role.LIST and parents and part.resource is not parents[-1][1]:
        found = [
            one
            for one in memberships.values()
            if one.holder is part.resource and one.member is parents[-1][1]
        ]
        if len(found) == 1:
            reason = f"the other side of {found[0].name}"
            return replace(part, reason=reason, membership=found[0], is_of_member=True)
    return part


class Members:
    """Who belongs to whom, in one state."""

    def __init__(self, membership: Membership, state: State) -> None:
        self._membership = membership
        self._table = state.table(membership.name)
        self._is_open = membership.is_open

    def row(self, holder: str, member: str) -> Record | None:
        """What is known of a membership; None when there is none."""
        record = self._table.records.get(row_key(holder, member))
        if record is None:
            return Record("", {}) if self._is_open else None
        return None if record.value is None else record

    def add(self, holder: str, member: str, value: Json) -> None:
        """Let one belong to another, as what was sent says."""
        self._put(holder, member, value if isinstance(value, dict) else {})

    def remove(self, holder: str, member: str) -> None:
        """Let one belong no longer."""
        if self._is_open:
            self._put(holder, member, None)
        else:
            self._table.remove(row_key(holder, member))

    def _put(self, holder: str, member: str, value: Json) -> None:
        self._table.put(make_row(self._membership, holder, member, value))


def make_row(membership: Membership, holder: str, member: str, value: Json) -> Record:
    """The record of one membership, which goes with either side."""
    scope = {**_holders(membership, holder), membership.member.name: member}
    return Record(row_key(holder, member), value, scope)


def _holders(membership: Membership, holder: str) -> dict[str, str]:
    """What a membership ends with, beside the member."""
    if not membership.is_chosen:
        return {membership.holder_name: holder}
    pairs = (pair.partition("=") for pair in holder.split("&"))
    return {unquote(name): unquote(key) for name, _, key in pairs}


def chosen_key(scope: Mapping[str, str]) -> str:
    """The key of what a client chose, with what it chose it for."""
    return "&".join(f"{quote(name, safe='')}={quote(key, safe='')}" for name, key in scope.items())


def row_key(holder: str, member: str) -> str:
    """The key under which a membership is kept."""
    return f"{_escaped(holder)}/{_escaped(member)}"


def _escaped(key: str) -> str:
    return quote(key, safe="") if "/" in key or "%" in key else key


def seed_rows(
    membership: Membership, holders: Sequence[Record], members: Sequence[Record], *, most: int
) -> Iterator[Record]:
    """At the start everything belongs to everything that it does not belong to another of."""
    count = 0
    for holder in holders:
        for member in members:
            other = member.scope.get(membership.holder_name, holder.key)
            if other == holder.key and holder is not member and count < most:
                count += 1
                yield make_row(membership, holder.key, member.key, {})
