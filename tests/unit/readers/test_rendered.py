"""Text copied out of rendered pages becomes the Markdown that it was rendered from."""

from __future__ import annotations

import re

import pytest

from mockdown.readers.pasted import restore, restore_page
from mockdown.source import Line, SourceFile


def lines_of(text: str) -> list[Line]:
    file = SourceFile("page.md", text.encode())
    return [Line(line, file, number) for number, line in enumerate(file.lines, start=1)]


def restored(text: str) -> str:
    return "\n".join(line.text for line in restore_page(lines_of(text)).lines)


SITE = """\
Skip to main content

Lion

Endpoint

GET  /v1/lions/:name

Permissions

Keepers only!

Responses

Status CodeDescription
200indicates the lion was found
404indicates that no lion has that name

Sample

caution

Lions bite.

Note: the door must be shut.

Request

curl \\
-H "Authorization: Bearer <token>" \\
"https://zoo.example/v1/lions/leo"

Response

{
"name": "leo",

"cubs": []
}

Edit this page
Last updated on Mar 4, 2025
"""

SITE_MARKDOWN = """\
# Lion

## Endpoint

`GET /v1/lions/:name`

## Permissions

Keepers only!

## Responses

| Status Code | Description |
| --- | --- |
| 200 | indicates the lion was found |
| 404 | indicates that no lion has that name |

## Sample

> [!CAUTION]
> Lions bite.

Note: the door must be shut.

### Request

```shell
curl \\
-H "Authorization: Bearer <token>" \\
"https://zoo.example/v1/lions/leo"
```

### Response

```json
{
"name": "leo",

"cubs": []
}
```"""

GENERATED = """\
Lions

The king of the API.

Rename lion

Code samples

# Example request using curl
curl -X PUT http://zoo.example/api/lions/{lion}/name \\
  -H 'Content-Type: application/json' \\
  -d '{
    "name": "leo"
  }'

PUT /lions/{lion}/name

Body parameter

{
  "name": "string"
}

Parameters

Name In Type Required Description
lion path string(uuid) true Lion ID, or me
body body zoo.NameRequest true Name to give
» [any key] body array of zoo.Alias false

Responses

Status Meaning Description Schema
200 OK OK zoo.Lion
404 Not Found No such lion
422 Unprocessable Entity The name is taken array of zoo.Error

Roar

Code samples

curl -X POST http://zoo.example/api/roar

POST /roar

Responses

Status Meaning Description Schema
204 No Content No Content
"""

GENERATED_MARKDOWN = """\
# Lions

The king of the API.

## Rename lion

### Code samples

```shell
# Example request using curl
curl -X PUT http://zoo.example/api/lions/{lion}/name \\
  -H 'Content-Type: application/json' \\
  -d '{
    "name": "leo"
  }'
```

`PUT /lions/{lion}/name`

> Body parameter

```json
{
  "name": "string"
}
```

### Parameters

| Name | In | Type | Required | Description |
| --- | --- | --- | --- | --- |
| `lion` | path | string(uuid) | true | Lion ID, or me |
| `body` | body | zoo.NameRequest | true | Name to give |
| » [any key] | body | array of zoo.Alias | false |  |

### Responses

| Status | Meaning | Description | Schema |
| --- | --- | --- | --- |
| 200 | OK | OK | zoo.Lion |
| 404 | Not Found | No such lion |  |
| 422 | Unprocessable Entity | The name is taken | array of zoo.Error |

## Roar

### Code samples

```shell
curl -X POST http://zoo.example/api/roar
```

`POST /roar`

### Responses

| Status | Meaning | Description | Schema |
| --- | --- | --- | --- |
| 204 | No Content | No Content |  |"""

TABBED = """\
Lions¶
Find a lion¶
GET /lions/{name}
Finds one lion by its name.
Path Parameters¶
Name\tType\tDescription
name\tstring\tWhat the lion is called, a|b
Response¶
HTTP/1.1 200 OK
Content-Type: application/json

{"name": "leo", "tags": ["<big>"]}
Status Codes¶
200 – OK
404 – Not found
"""

TABBED_MARKDOWN = """\
# Lions

## Find a lion

`GET /lions/{name}`

Finds one lion by its name.

### Path Parameters

| Name | Type | Description |
| --- | --- | --- |
| `name` | string | What the lion is called, a\\|b |

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"name": "leo", "tags": ["<big>"]}
```

### Status Codes

- 200 – OK
- 404 – Not found"""

SHELF = """\
Feed a lion
shell
curl -X POST "https://zoo.example/lions/1/meals"
The above command returns JSON structured like this:
{
  "meal": 7
}
This endpoint feeds a lion.

HTTP Request
POST https://zoo.example/lions/<ID>/meals

URL Parameters
Parameter Description
ID The ID of the lion to feed
Remember — a hungry lion is a loud lion!
"""

SHELF_MARKDOWN = """\
# Feed a lion

```shell
curl -X POST "https://zoo.example/lions/1/meals"
```

The above command returns JSON structured like this:

```json
{
  "meal": 7
}
```

This endpoint feeds a lion.

## HTTP Request

`POST https://zoo.example/lions/<ID>/meals`

## URL Parameters

| Parameter | Description |
| --- | --- |
| `ID` | The ID of the lion to feed |"""


