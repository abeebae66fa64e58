"""Our docs say in their own words what the seed pages say: nothing is lost, nothing added."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mockdown.description import Description, Operation, read_description

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
PAGES = {
    "coder": ("000_0b62f7e5633a5a3a.txt", "001_bd6b28c5c61fdd48.txt"),
    "coder-v0": ("002_d0d9498d76f73cda.txt",),
    "vela": ("003_df2b8e8ad8aff76c.txt",),
    "vieter": ("004_ecf711db12bc4fe6.txt",),
}
TOLD_BESIDES = {"vieter": {("POST /api/v1/jobs/queue", "status", "200")}}
"""What our docs say and the seeds leave to the reader."""


def facts(description: Description) -> set[tuple[str, ...]]:
    """Operations, parameters, statuses, credentials, and the members of bodies and answers."""
    return {
        (f"{operation.method.upper()} {description.base_path}{operation.path}", *fact)
        for operation in description.operations
        for fact in _facts(description, operation)
    }


def _facts(description: Description, operation: Operation) -> Iterator[tuple[str, ...]]:
    schemes = description.document.get("components", {}).get("securitySchemes", {})
    for requirement in description.security(operation):
        for name in requirement:
            yield "key", str(schemes[name].get("name") or schemes[name].get("scheme"))
    for parameter in description.parameters(operation):
        yield "parameter", parameter["in"], parameter["name"], parameter["schema"]["type"]
    body = description.resolve(operation.definition.get("requestBody", {}))
    yield from _members(description, body, "body")
    for status, node in operation.definition["responses"].items():
        response = description.resolve(node)
        if not response.get("x-implied"):
            yield "status", status
            yield from _members(description, response, status)


def _members(description: Description, message: Mapping[str, Any], place: str) -> Iterator[tuple[str, ...]]:
    for content in message.get("content", {}).values():
        for way, kind in _walk(description, content.get("schema", {}), ()):
            yield place, ".".join(way), kind


def _walk(
    description: Description, node: Any, way: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    if len(node.get("allOf", ())) == 1:
        # OpenAPI 3.0 puts a reference so that a description can stand beside it.
        node = node["allOf"][0]
    schema = description.resolve(node)
    yield way, str(schema.get("type"))
    reference = node.get("$ref", "")
    if reference and reference in above:
        return
    above = (*above, reference)
    for name, member in schema.get("properties", {}).items():
        yield from _walk(description, member, (*way, name), above)
    if "items" in schema:
        yield from _walk(description, schema["items"], (*way, "[]"), above)


def build(page: str, folder: Path) -> Description:
    output = folder / f"{page}.yaml"
    command = [sys.executable, "-m", "mockdown", "build", str(SEEDS / page), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return read_description(output)


def depth_limited(found: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Without what stands below a schema that holds itself: an example shows only its first turn."""
    deep = ("options.[].group.parent.", "options.[].use_instead.[].")
    return {fact for fact in found if not any(part.startswith(deep) for part in fact)}


@pytest.mark.parametrize("api", PAGES)
def test_our_docs_say_what_the_seed_pages_say(api: str, tmp_path: Path) -> None:
    """Every operation, parameter, status, key and member of the seeds, with the same type, and no other."""
    if not SEEDS.is_dir():
        missing = f"the seed pages do not lie beside this clone: {SEEDS}"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    seeds = {fact for page in PAGES[api] for fact in facts(build(page, tmp_path))}
    ours = facts(read_description(ROOT / "openapi" / f"{api}.yaml"))
    assert depth_limited(ours) - TOLD_BESIDES.get(api, set()) == depth_limited(seeds)
