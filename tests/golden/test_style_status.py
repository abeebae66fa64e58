"""Which styles were compiled right at first sight, and which are right now."""

from __future__ import annotations

import re
import tomllib

import pytest
from style_scores import NAMES, STYLES, score

STATUS = tomllib.loads((STYLES / "status.toml").read_text(encoding="utf-8"))
RIGHT = [name for name, status in STATUS.items() if status["right"]]


@pytest.mark.parametrize("style", RIGHT)
def test_right_stays_right(style: str) -> None:
    """A style that was compiled as a reader would is so still."""
    found = score(style)
    assert (found.missing, found.extra) == ((), ())


def test_every_style_has_a_first_sight() -> None:
    """No style is left out of the account, and the account says nothing but right or wrong."""
    assert sorted(STATUS) == sorted(NAMES)
    for status in STATUS.values():
        assert re.fullmatch(r"right|wrong: .+", status["first_sight"])
