"""Actions that a path parameter names: `/invoices/{invoice}/{action}` with the actions in an enum."""

from __future__ import annotations

from mockdown.description import Operation
from mockdown.mock.described_paths import DescribedPaths, ends_in_parameter
from mockdown.mock.parts import Parents, Resource
from mockdown.mock.routing import parameter_names
from mockdown.mock.styles import schema_of


def verbs_of(paths: DescribedPaths, operation: Operation) -> tuple[str, ...]:
    """The words that the last parameter of a POST's path may be; none where they are not listed."""
    if operation.method != "post" or not ends_in_parameter(operation.path):
        return ()
    node = paths.parameter(operation.path, parameter_names(operation.path)[-1])
    listed = (paths.description.resolve(schema_of(node)) or {}).get("enum")
    if not isinstance(listed, list):
        return ()
    return tuple(one for one in listed if isinstance(one, str))


def acted_on(paths: DescribedPaths, operation: Operation, parents: Parents) -> Resource | None:
    """What such an action is carried out on: the thing that the parameter before it names."""
    above = operation.path.rpartition("/")[0]
    if len(parents) < 2 or not ends_in_parameter(above) or not verbs_of(paths, operation):
        return None
    return parents[-2][1]
