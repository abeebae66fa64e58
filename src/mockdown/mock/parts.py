"""The words of inference: resources, the roles of operations, and the part each operation plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mockdown.description import Operation
from mockdown.mock.identity import Identity
from mockdown.mock.schemas import Json
from mockdown.mock.shapes import Shape

Parents = tuple[tuple[str, "Resource | None"], ...]
"""Path parameters with the resources they name, outermost first."""


class Role(StrEnum):
    """What an operation does."""

    LIST = "list"
    CREATE = "create"
    READ = "read"
    REPLACE = "replace"
    MERGE = "merge"
    DELETE = "delete"
    CLEAR = "clear"
    UPSERT = "upsert"
    ENSURE = "ensure"
    """POST to the path of an item: made when it is not there, changed when it is."""
    READ_SINGLETON = "read-singleton"
    WRITE_SINGLETON = "write-singleton"
    MERGE_SINGLETON = "merge-singleton"
    DELETE_SINGLETON = "delete-singleton"
    READ_CONTENT = "read-content"
    WRITE_CONTENT = "write-content"
    DELETE_CONTENT = "delete-content"
    JOIN = "join"
    """PUT to the path of a member: what stands elsewhere belongs to this one from now on."""
    LEAVE = "leave"
    """DELETE of a member: it belongs to this one no longer, and stays where it is."""
    ACTION = "action"
    STATIC = "static"


@dataclass(slots=True, kw_only=True)
class Resource:
    """One kind of entity, kept in one table."""

    name: str
    schema: Json = field(repr=False)
    key_schema: Json = field(repr=False)
    """The schema of the path parameter that names an entity."""
    identity: Identity
    aliases: tuple[str, ...]
    sources: list[Operation] = field(default_factory=list, repr=False)
    """The operations whose examples show entities."""
    is_listed: bool = False
    is_created: bool = False
    item_path: str | None = None
    note: str = ""
    """The line of `resources.yaml` that says something of it."""

    @property
    def is_open(self) -> bool:
        """Whether any id is there until it is deleted: a client can learn ids nowhere."""
        return not self.is_listed and not self.is_created


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Which entities belong to which others, where they stand elsewhere too."""

    name: str
    """The name of its table: the path of the collection of members."""
    parameter: str
    """The path parameter that names what they belong to."""
    holder: Resource | None
    """What they belong to; None where no path shows one."""
    member: Resource
    is_inside: bool = False
    """Whether members are things of the holder anyway: the pinned messages of a channel."""

    is_chosen: bool = False
    """Whether clients choose what members belong to: a word, below the things that the path names."""

    @property
    def holder_name(self) -> str:
        """What the holder is called in scopes."""
        return self.parameter if self.holder is None else self.holder.name

    @property
    def is_open(self) -> bool:
        """Whether all belong until they are taken out: where any holder may be asked for, none is empty."""
        return not self.is_chosen and (self.holder is None or self.holder.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part an operation plays, and why."""

    role: Role
    reason: str
    resource: Resource | None = None
    shape: Shape | None = None
    """How the success body holds the entities."""
    key_parameter: str | None = None
    parents: Parents = ()
    """The path parameters before the key, with the resources they name."""
    membership: Membership | None = None
    """What belongs to what, where the operation is about that."""
    verb_parameter: str | None = None
    """The path parameter that names the action, where the path itself does not."""
    is_self: bool = False
    """Whether the path names the caller where others name one by its key."""
    is_of_member: bool = False
    """Whether a list is of what one member belongs to, and not of the members."""
