"""One round of the fuzz session: a page is built and held to every promise.

Run by session.py under libFuzzer; the instrumented modules tell it which pages reach new code.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "properties"))
with atheris.instrument_imports(include=["mockdown"]):
    from rounds import one_round

from made_pages import damage, make_page


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """A neighbour of a page: libFuzzer's own, or one with slips of the pen, or a new page."""
    random = Random(seed)
    choice = random.random()
    if choice < 0.4:
        return bytes(atheris.Mutate(data, max_size))
    if choice < 0.9:
        return damage(random, data)[:max_size]
    return make_page(random).encode("utf-8", "replace")[:max_size]


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_round, custom_mutator=mutate)
    atheris.Fuzz()
