"""Header rows in many words mean few columns."""

from __future__ import annotations

import pytest

from mockdown.vocabularies.columns import Column, column_of


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Name", Column.NAME),
        ("**Parameter**", Column.NAME),
        ("Attribute", Column.NAME),
        ("Query Parameter", Column.NAME),
        ("In", Column.LOCATION),
        ("Located in", Column.LOCATION),
        ("Type", Column.TYPE),
        ("Data type", Column.TYPE),
        ("Required", Column.REQUIRED),
        ("Mandatory?", Column.REQUIRED),
        ("Optional", Column.OPTIONAL),
        ("Nullable", Column.NULLABLE),
        ("Default", Column.DEFAULT),
        ("Example", Column.EXAMPLE),
        ("Allowed values", Column.ENUM),
        ("Description", Column.DESCRIPTION),
        ("Notes", Column.DESCRIPTION),
        ("Status code", Column.STATUS),
        ("Code", Column.STATUS),
        ("Meaning", Column.MEANING),
        ("Schema", Column.SCHEMA),
        ("Method", Column.METHOD),
        ("HTTP verb", Column.METHOD),
        ("Endpoint", Column.PATH),
        ("Permission", Column.SCOPE),
        ("Colour of the sky", Column.NONE),
        ("", Column.NONE),
    ],
)
def test_column(heading: str, column: Column) -> None:
    """A heading is known by its words, whatever marks stand around them."""
    assert column_of(heading) is column
