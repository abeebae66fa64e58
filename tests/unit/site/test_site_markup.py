"""Markdown of descriptions."""

from __future__ import annotations

import pytest

from mockdown.site.markup import inline, markdown, plain


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='jAvaScript:alert(1)'>x</a>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<svg><script>alert(1)</script></svg>",
        '<p style="position:fixed;inset:0">x</p>',
        "<iframe src=https://example.com></iframe>",
        '![x" onerror="alert(1)](https://example.com/i.png)',
        "<style>body{display:none}</style>",
        "```html\n<script>alert(1)</script>\n```",
        "<b onclick=alert(1)>x",
    ],
)
def test_nothing_in_a_description_runs_or_loads(hostile: str) -> None:
    html = markdown(hostile).lower()
    for forbidden in ("<script", "<img", "<svg", "<iframe", "<style", "style=", "javascript:", "data:"):
        assert forbidden not in html
    assert "onerror=" not in html.replace("onerror=&quot;", "").replace('x" onerror=', "")
    assert "onclick" not in html


def test_headings_of_a_description_stand_below_those_of_the_page() -> None:
    assert markdown("# One\n\n##### Five") == "<h3>One</h3>\n<h4>Five</h4>"


def test_relative_links_lose_their_target_and_absolute_ones_keep_it() -> None:
    html = markdown("[a](other.md#x) [b](https://example.com/)")
    assert "<a>a</a>" in html
    assert 'href="https://example.com/"' in html


def test_template_syntax_is_text() -> None:
    assert "{{ 7*7 }}" in markdown("{{ 7*7 }}")


def test_an_image_becomes_a_link() -> None:
    assert '<a href="https://example.com/i.png"' in markdown("![A picture](https://example.com/i.png)")


def test_plain_text_of_a_description_is_its_first_paragraph_without_marks() -> None:
    assert plain("Some *text* & `code`.\n\nMore.") == "Some text & code."
    assert plain("word " * 100).endswith("…")


def test_one_line_of_markdown_has_no_paragraph() -> None:
    assert inline("the header `X-Key`") == "the header <code>X-Key</code>"
