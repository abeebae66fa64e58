"""Which behaviour each role has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mockdown.description import Description, Operation
from mockdown.mock.behaviours import OperationBehaviour, ResponsesOf
from mockdown.mock.exchange import Behaviour
from mockdown.mock.parts import Part, Role
from mockdown.mock.singletons import SingletonBehaviour
from mockdown.mock.synthesis import Synthesizer

_ROLES: Mapping[Role, Callable[[SingletonBehaviour], Behaviour]] = {
    Role.LIST: OperationBehaviour.list,
    Role.CREATE: OperationBehaviour.create,
    Role.READ: OperationBehaviour.read,
    Role.REPLACE: OperationBehaviour.replace,
    Role.MERGE: OperationBehaviour.merge,
    Role.DELETE: OperationBehaviour.delete,
    Role.CLEAR: OperationBehaviour.clear,
    Role.UPSERT: OperationBehaviour.upsert,
    Role.ENSURE: OperationBehaviour.ensure,
    Role.ACTION: OperationBehaviour.action,
    Role.READ_SINGLETON: SingletonBehaviour.read_singleton,
    Role.WRITE_SINGLETON: SingletonBehaviour.write_singleton,
    Role.MERGE_SINGLETON: SingletonBehaviour.merge_singleton,
    Role.DELETE_SINGLETON: SingletonBehaviour.delete_singleton,
    Role.STATIC: OperationBehaviour.static,
}


def behaviour_of(
    description: Description,
    operation: Operation,
    part: Part,
    *,
    responses_of: ResponsesOf,
    synthesizer: Synthesizer,
) -> Behaviour:
    """The function that carries out an operation in the part that was inferred for it."""
    behaviour = SingletonBehaviour(
        description, operation, part, responses_of=responses_of, synthesizer=synthesizer
    )
    return _ROLES[part.role](behaviour)
