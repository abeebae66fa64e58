"""`contract_tests/<api>.yaml`: what a run must know of a service that its docs do not say.

ids:
  organization: 7c60d51f-b44e-4682-87d6-449835ea4de6
  "/users/{user}": alice
credentials: {token: secret}
headers: {X-Tenant: test}
exclude: {"DELETE /users/{user}": "nobody may be deleted here"}
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mockdown import codes
from mockdown.contract.options import ContractOptions
from mockdown.diagnostics import Diagnostic, MockdownError
from mockdown.loading import LoadingError, load_yaml

FOLDER = "contract_tests"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_PARTS = ("ids", "credentials", "headers", "exclude")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFile:
    """The file, read."""

    ids: Mapping[str, str | int] = field(default_factory=dict)
    """Name of a path parameter, or a path up to and with it → the key of something that is there."""
    credentials: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    exclude: Mapping[str, str] = field(default_factory=dict)

    def under(self, options: ContractOptions) -> ContractOptions:
        """Options with what the file says; what the options say themselves wins."""
        return replace(
            options,
            ids={**self.ids, **options.ids},
            credentials={**self.credentials, **options.credentials},
            headers={**self.headers, **options.headers},
            exclude={**self.exclude, **options.exclude},
        )


def run_file_for(root: Path, api: str) -> RunFile:
    """What a project says of the service of one of its APIs."""
    name = f"{FOLDER}/{api}.yaml"
    return read_run_file(root / name, shown=name)


def read_run_file(path: Path, *, shown: str) -> RunFile:
    """The file at a path, empty where there is none; `shown` is its name for messages.

    `${NAME}` stands for a variable of the environment, so that no secret needs to stand in the file.
    """
    if not path.is_file():
        return RunFile()
    try:
        value = load_yaml(path.read_text("utf-8"))
    except (LoadingError, OSError, UnicodeDecodeError) as error:
        raise _broken(shown, str(error)) from None
    if value is None:
        return RunFile()
    if not isinstance(value, Mapping) or not set(value) <= set(_PARTS):
        raise _broken(shown, f"it may hold {', '.join(_PARTS)} and nothing else")
    parts = {name: _pairs(value[name], name, shown) for name in _PARTS if name in value}
    ids = parts.pop("ids", {})
    texts = {part: {name: str(one) for name, one in pairs.items()} for part, pairs in parts.items()}
    return RunFile(ids=ids, **texts)


def _pairs(value: Any, part: str, shown: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _broken(shown, f"`{part}` maps names to values")
    found: dict[str, Any] = {}
    for name, one in value.items():
        if isinstance(one, bool) or not isinstance(one, str | int | None):
            raise _broken(shown, f"`{part}` has a value for `{name}` that is neither text nor number")
        found[str(name)] = _filled(one, shown) if isinstance(one, str) else one if one is not None else ""
    return found


def _filled(text: str, shown: str) -> str:
    def value_of(found: re.Match[str]) -> str:
        known = os.environ.get(found[1])
        if known is None:
            raise _broken(shown, f"the environment has no variable `{found[1]}`")
        return known

    return _VARIABLE.sub(value_of, text)


def _broken(shown: str, reason: str) -> MockdownError:
    return MockdownError(
        Diagnostic(
            code=codes.CON110,
            message=f"{shown} cannot be used: {' '.join(reason.split())}",
            page=shown,
            help="see the guide on contract tests for what it may say",
        )
    )
