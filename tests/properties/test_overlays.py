"""Promises about overlays of any shape."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from mockdown.diagnostics import Diagnostic, Severity
from mockdown.emit import BuildResult, build, render_map, render_yaml
from mockdown.reporting import render
from mockdown.source import SourceFile
from mockdown.targets import Kind, Target
from mockdown.targets.overlaying import overlay_result

PAGE = b"""\
# Teas

`GET /teas?sort=name`

| Parameter | Type | Description |
|-----------|------|-------------|
| `sort` | string | by name or minutes |

```json
[{"id": 1, "name": "Assam", "tags": ["black"]}]
```

`DELETE /teas/{id}`

Returns 204.
"""
RESULT = build([SourceFile("teas.md", PAGE)], name="teas")
TARGET = Target(name="teas", kind=Kind.PAGE, given="teas.md", root=Path(), sources=("teas.md",))
TODAY = date(2030, 7, 1)
VALIDATORS = {"3.0": OpenAPIV30SpecValidator, "3.1": OpenAPIV31SpecValidator}

NAMES = st.sampled_from(
    "paths /teas /teas/{id} get delete parameters responses 200 204 content application/json schema items "
    "properties name type required description $ref info openapi components schemas Tea tags in x-a "
    "operationId default nullable enum allOf security example ~ '".split()
)
WORDS = st.sampled_from(
    "string integer path query #/components/schemas/Tea #/paths http://127.0.0.1:1/a ok {id} 3.1.0".split()
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
VALUES = st.recursive(
    SCALARS | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)
STEPS = (
    st.builds("[{!r}]".format, NAMES.filter(lambda name: "'" not in name))
    | st.sampled_from(
        [".*", "..*", "[0]", "[-1]", "[?@.name]", "..parameters", "[::-1]", "[0,0]", "..['200']", "[?@<1]"]
    )
    | st.text(max_size=4)
)
TARGETS = st.builds("${}".format, st.lists(STEPS, max_size=4).map("".join)) | st.text(max_size=6)
ACTIONS = st.fixed_dictionaries(
    {"target": TARGETS},
    optional={
        "update": VALUES,
        "remove": st.booleans(),
        "x-expires": st.sampled_from(["2030-06-30", "2030-07-01", "soon"]),
        "x-reason": VALUES,
    },
)
OVERLAYS = st.fixed_dictionaries(
    {
        "overlay": st.just("1.0.0"),
        "info": st.just({"title": "Errata", "version": "1"}),
        "actions": st.lists(ACTIONS, min_size=1, max_size=4),
    }
)


def apply(data: bytes, name: str = "overlay.yaml") -> tuple[BuildResult, list[Diagnostic]]:
    found: list[Diagnostic] = []
    file = SourceFile(name, data)
    return overlay_result(RESULT, [file], target=TARGET, today=TODAY, report=found.append), found


def check(data: bytes, name: str = "overlay.yaml") -> None:
    result, found = apply(data, name)
    document = json.loads(json.dumps(result.document))
    VALIDATORS[document["openapi"][:3]](document).validate()
    for pointer in result.pointers:
        node: Any = result.document
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            node = node[int(key)] if isinstance(node, list) else node[key]
    changed = result.document != RESULT.document
    assert not changed or render_yaml(result) != render_yaml(RESULT)
    assert all(one.primary is not None and one.help for one in found)
    assert len(render(found, "full")) >= len(found)
    again, same = apply(data, name)
    assert (render_yaml(result), render_map(result, "a"), render(found, "concise")) == (
        render_yaml(again),
        render_map(again, "a"),
        render(same, "concise"),
    )


@given(OVERLAYS)
@example({"overlay": "1.0.0", "info": {}, "actions": [{"target": "$..*", "remove": True}]})
def test_any_overlay_leaves_a_valid_description(overlay: dict[str, Any]) -> None:
    """Whatever actions say, the outcome is valid, its map leads somewhere, and it is the same twice."""
    check(json.dumps(overlay).encode(), "overlay.json")


@given(VALUES | OVERLAYS.map(lambda overlay: {**overlay, "actions": [overlay]}))
def test_any_value_is_told_what_it_lacks(value: Any) -> None:
    """A file that is no overlay changes nothing, and an error says why."""
    result, found = apply(json.dumps(value).encode())
    assert result.document == RESULT.document
    assert any(one.code.severity is Severity.ERROR for one in found)


@given(st.text() | st.binary())
def test_any_text_is_refused_politely(text: str | bytes) -> None:
    """Bytes that are no overlay are a diagnostic."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    result, found = apply(data)
    assert result is RESULT
    assert found
    assert render(found, "full")


@given(
    st.sampled_from(sorted((Path(__file__).parents[1] / "golden" / "overlays").glob("*/overlay.*"))),
    st.data(),
)
def test_any_damage_to_an_overlay_is_survived(path: Path, data: st.DataObject) -> None:
    """Lines dropped, doubled, swapped or cut give a valid description or a diagnostic."""
    lines = path.read_text("utf-8").splitlines()
    index = data.draw(st.integers(0, len(lines) - 1))
    line = lines[index]
    cut = data.draw(st.integers(0, len(line)))
    lines[index : index + 1] = data.draw(st.sampled_from([[], [line, line], [line[:cut]], [line[cut:]]]))
    check("\n".join(lines).encode(), path.name)
