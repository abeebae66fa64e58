"""Rows that were joined to a line are parted again by what their columns hold."""

from __future__ import annotations

import pytest

from mockdown.readers.rendered_cells import fits, split_row
from mockdown.readers.rendered_tables import Joint, find_header
from mockdown.vocabularies.columns import Column

HEADERS = {
    "Status CodeDescription": (Joint.NOTHING, [Column.STATUS, Column.DESCRIPTION]),
    "NameTypeRequiredDescription": (
        Joint.NOTHING,
        [Column.NAME, Column.TYPE, Column.REQUIRED, Column.DESCRIPTION],
    ),
    "Status Meaning Description Schema": (
        Joint.SPACE,
        [Column.STATUS, Column.MEANING, Column.DESCRIPTION, Column.SCHEMA],
    ),
    "Param Type Required Description": (
        Joint.SPACE,
        [Column.NAME, Column.TYPE, Column.REQUIRED, Column.DESCRIPTION],
    ),
    "Parameter Default Description": (Joint.SPACE, [Column.NAME, Column.DEFAULT, Column.DESCRIPTION]),
    "Code Status Description Schema": (
        Joint.SPACE,
        [Column.STATUS, Column.MEANING, Column.DESCRIPTION, Column.SCHEMA],
    ),
    "HTTP Code  Reason": (Joint.SPACES, [Column.STATUS, Column.MEANING]),
    "Field\tWhatever\tNotes": (Joint.TAB, [Column.NAME, Column.NONE, Column.DESCRIPTION]),
}


@pytest.mark.parametrize("text", HEADERS)
def test_a_header_row_is_known_by_its_words(text: str) -> None:
    """A line that holds nothing but titles of columns heads a table."""
    header = find_header([text, "x\ty\tz"])
    assert header is not None
    assert (header.joint, list(header.columns)) == HEADERS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Path Parameters",
        "Response Schema",
        "Description",
        "Request Headers",
        "The name and type",
        "Name of the lion",
        "",
    ],
)
def test_a_heading_is_no_header_row(text: str) -> None:
    """Titles made of the same words as columns are not taken for tables."""
    assert find_header([text, "something below"]) is None


ROWS = [
    ("Status Meaning Description Schema", "200 OK OK zoo.Lion", ("200", "OK", "OK", "zoo.Lion")),
    ("Status Meaning Description Schema", "200 OK OK", ("200", "OK", "OK", "")),
    (
        "Status Meaning Description Schema",
        "200 OK All of them array of zoo.Lion",
        ("200", "OK", "All of them", "array of zoo.Lion"),
    ),
    ("Status Meaning Description Schema", "404 Not Found Not Found", ("404", "Not Found", "Not Found", "")),
    ("Status Meaning Description Schema", "200 OK gives a string", ("200", "OK", "gives a string", "")),
    (
        "Name In Type Required Description",
        "» [any key] body array of zoo.Cub false Its cubs",
        ("» [any key]", "body", "array of zoo.Cub", "false", "Its cubs"),
    ),
    ("Name In Type Required Description", "q query string false", ("q", "query", "string", "false", "")),
    ("Parameter Default Description", "limit 10 How many", ("limit", "10", "How many")),
    ("Parameter Default Description", "limit How many", ("limit", "", "How many")),
    ("Name Type Description Default", "limit integer How many 25", ("limit", "integer", "How many", "25")),
    ("Method Endpoint Description", "GET /lions All lions", ("GET", "/lions", "All lions")),
    (
        "NameTypeRequiredDescription",
        "cubsarray of zoo.CubfalseIts cubs",
        ("cubs", "array of zoo.Cub", "false", "Its cubs"),
    ),
    (
        "NameTypeRequiredDescription",
        "agestring(date-time)trueSince when",
        ("age", "string(date-time)", "true", "Since when"),
    ),
    (
        "NameInTypeRequiredDescription",
        "lionpathstringtrueLion ID",
        ("lion", "path", "string", "true", "Lion ID"),
    ),
    ("NameDescription", "lionNameName of it", ("lionName", "Name of it")),
    ("NameDescription", "per_pagenumber of lions", ("per_page", "number of lions")),
    ("NameDescription", "maned_atwhen it got its mane", ("maned_at", "when it got its mane")),
    ("Status CodeDescription", "200it was found", ("200", "it was found")),
    ("StatusMeaningDescriptionSchema", "200OKOKzoo.Lion", ("200", "OK", "OK", "zoo.Lion")),
    ("Name\tType\tDescription", "lion\tstring\t", ("lion", "string", "")),
    ("Name\tType\tDescription", "goes on", ("", "", "goes on")),
    ("Name  Type  Description", "lion  string  Its  name", ("lion", "string", "Its  name")),
]


@pytest.mark.parametrize(("head", "row", "cells"), ROWS)
def test_rows_are_parted(head: str, row: str, cells: tuple[str, ...]) -> None:
    """Each cell goes to the column whose kind it is of; empty ones are found as well."""
    header = find_header([head, row])
    assert header is not None
    assert split_row(row, header, lambda: frozenset({"maned_at", "maned"})) == cells


def test_a_sentence_is_no_row() -> None:
    """Text that follows a table directly is told from a row by the cells it lacks."""
    header = find_header(["Name Type Description", "lion string Its name"])
    assert header is not None
    assert fits("lion string Its name", header, frozenset)
    assert not fits("To pet a lion you must be brave.", header, frozenset)
