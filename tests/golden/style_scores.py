"""How much of each style in `styles/` is compiled as a reader would.

python tests/golden/style_scores.py [--list] [--update] [STYLE …]
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from style_facts import Fact, facts_of, open_answers

from mockdown.compiler.settings import BuildSettings
from mockdown.description import Description, read_description
from mockdown.emit import build
from mockdown.source import SourceFile

STYLES = Path(__file__).with_name("styles")
SCORES = STYLES / "scores.json"
NAMES = sorted(path.parent.name for path in STYLES.glob("*/openapi.yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the expected and the compiled description do not have in common."""

    facts: int
    missing: tuple[Fact, ...]
    extra: tuple[Fact, ...]

    @property
    def share(self) -> float:
        """What is right, of what is expected and what is found together (F1), in percent, rounded down."""
        right = self.facts - len(self.missing)
        return math.floor(2000 * right / (self.facts + right + len(self.extra))) / 10

    @property
    def counts(self) -> dict[str, float]:
        missing, extra = len(self.missing), len(self.extra)
        return {"facts": self.facts, "missing": missing, "extra": extra, "share": self.share}


def score(style: str) -> Score:
    """Compile a style and compare."""
    expected = read_description(STYLES / style / "openapi.yaml")
    result = build(tuple(_pages(style)), name=style, settings=BuildSettings(), report=lambda _: None)
    return compare(expected, Description(style, result.document))


def compare(expected: Description, compiled: Description) -> Score:
    """Compare two descriptions, leaving out what the expected one leaves open."""
    open_ = open_answers(expected)
    wanted, found = _held_to(facts_of(expected), open_), _held_to(facts_of(compiled), open_)
    return Score(
        facts=len(wanted), missing=tuple(sorted(wanted - found)), extra=tuple(sorted(found - wanted))
    )


def _held_to(facts: Iterable[Fact], open_: set[str]) -> set[Fact]:
    return {fact for fact in facts if not (_is_answer(fact) and fact[1] in open_)}


def _is_answer(fact: Fact) -> bool:
    return fact[0].startswith(("status", "response")) and fact[2] == "200"


def _pages(style: str) -> Iterable[SourceFile]:
    folder = STYLES / style
    inputs = folder / "input"
    for path in sorted(inputs.iterdir()) if inputs.is_dir() else sorted(folder.glob("input.*")):
        yield SourceFile(path.name, path.read_bytes())


def main() -> None:
    """Print a table; with --list what is missing and extra; with --update record the counts."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("styles", nargs="*", default=NAMES)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    scores = {style: score(style) for style in arguments.styles}
    for style, found in scores.items():
        print(f"{style:36} {found.counts}")
        for sign, facts in (("-", found.missing), ("+", found.extra)) if arguments.list else ():
            print(*(f"    {sign} {' | '.join(fact)}" for fact in facts), sep="\n")
    if arguments.update:
        counts = {style: found.counts for style, found in scores.items()}
        SCORES.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
