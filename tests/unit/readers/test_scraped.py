"""Pages copied from a code host: only the document stays, each line where it was."""

from __future__ import annotations

import pytest

from mockdown.diagnostics import Diagnostic
from mockdown.readers.pasted import restore, restore_page
from mockdown.source import Line, SourceFile


def lines_of(text: str) -> list[Line]:
    file = SourceFile("page.md", text.encode())
    return [Line(line, file, number) for number, line in enumerate(file.lines, start=1)]


def restored(text: str) -> str:
    return "\n".join(line.text for line in restore_page(lines_of(text)).lines)


FORGE = """\
Explore
Help
Sign in
zoo/keeper
mirror of
https://forge.example/zoo/keeper.git
synced 2025-03-04 05:06:07 +00:00
0f1e2d3c4b
Feed the lions before the visitors come
All checks were successful
ci/build/pr Pipeline was successful
9 lines
310 B
Markdown
Raw Permalink Blame History
# Lions
<aside class="notice">
Keep the door shut.
</aside>
## List lions
Answers with every lion.
`GET /lions`
### Query Parameters
Parameter | Description
--------- | -----------
name | What the lion is called
Lions without a name come last.
> Beware
Feeding is not described here.
"""


def test_a_forges_chrome_goes_and_lost_empty_lines_come_back() -> None:
    """The document starts at its first heading, and blocks that ran together are parted."""
    assert (
        restored(FORGE)
        == """\
# Lions
<aside class="notice">
Keep the door shut.
</aside>

## List lions
Answers with every lion.

`GET /lions`

### Query Parameters
Parameter | Description
--------- | -----------
name | What the lion is called

Lions without a name come last.

> Beware

Feeding is not described here.
"""
    )


def test_every_line_is_kept_or_counted_as_chrome() -> None:
    """No line vanishes: what is not in the document is listed as chrome."""
    lines = lines_of(FORGE)
    page = restore_page(lines)
    kept = {line.number for line in page.lines}
    chrome = {line.number for line in page.chrome}
    assert kept | chrome == {line.number for line in lines}
    assert not kept & chrome
    assert chrome == set(range(1, 16))


def test_lines_keep_their_numbers() -> None:
    """A line of the document knows where it stood in the copy."""
    heading = next(line for line in restore_page(lines_of(FORGE)).lines if line.text == "## List lions")
    assert heading.number == 20


def test_it_is_told_what_a_page_was_read_as() -> None:
    """Reading a copy is reported at the line where the document starts."""
    found: list[Diagnostic] = []
    restore(lines_of(FORGE), found.append)
    assert [(item.code.id, str(item.location)) for item in found] == [
        ("MDN202", "page.md:16"),
        ("MDN203", "page.md:16"),
    ]


DOCUMENT = """\
# Lions

## List lions

```http
GET /lions
```

| Name | Type |
|------|------|
| name | string |"""

HEADS = {
    "hub": "Skip to content\nzoo\n/\nkeeper\nPublic\nCode\nIssues\n12\nFiles\nkeeper/docs\n/lions.md\nada\n"
    "fix: doors\n8c2f0b1 · 2 years ago\nHistory\n11 lines (8 loc) · 120 Bytes\nPreview\nCode\nBlame\nRaw\n"
    "Copy raw file\n",
    "lab": "Zoo\nKeeper\nRepository\nkeeper\ndocs\nlions.md\nFind file\nBlame\nHistory\nPermalink\n"
    "fix: doors\nAda Lovelace authored 3 months ago\n8c2f0b1d\nlions.md 120 B\nEdit\nWeb IDE\n",
    "cgit": "index : keeper.git\nThe keeper's notes\nsummaryrefslogtreecommitdiff\npath: root/docs/lions.md\n"
    "blob: 8c2f0b1d0f1e2d3c4b5a69788796a5b4c3d2e1f0 (plain)\n",
    "gogs": "This repository has been archived on 2024-01-02. You can view files and clone it.\n"
    "keeper/docs/lions.md\nAda 0f1e2d3c4b5a fix: doors\n1 year ago\n\n11 lines\n120 B\nRaw Blame History\n\n",
}


@pytest.mark.parametrize("host", HEADS)
def test_the_heads_of_many_hosts_are_known(host: str) -> None:
    """Where a file is shown does not matter: path, size, commit and buttons go."""
    assert restored(HEADS[host] + DOCUMENT) == DOCUMENT


