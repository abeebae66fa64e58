"""Prints diagnostics of the open corpora, picked by a seed, for someone to read and judge.

python tests/corpora/sample_diagnostics.py --seed 1 --count 100
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from scoring import CORPORA, SCORED, VIETER, Corpus

from mockdown.diagnostics import Diagnostic
from mockdown.emit import build
from mockdown.reporting import render


def diagnostics(corpus: Corpus) -> list[Diagnostic]:
    """All that is said of a corpus, in the order in which it is said."""
    found: list[Diagnostic] = []
    build(corpus.pages(), name=corpus.name, report=found.append)
    return found


def main() -> None:
    """Pick, print, and count by code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--select", default="", help="only codes that begin with these letters")
    arguments = parser.parse_args()
    if not CORPORA.is_dir():
        parser.exit(2, f"the corpora are not there: {CORPORA}\n")
    everything = [
        (corpus.name, found)
        for corpus in (*SCORED, VIETER)
        for found in diagnostics(corpus)
        if found.code.id.startswith(arguments.select)
    ]
    chooser = random.Random(arguments.seed)  # noqa: S311 - the same hundred for all who read them
    chosen = chooser.sample(everything, min(arguments.count, len(everything)))
    for number, (name, found) in enumerate(chosen, start=1):
        print(f"--- {number} {name}")
        print(render([found], "full"))
    counted = Counter(found.code.id for _, found in everything)
    picked = Counter(found.code.id for _, found in chosen)
    print(f"{len(chosen)} of {len(everything)} diagnostics")
    for code in sorted(counted):
        print(f"  {code}: {picked[code]} of {counted[code]}")


if __name__ == "__main__":
    main()
