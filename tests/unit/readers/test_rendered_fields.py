"""Parameters that a page lists without a table, and tables with every cell on a line of its own."""

from __future__ import annotations

import pytest

from mockdown.readers.pasted import restore_page
from mockdown.readers.rendered_fields import find_field
from mockdown.source import Line, SourceFile


def restored(text: str) -> str:
    file = SourceFile("page.md", text.encode())
    lines = [Line(line, file, number) for number, line in enumerate(file.lines, start=1)]
    return "\n".join(line.text for line in restore_page(lines).lines)


FIELDS = [
    (["limit integer required"], ["`limit` (integer, required)"]),
    (["tags array of strings"], ["`tags` (array of strings)"]),
    (["limit", "integer", "required", "How many"], ["`limit`", "(integer,", "required)"]),
    (["uid – the lion's name"], ["`uid` – the lion's name"]),
    (["uid: the lion's name"], ["`uid`: the lion's name"]),
]


@pytest.mark.parametrize(("texts", "written"), FIELDS)
def test_a_field_is_known_by_its_type_or_dash(texts: list[str], written: list[str]) -> None:
    """A name counts as a field only with a word about it, on its line or the next ones."""
    assert find_field(texts, 0) == written


@pytest.mark.parametrize(
    "texts", [["Lions", "are cats"], ["string", "string"], ["All of them are required"], ["name"]]
)
def test_text_is_no_field(texts: list[str]) -> None:
    """A word that nothing is said of is text."""
    assert find_field(texts, 0) is None


PAGE = """\
Rename a lion
put
https://api.zoo.example/v1/lions/{id}
Gives a lion another name.
Path Params
id
string
required
The id of the lion
Body Params
name string required
What to call it
Responses
Status
Meaning
Schema
200
OK
zoo.Lion
404
Not Found
Errors
Name
Type
Required
Description
code
integer
true
What <went> wrong
hint
string
false
"""

MARKDOWN = """\
# Rename a lion

`PUT
https://api.zoo.example/v1/lions/{id}`

Gives a lion another name.

## Path Params

- `id`
  (string,
  required)
  – The id of the lion

## Body Params

- `name` (string, required)
  – What to call it

## Responses

<table><tr><th>Status</th>
<th>Meaning</th>
<th>Schema</th></tr>
<tr><td>200</td>
<td>OK</td>
<td>zoo.Lion</td></tr>
<tr><td>404</td>
<td>Not Found</td><td></td></tr></table>

## Errors

<table><tr><th>Name</th>
<th>Type</th>
<th>Required</th>
<th>Description</th></tr>
<tr><td>code</td>
<td>integer</td>
<td>true</td>
<td>What &lt;went&gt; wrong</td></tr>
<tr><td>hint</td>
<td>string</td>
<td>false</td><td></td></tr></table>"""


def test_lists_and_stacked_tables_come_back() -> None:
    """Each line stays a line, so that each knows where it was."""
    assert restored(PAGE) == MARKDOWN


def test_rows_that_stand_apart_are_one_table() -> None:
    """Empty lines between rows do not end a table, while text does."""
    text = restored(
        "Lions\n\nGET /lions\n\nResponses\n\nStatus Description\n\n200 Found\n\n404 Not there\n\nOr not.\n"
    )
    assert "| 200 | Found |\n| 404 | Not there |\n\nOr not." in text


def test_a_table_of_values_has_one_column() -> None:
    """Under a heading that announces values, a lone title heads a column of them."""
    text = restored("Lions\n\nGET /lions\n\nEnumerated Values\n\nValue\nyoung\nold\n")
    assert "| Value |\n| --- |\n| young |\n| old |" in text


def test_no_break_spaces_become_spaces() -> None:
    """What keeps words together on a page would break tables and JSON."""
    assert '\n  "a": 1\n' in restored('Lions\n\nGET /lions\n\nResponse\n\n{\n\u00a0\u00a0"a":\u00a01\n}\n')