@pytest.mark.parametrize(
    "foot",
    [
        "Powered by Forge\nVersion: 1.2.3 Page: 20ms Template: 3ms\nEnglish\nLicenses\nAPI",
        "© 2025 The Forge, Inc.\nTerms\nPrivacy",
    ],
)
def test_a_footer_goes_with_the_head(foot: str) -> None:
    """What a host prints under its pages is no part of the document."""
    assert restored(f"{HEADS['hub']}{DOCUMENT}\n\n{foot}").rstrip() == DOCUMENT


def numbered(separator: str) -> str:
    return "\n".join(
        f"{number:4}{separator}{line}".rstrip() for number, line in enumerate(DOCUMENT.split("\n"), 1)
    )


@pytest.mark.parametrize("separator", [" | ", "\t", "  ", ": "])
def test_line_numbers_before_lines_go(separator: str) -> None:
    """A column of rising numbers beside the text is a gutter."""
    assert restored(numbered(separator)) == DOCUMENT


def test_line_numbers_between_lines_go() -> None:
    """Numbers on lines of their own are a gutter; a number without a line was an empty one."""
    between = "\n".join(
        f"{number}\n{line}" if line else str(number) for number, line in enumerate(DOCUMENT.split("\n"), 1)
    )
    assert restored(between) == DOCUMENT


def test_line_numbers_before_the_document_go() -> None:
    """Numbers that were copied as a block stand before the whole text."""
    block = "\n".join(str(number) for number in range(1, DOCUMENT.count("\n") + 2))
    assert restored(f"{HEADS['lab']}{block}\n{DOCUMENT}") == DOCUMENT


def test_a_lone_pipe_for_each_empty_line() -> None:
    """Where text lines follow each other directly, a lone `|` is an empty line."""
    text = HEADS["gogs"].replace("\n\n", "\n") + DOCUMENT.replace("\n\n", "\n|\n") + "\n|\nMore.\n|\nMore.\n|"
    assert restored(text).startswith(DOCUMENT)
    assert "\n|\n" not in restored(text)


@pytest.mark.parametrize("period", [1, 2, 3])
def test_lone_pipes_beside_every_line(period: int) -> None:
    """Where `|` stand between all lines, one more round of them is an empty line."""
    pipes = "\n|" * period
    text = "\n".join((line or "") + pipes for line in DOCUMENT.split("\n"))
    text = "\n".join(line for line in text.split("\n") if line)
    assert restored(text) == DOCUMENT


ORDINARY = {
    "headed": "# Lions\n\nA table of sizes: 2.5 KiB\n\n## 80 lines\n\n`GET /lions`\n",
    "front-matter": "---\ntitle: Lions\n---\n\nRaw\n\n## Lions\n",
    "size-first": "2.5 KiB\n\n# How large a lion is\n",
    "numbers-in-a-list": "1. one\n2. two\n3. three\n4. four\n5. five\n\n# Title\n",
    "numbers-in-a-table": "# Ids\n\nId | Name\n-- | ----\n1 | one\n2 | two\n3 | three\n4 | four\n5 | five\n",
    "pipes-in-code": "# Lions\n\n```\na\n|\nb\n|\nc\n|\nd\n|\ne\n|\nf\n```\n\nText\n\nMore\n\nMore\n",
    "no-empty-line": "# Lions\nAll of them.\n## One\nText",
    "footer": "# Lions\n\nText\n\nPowered by steam\n",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_markdown_stays_as_it_is(name: str) -> None:
    """Without the marks of a copied page nothing is touched: the very same list comes back."""
    lines = lines_of(ORDINARY[name])
    assert restore(lines, lambda _: None) is lines


def test_lost_empty_lines_are_put_back_without_a_host() -> None:
    """A long page that has no empty line at all has lost them."""
    text = "# A\nOne.\n## B\n| a | b |\n|---|---|\n| 1 | 2 |\nTwo.\nThree.\n- x\n---\n## C\nEnd."
    assert "| 1 | 2 |\n\nTwo." in restored(text)
    assert "- x\n\n---\n## C" in restored(text)


def test_front_matter_is_not_parted() -> None:
    """The dashes that close the front matter belong to it."""
    text = "---\ntitle: Lions\n---\n# A\nOne.\n## B\nTwo.\n## C\nThree.\n> quote\nFour."
    assert restored(text).startswith("---\ntitle: Lions\n---\n# A\n")