@pytest.mark.parametrize(
    ("page", "markdown"),
    [(SITE, SITE_MARKDOWN), (GENERATED, GENERATED_MARKDOWN), (TABBED, TABBED_MARKDOWN)],
    ids=["cells-joined-by-nothing", "cells-joined-by-a-space", "cells-joined-by-tabs"],
)
def test_pages_come_back_whole(page: str, markdown: str) -> None:
    """Headings, code, tables and notes stand as on the page."""
    assert restored(page) == markdown


def test_a_page_with_its_code_between_the_text() -> None:
    """Code, labels of languages and absolute addresses are known without a mark."""
    assert restored(SHELF).startswith(SHELF_MARKDOWN)


def test_a_rendered_view_on_a_code_host() -> None:
    """The host's head goes first, then the rendered text is rebuilt."""
    head = "zoo/docs/lion.md\n\n22 KiB\n\n"
    text = SITE.removeprefix("Skip to main content\n\n")
    assert restored(head + text) == SITE_MARKDOWN


def test_every_line_of_a_page_is_kept_or_counted_as_chrome() -> None:
    """Only empty lines and the site's own words are not in the rebuilt text."""
    lines = lines_of(SITE)
    page = restore_page(lines)
    kept = {line.number for line in page.lines} | {line.number for line in page.chrome}
    assert all(line.number in kept for line in lines if line.text.strip())
    assert [line.text for line in page.chrome] == [
        "Skip to main content",
        "Edit this page",
        "Last updated on Mar 4, 2025",
    ]


def test_rebuilt_lines_keep_their_numbers() -> None:
    """Each line of code, each row and each heading is where it was; added lines are where they belong."""
    numbers = {line.text: line.number for line in restore_page(lines_of(SITE)).lines}
    for text, number in {
        "# Lion": 3,
        "`GET /v1/lions/:name`": 7,
        "| --- | --- |": 15,
        "| 404 | indicates that no lion has that name |": 17,
        "> [!CAUTION]": 21,
        '"cubs": []': 38,
    }.items():
        assert numbers[text] == number


def test_a_method_and_a_path_on_two_lines() -> None:
    """A badge and its path are one announcement, and both lines stay."""
    text = restored("Roar\n\nget\n\n/lions/{id}/roar\n\nResponses\n\n200 OK\n\n{\n}\n")
    assert "`GET\n/lions/{id}/roar`" in text
    assert "### 200 OK\n\n```json" in text


TWO_OPERATIONS = """\
List lions

GET /lions

Parameters

None.

Count lions

HEAD /lions

Responses

None.
"""


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .*$", restored(text), re.MULTILINE)


def test_parts_stand_under_their_operation() -> None:
    """Whatever belongs to an operation is below its title, so that the next one ends it."""
    operations = ["## List lions", "### Parameters", "## Count lions", "### Responses"]
    assert headings("Lions\n\n" + TWO_OPERATIONS) == ["# Lions", *operations]


def test_operations_without_a_page_title_are_siblings() -> None:
    """The first operation does not swallow the second."""
    assert headings(TWO_OPERATIONS) == ["## List lions", "### Parameters", "## Count lions", "### Responses"]


def test_navigation_is_not_headings() -> None:
    """A long row of titles with nothing under them leads elsewhere."""
    menu = "Guides\nInstall\nUpgrade\nReference\nTigers\nBears\nLions"
    text = restored(f"{menu}\n\nRoar\n\nPOST /roar\n\nResponses\n\n200OK\n")
    assert "# Guides" not in text
    assert "# Roar" in text


def test_text_that_looks_like_marks_stays_text() -> None:
    """What a site shows is text: angle brackets, stars and hashes are no marks."""
    text = restored("Lions\n\nGET /lions\n\nParameters\n\nGive <name> or *.\n#1 is the oldest.\n# alone\n")
    assert "Give \\<name> or \\*." in text
    assert "\\# alone" in text


ORDINARY = {
    "atx": "# Lions\n\n## List\n\nGET /lions\n\nParameters\n\nName Description\nname Its name\n",
    "fence": "GET /lions\n\n```\n{\n}\n```\n\nParameters\n",
    "setext": "Lions\n=====\n\nGET /lions\n\nParameters\n\n{\n}\n",
    "table": "GET /lions\n\nParameters\n\nName | Type\n---- | ----\nname | string\n",
    "code-span": "GET /lions\n\nParameters\n\nUse `name`.\n",
    "prose": "Lions are cats.\n\nParameters\n\nGET around.\n",
    "no-part": "GET /lions\n\nLists the lions of the zoo.\n",
    "html": "<div>\n\nGET /lions\n\nParameters\n\n</div>\n",
    "title-alone": "# Lions\n\nGET /lions\n\nParameters\n\n{\n}\n",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_markdown_is_not_taken_for_a_rendered_page(name: str) -> None:
    """A page with any of Markdown's marks, or without an API's parts, stays as it is."""
    lines = lines_of(ORDINARY[name])
    assert restore(lines, lambda _: None) is lines
