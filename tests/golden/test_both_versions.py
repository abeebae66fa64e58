"""Whatever is read can be written as OpenAPI 3.0 and as 3.1, and the two say the same."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.compiler.settings import BuildSettings
from mockdown.emit import BuildResult, build
from mockdown.source import SourceFile

HERE = Path(__file__).parent
CASES = sorted(
    folder.relative_to(HERE).as_posix()
    for folder in HERE.glob("*/*")
    if folder.is_dir() and ((folder / "input.md").is_file() or (folder / "input").is_dir())
)


def built(name: str, version: str) -> BuildResult:
    """A case in a version of OpenAPI."""
    folder = HERE / name
    place = folder / "input"
    files = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else []
    pages = [
        SourceFile(path.relative_to(folder).as_posix(), path.read_bytes())
        for path in files or [folder / "input.md"]
    ]
    return build(pages, name=folder.name, settings=BuildSettings(openapi=version))


def walk(node: Any) -> Iterator[Mapping[str, Any]]:
    """All objects of a document, but not those in examples and other data."""
    if isinstance(node, Mapping):
        yield node
        for key, value in node.items():
            if key not in ("example", "examples", "default", "enum"):
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def judged(document: Mapping[str, Any], validator: Any) -> list[bool]:
    """Whether each example of the document fits its schema, in the order of the document."""
    found = []
    for node in walk(document):
        if "schema" not in node:
            continue
        examples = [node["example"]] if "example" in node else []
        if isinstance(node.get("examples"), Mapping):
            examples += [example["value"] for example in node["examples"].values()]
        schema = {**node["schema"], "components": document.get("components", {})}
        found += [validator(schema).is_valid(example) for example in examples]
    return found


@pytest.mark.parametrize("name", CASES)
def test_both_versions_are_valid_and_agree(name: str) -> None:
    """Both are accepted; an example that fits the one fits the other; no keyword of 3.0 is left in 3.1."""
    old, new = built(name, "3.0"), built(name, "3.1")
    documents = [json.loads(json.dumps(result.document)) for result in (old, new)]
    OpenAPIV30SpecValidator(documents[0]).validate()
    OpenAPIV31SpecValidator(documents[1]).validate()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert judged(documents[0], OAS30Validator) == judged(documents[1], OAS31Validator)
    for node in walk(documents[1]):
        for keyword in ("nullable", "exclusiveMinimum", "exclusiveMaximum"):
            assert not isinstance(node.get(keyword), bool)


@pytest.mark.parametrize("name", CASES)
def test_the_map_of_3_1_leads_somewhere(name: str) -> None:
    """Each pointer of the source map is there in the 3.1 document."""
    result = built(name, "3.1")
    for pointer in result.pointers:
        node: Any = result.document
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
