"""What a description is about: the resources behind its paths, and the part each operation plays for them."""

from __future__ import annotations

from functools import cached_property

from mockdown.description import Description, Operation
from mockdown.mock.described_paths import DescribedPaths
from mockdown.mock.part_inference import PartInference
from mockdown.mock.parts import Membership, Part, Resource
from mockdown.mock.relations import Relations
from mockdown.mock.resource_inference import infer_resources


class Resources:
    """Infers the resources of a description, once, and the part of each operation, when asked."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._paths = DescribedPaths(description)

    @cached_property
    def by_name(self) -> dict[str, Resource]:
        """The resources by the name of their table."""
        return {resource.name: resource for resource in self._by_path.values()}

    @cached_property
    def relations(self) -> Relations:
        """How the resources hang together."""
        return Relations(self._description, self.by_name, self.memberships.values())

    @cached_property
    def memberships(self) -> dict[str, Membership]:
        """What belongs to what, by the path of the collection of members, which names the table."""
        return self._inference.memberships

    def part(self, operation: Operation) -> Part:
        """The part that an operation plays."""
        return self._inference.part(operation)

    @cached_property
    def _by_path(self) -> dict[str, Resource]:
        return infer_resources(self._paths)

    @cached_property
    def _inference(self) -> PartInference:
        return PartInference(self._paths, self._by_path, self.by_name.values())
