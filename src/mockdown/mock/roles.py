"""Which behaviour each role has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mockdown.description import Description, Operation
from mockdown.mock.acting import ActingBehaviour
from mockdown.mock.behaviours import OperationBehaviour
from mockdown.mock.contents import ContentBehaviour
from mockdown.mock.creating import CreatingBehaviour
from mockdown.mock.exchange import Behaviour
from mockdown.mock.joining import MembershipBehaviour
from mockdown.mock.parts import Part, Role
from mockdown.mock.relations import Relations
from mockdown.mock.shown import ResponsesOf
from mockdown.mock.singletons import SingletonBehaviour
from mockdown.mock.synthesis import Synthesizer


class _AnyBehaviour(CreatingBehaviour, SingletonBehaviour, ActingBehaviour, ContentBehaviour):
    """Whatever an operation may turn out to be."""


class _OfMembers(MembershipBehaviour, _AnyBehaviour):
    """Whatever an operation on a membership may turn out to be."""


_ROLES: Mapping[Role, Callable[[_AnyBehaviour], Behaviour]] = {
    Role.LIST: OperationBehaviour.list,
    Role.CREATE: CreatingBehaviour.create,
    Role.READ: OperationBehaviour.read,
    Role.REPLACE: CreatingBehaviour.replace,
    Role.MERGE: OperationBehaviour.merge,
    Role.DELETE: OperationBehaviour.delete,
    Role.CLEAR: OperationBehaviour.clear,
    Role.UPSERT: CreatingBehaviour.upsert,
    Role.ENSURE: CreatingBehaviour.ensure,
    Role.ACTION: ActingBehaviour.action,
    Role.READ_SINGLETON: SingletonBehaviour.read_singleton,
    Role.WRITE_SINGLETON: SingletonBehaviour.write_singleton,
    Role.MERGE_SINGLETON: SingletonBehaviour.merge_singleton,
    Role.DELETE_SINGLETON: SingletonBehaviour.delete_singleton,
    Role.READ_CONTENT: ContentBehaviour.read_content,
    Role.WRITE_CONTENT: ContentBehaviour.write_content,
    Role.DELETE_CONTENT: ContentBehaviour.delete_content,
    Role.STATIC: OperationBehaviour.static,
}

_OF_MEMBERS: Mapping[Role, Callable[[_OfMembers], Behaviour]] = {
    Role.JOIN: MembershipBehaviour.join,
    Role.LEAVE: MembershipBehaviour.leave,
    Role.CREATE: MembershipBehaviour.create,
    Role.CLEAR: MembershipBehaviour.clear,
}


def behaviour_of(
    description: Description,
    operation: Operation,
    part: Part,
    *,
    responses_of: ResponsesOf,
    synthesizer: Synthesizer,
    relations: Relations,
) -> Behaviour:
    """The function that carries out an operation in the part that was inferred for it."""
    behaviour = (_AnyBehaviour if part.membership is None else _OfMembers)(
        description,
        operation,
        part,
        responses_of=responses_of,
        synthesizer=synthesizer,
        relations=relations,
    )
    if isinstance(behaviour, _OfMembers) and part.role in _OF_MEMBERS:
        return _OF_MEMBERS[part.role](behaviour)
    return _ROLES[part.role](behaviour)
