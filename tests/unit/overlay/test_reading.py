from __future__ import annotations

from datetime import date

import pytest

from mockdown.diagnostics import Diagnostic
from mockdown.overlay import Overlay, read_overlay
from mockdown.overlay.selecting import TargetError, compile_target, select
from mockdown.source import SourceFile

HEAD = "overlay: 1.0.0\ninfo: {title: Errata, version: '1'}\n"


def read(text: str | bytes, name: str = "errata.yaml") -> tuple[Overlay | None, list[tuple[str, int]]]:
    found: list[Diagnostic] = []
    data = text if isinstance(text, bytes) else text.encode()
    overlay = read_overlay(SourceFile(name, data), found.append)
    places = [(one.code.id, one.location.line if one.location else 0) for one in found]
    return overlay, places


def test_an_action_is_read_with_what_explains_it() -> None:
    """Reason, owner and last day are read beside target and update."""
    overlay, found = read(
        f"{HEAD}extends: ../shop.yaml\nactions:\n  - target: $.info\n    update: null\n"
        "    x-reason: why\n    x-owner: who\n    x-expires: 2031-03-31\n    x-ticket: [1]\n"
    )
    assert found == []
    assert overlay is not None
    (action,) = overlay.actions
    assert (action.reason, action.owner, action.expires) == ("why", "who", date(2031, 3, 31))
    assert (action.updates, action.update, action.remove) == (True, None, False)
    assert (overlay.extends, overlay.line("/actions/0/x-owner")) == ("../shop.yaml", 8)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"\xff", ("OVL101", 1)),
        ("", ("OVL101", 1)),
        ("- a\n", ("OVL101", 1)),
        ("a: 1\nb: ]\n", ("OVL101", 2)),
        ("a: 1\na: 2\n", ("OVL101", 2)),
        ("info: {}\n", ("OVL102", 1)),
        ("overlay: 1.0\n", ("OVL102", 1)),
        (f"{HEAD}x: 1e999\n", ("OVL101", 1)),
        (f"{HEAD}", ("OVL101", 1)),
        (f"{HEAD}actions: {{}}\n", ("OVL101", 3)),
        (f"{HEAD}actions:\n  - $.info\n", ("OVL101", 4)),
        (f"{HEAD}actions:\n  - target: info\n", ("OVL103", 4)),
        (f"{HEAD}actions:\n  - target: $.a\n    x-expires: 2031-02-30\n", ("OVL101", 5)),
        (f"{HEAD}actions:\n  - target: $.a\n    x-expires: 20310228\n", ("OVL101", 5)),
    ],
)
def test_what_is_wrong_has_a_line(text: str | bytes, place: tuple[str, int]) -> None:
    """Whatever is wrong is said, with the line on which it stands."""
    _, found = read(text)
    assert place in found


def test_json_with_half_a_surrogate_is_refused() -> None:
    """What no file can hold is not let into a description."""
    _, found = read('{"overlay": "1.0.0", "x-a": "\\ud800"}', "errata.json")
    assert found == [("OVL101", 1)]


DOCUMENT = {"paths": {"/a/{b}": {"get": {"parameters": [{"name": "b"}, {"name": "c"}]}}}}


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("$", 1),
        ("$.paths['/a/{b}'].get", 1),
        ("$.paths.*.*.parameters[?@.name == 'c']", 1),
        ("$..name", 2),
        ("$.paths['/a/{b}'].get.parameters[0, 0]", 1),
        ("$.nothing", 0),
    ],
)
def test_a_target_selects_each_place_once(target: str, count: int) -> None:
    """A place that a target names twice is selected once."""
    assert len(select(compile_target(target), DOCUMENT)) == count


@pytest.mark.parametrize(
    "target", ["", "paths", "$.paths[", "$.paths./a", "$[?@.a ~= 'b']", f"${'[0]' * 9}("]
)
def test_other_dialects_are_refused(target: str) -> None:
    """Only the JSONPath of RFC 9535 is read."""
    with pytest.raises(TargetError):
        compile_target(target)


def test_a_target_may_not_select_without_bound() -> None:
    """Targets that multiply what they select end in an error."""
    document = [[0] * 400] * 400
    with pytest.raises(TargetError, match="selects more than"):
        select(compile_target("$..*"), document)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: ]", "the overlay is not YAML: "),
        ("? [a]\n: b", "the overlay cannot be read: a key of a mapping must be a plain value"),
        ("a: !!set {a}", "the overlay cannot be read: the tag `tag:yaml.org,2002:set` stands for no value"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(text: str, message: str) -> None:
    """The reason reads as a sentence of English, whatever it is."""
    found: list[Diagnostic] = []
    assert read_overlay(SourceFile("overlay.yaml", text.encode()), found.append) is None
    assert found[0].message.startswith(message)
