"""Sets that the caller is put into under a word of its own: who reacted with which emoji."""

from __future__ import annotations

from collections.abc import Mapping

from mockdown.description import Operation
from mockdown.mock.described_paths import DescribedPaths, ends_in_parameter
from mockdown.mock.parts import Membership, Parents, Part, Resource, Role
from mockdown.mock.routing import parameter_names
from mockdown.mock.selves import SELVES

_ROLES = {"put": Role.JOIN, "delete": Role.LEAVE}


def find_chosen(paths: DescribedPaths, by_path: Mapping[str, Resource]) -> dict[str, Membership]:
    """Path of a list of those who chose a word → the membership: `…/reactions/{emoji}`, `…/{emoji}/@me`."""
    found: dict[str, Membership] = {}
    for path in paths.methods:
        collection, _, last = path.rpartition("/")
        member = by_path.get(collection)
        if last not in SELVES or not paths.has(path, "put") or member is None:
            continue
        if ends_in_parameter(collection) and collection not in paths.items:
            found[collection] = Membership(
                name=collection,
                parameter=parameter_names(collection)[-1],
                holder=None,
                member=member,
                is_chosen=True,
            )
    return found


def choosing_part(
    operation: Operation, memberships: Mapping[str, Membership], parents: Parents
) -> Part | None:
    """The part of an operation that puts the caller into such a set, or takes it out; None of others."""
    collection, _, last = operation.path.rpartition("/")
    membership = memberships.get(collection)
    if last not in SELVES or membership is None or not membership.is_chosen:
        return None
    return Part(
        role=_ROLES.get(operation.method, Role.STATIC),
        reason=f"{collection} lists which `{membership.member.name}` chose it",
        resource=membership.member,
        parents=parents,
        membership=membership,
        is_self=True,
    )
