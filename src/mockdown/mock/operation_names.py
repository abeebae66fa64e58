"""What people may call an operation in the files beside a mock, and in the control API."""

from __future__ import annotations

from mockdown.description import Operation


def operation_names(operation: Operation, base_path: str) -> tuple[str, ...]:
    """Its id, then method and path, with the base path and without."""
    return (
        operation.operation_id,
        f"{operation.method.upper()} {base_path}{operation.path}",
        operation.label,
    )
