"""Codes have one form, are each used, and are each shown to someone."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockdown import codes
from mockdown.diagnostics import Code

SOURCE = Path(__file__).parents[2] / "src" / "mockdown"
FAMILIES = re.findall(r"`([A-Z]{3})`", codes.__doc__ or "")
NAMES = {name: value for name, value in vars(codes).items() if isinstance(value, Code)}


def used_codes() -> Iterator[str]:
    """The codes that modules name; those in docstrings are examples."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}.get(type(node))
            if name and re.fullmatch(r"[A-Z]{3}\d{3}", getattr(node, name)):
                yield getattr(node, name)


@pytest.mark.parametrize("code", codes.ALL, ids=lambda code: code.id)
def test_a_code_has_letters_kind_and_name(code: Code) -> None:
    """Letters are those of a family, hundreds one of the four kinds, the name words with dashes."""
    assert re.fullmatch(r"[A-Z]{3}[1-4]\d\d", code.id)
    assert code.id[:3] in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
    assert code.summary
    assert not code.summary.endswith(".")


def test_no_code_and_no_name_is_given_twice() -> None:
    """Each code has its own id and its own name, and is called in Python as it is written."""
    assert [name for name, count in Counter(code.id for code in codes.ALL).items() if count > 1] == []
    assert [name for name, count in Counter(code.name for code in codes.ALL).items() if count > 1] == []
    assert {name: code.id for name, code in NAMES.items() if name != code.id} == {}
    assert set(NAMES.values()) == set(codes.ALL)


def test_every_code_is_used_and_every_code_used_exists() -> None:
    """A code that nothing reports is a promise that is not kept."""
    used = set(used_codes())
    known = {code.id for code in codes.ALL}
    assert {"never reported": sorted(known - used), "not in codes.py": sorted(used - known)} == {
        "never reported": [],
        "not in codes.py": [],
    }
