"""Reads what is said of a field in items nested below its name: `Type: string`, `Required: yes`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mockdown.extractors.field_words import read_aside
from mockdown.readers.blocks import Block, ListBlock, Paragraph

_LABELLED = re.compile(r"^(?P<label>[A-Za-z][A-Za-z ]{1,20}?)\s*[:：]\s*(?P<value>.*)$", re.DOTALL)
_LABELS = {
    word: kind
    for kind, words in {
        "type": "type, data type",
        "required": "required, mandatory",
        "optional": "optional",
        "default": "default, default value",
        "values": "values, allowed values, possible values, valid values, enum, one of",
        "example": "example, sample, example value",
        "description": "description, details, meaning",
        "bound": "minimum, maximum, min, max, min length, max length, pattern, format",
    }.items()
    for word in words.split(", ")
}
_YES = ("yes", "true", "y", "required", "mandatory", "always")
_NO = ("no", "false", "n", "optional")


def nested_facts(block: Block) -> Mapping[str, str] | None:
    """The facts of a list that holds nothing but labels of what fields have; a type must be among them."""
    if not isinstance(block, ListBlock):
        return None
    facts: dict[str, str] = {}
    for item in block.items:
        first = item.blocks[0] if len(item.blocks) == 1 else None
        found = _LABELLED.match(first.text.strip()) if isinstance(first, Paragraph) else None
        kind = _LABELS.get(found["label"].lower()) if found is not None else None
        if kind is None or found is None:
            return None
        words = found["value"].strip()
        facts[kind] = f"{facts[kind]}, {words}" if kind in facts else _worded(kind, found["label"], words)
    return facts if "type" in facts and len(facts) > 1 else None


def _worded(kind: str, label: str, words: str) -> str:
    return f"{label}: {words}" if kind == "bound" else words


def asides_of(facts: Mapping[str, str]) -> list[str]:
    """The words that tell a field's type and duty, as they would stand in brackets behind its name."""
    asides = [facts["type"].strip("`*")]
    needed = _duty(facts)
    if needed is not None:
        asides.append("required" if needed else "optional")
    return [aside for aside in asides if not read_aside(aside).schema.is_unknown or aside is not asides[0]]


def _duty(facts: Mapping[str, str]) -> bool | None:
    for kind, yes in (("required", True), ("optional", False)):
        word = facts.get(kind, "").strip("`*. ").lower().partition(" ")[0].rstrip(",;")
        if word in _YES:
            return yes
        if word in _NO:
            return not yes
    return None


def text_of(facts: Mapping[str, str]) -> str:
    """The default, the values and the bounds of a field as a text says them."""
    said = []
    if facts.get("values"):
        values = [value.strip(" `*\"'") for value in re.split(r",|\bor\b|\|", facts["values"])]
        said.append("One of: " + ", ".join(f"`{value}`" for value in values if value) + ".")
    default = facts.get("default", "").strip("`*\"' ")
    if default and default.lower() not in ("none", "-", "n/a"):
        said.append(f"Default: `{default}`.")
    if "bound" in facts:
        said.append(facts["bound"] + ".")
    return " ".join((facts.get("description", ""), *said)).strip()
