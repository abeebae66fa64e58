"""The packaged theme: its words, its colours, its size."""

from __future__ import annotations

import re
import tomllib

import pytest

from mockdown.site.render import THEME

CATALOGUES = sorted((THEME / "labels").glob("*.toml"))
PAIRS = [
    ("ink", "page"),
    ("ink", "surface"),
    ("muted", "page"),
    ("muted", "surface"),
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("muted", "accent-soft"),
    *((name, "page") for name in ("good", "warn", "bad", "get", "post", "put", "patch", "delete")),
    *((name, "surface") for name in ("get", "post", "put", "patch", "delete")),
    *((f"code-{name}", "surface") for name in ("ink", "key", "string", "number", "keyword", "comment")),
]


def colours() -> dict[str, tuple[str, str]]:
    sheet = (THEME / "assets" / "theme.css").read_text()
    return {m[1]: (m[2], m[3]) for m in re.finditer(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", sheet)}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ink", "paper"), PAIRS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(ink: str, paper: str, scheme: int) -> None:
    light, dark = sorted(
        (luminance(colours()[ink][scheme]), luminance(colours()[paper][scheme])), reverse=True
    )
    # WCAG 2.2, 1.4.3: 4.5 to 1 for text of any size.
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_language_has_every_message_with_the_same_gaps() -> None:
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in CATALOGUES}
    gaps = {
        language: {name: sorted(re.findall(r"{\w+}", text)) for name, text in messages.items()}
        for language, messages in read.items()
    }
    assert len(gaps) >= 2
    assert all(found == gaps["en"] for found in gaps.values())


def test_every_message_is_used() -> None:
    used = "".join(path.read_text("utf-8") for path in [*THEME.glob("*.jinja2"), *THEME.parent.glob("*.py")])
    names = tomllib.loads((THEME / "labels" / "en.toml").read_text("utf-8"))
    built = ("fact_", "rank_", "parameters_", "in_")  # their ends are put together from OpenAPI's own words
    unused = [name for name in names if not name.startswith(built) and f".{name}" not in used]
    assert unused == []


def test_styles_and_scripts_stay_small() -> None:
    sizes = {
        ending: sum(path.stat().st_size for path in (THEME / "assets").glob(f"*.{ending}"))
        for ending in ("css", "js")
    }
    assert sizes["css"] <= 30_000
    assert sizes["js"] <= 25_000
