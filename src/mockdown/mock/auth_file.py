"""`auth.yaml`: the credentials that pass, their roles, and which operations ask for which roles.

credentials:
  - {value: secret, roles: [admin]}
  - {scheme: basicAuth, value: "ann:pass"}
rules:
  - {operations: ["DELETE *", "createItem"], roles: [admin]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mockdown.codes import MCK101
from mockdown.description import Operation
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.mock.seeds import read_yaml
from mockdown.mock.user_files import shown_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One credential."""

    value: str
    scheme: str | None
    """The security scheme it is for; None for any."""
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Operations that only some roles may use."""

    operations: tuple[str, ...]
    """Operation ids, or patterns such as `DELETE /items/*`."""
    roles: frozenset[str]

    def matches(self, operation: Operation) -> bool:
        """Whether the rule is about an operation."""
        return any(fits(pattern, operation) for pattern in self.operations)


def fits(pattern: str, operation: Operation) -> bool:
    """Whether a pattern of a rule names an operation."""
    return pattern == operation.operation_id or fnmatchcase(operation.label, pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthBook:
    """Who is who, and who may do what."""

    credentials: tuple[Known, ...] = ()
    rules: tuple[Rule, ...] = ()

    def find(self, scheme: str, value: str) -> Known | None:
        """The credential of that value for a scheme."""
        for known in self.credentials:
            if known.value == value and known.scheme in (None, scheme):
                return known
        return None

    def roles_for(self, operation: Operation) -> frozenset[str] | None:
        """The roles of which one is needed; None when anybody may."""
        return next((rule.roles for rule in self.rules if rule.matches(operation)), None)


def read_auth(path: Path | None) -> AuthBook | None:
    """The book of an `auth.yaml`; None when there is none."""
    if path is None or not path.is_file():
        return None
    value = read_yaml(path)
    return AuthBook(
        credentials=tuple(
            Known(value=_text(path, row, "value"), scheme=row.get("scheme"), roles=_roles(path, row))
            for row in _rows(path, value, "credentials")
        ),
        rules=tuple(
            Rule(operations=tuple(_texts(path, row, "operations")), roles=_roles(path, row))
            for row in _rows(path, value, "rules")
        ),
    )


def _rows(path: Path, value: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = value.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise _broken(path, f"`{name}` must be a list of mappings")
    yield from rows


def _text(path: Path, row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise _broken(path, f"each credential needs a `{name}`")
    return str(value)


def _texts(path: Path, row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _broken(path, f"`{name}` must be a list of texts")
    return value


def _roles(path: Path, row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(_texts(path, row, "roles"))


def _broken(path: Path, reason: str) -> MockdownError:
    message = f"{shown_name(path)} cannot be read: {reason}"
    return MockdownError(
        Diagnostic(
            code=MCK101,
            message=message,
            page=shown_name(path),
            help="name `credentials` and `rules`, both lists",
        )
    )
