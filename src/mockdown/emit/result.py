"""What a build gives, and how it is written: as YAML or JSON, with its source map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from mockdown.model.ledger import Ledger
from mockdown.source import Origin

Json = Any


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build gives."""

    document: Mapping[str, Json] = field(repr=False)
    """The OpenAPI document as JSON values."""
    pointers: Mapping[str, Origin] = field(repr=False)
    """The source map: JSON pointer → line of the docs."""
    ledger: Ledger = field(repr=False)


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as blocks, and no aliases."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not text.startswith((" ", "\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def render_yaml(result: BuildResult) -> str:
    """The document as YAML, in the order of the pages."""
    return yaml.dump(
        result.document,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
        default_flow_style=False,
    )


def render_json(result: BuildResult) -> str:
    """The document as JSON, in the order of the pages."""
    return json.dumps(result.document, indent=2, ensure_ascii=False) + "\n"


def _origin(origin: Origin) -> str:
    return json.dumps([origin.page, origin.line, str(origin.rank)], ensure_ascii=False)


def render_map(result: BuildResult, description_name: str) -> str:
    """The source map as JSON, a pointer a line."""
    from mockdown import __version__  # noqa: PLC0415

    lines = ",\n".join(
        f"    {json.dumps(pointer)}: {_origin(origin)}" for pointer, origin in result.pointers.items()
    )
    head = f'{{\n  "mockdown": {json.dumps(__version__)},\n  "description": {json.dumps(description_name)},\n'
    return f'{head}  "pointers": {{\n{lines}\n  }}\n}}\n'
