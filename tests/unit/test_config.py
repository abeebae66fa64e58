from __future__ import annotations

from pathlib import Path

import pytest

from mockdown.config import Config, did_you_mean, find_config, load_config
from mockdown.diagnostics import MockdownError


def configured(folder: Path, text: str | bytes) -> Config:
    (folder / "mockdown.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(folder)


def complaints(folder: Path, text: str | bytes) -> list[tuple[str, int | None, str]]:
    """Code, line and message of all that is wrong."""
    with pytest.raises(MockdownError) as caught:
        configured(folder, text)
    return [
        (found.code.id, found.primary.span.location.line if found.primary else None, found.message)
        for found in caught.value.diagnostics
    ]


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    """No mockdown.toml is a configuration too."""
    config = load_config(tmp_path)
    assert (config.path, dict(config.apis), config.outputs.site) == (None, {}, "docs_site/_build")


def test_an_api_needs_its_name_only(tmp_path: Path) -> None:
    """An empty table is an API whose pages stand in docs/<api>."""
    api = configured(tmp_path, "[apis.shop]\n").apis["shop"]
    assert (api.pages, api.description, api.mocks) == (("docs/shop",), "openapi/shop.yaml", "mocks/shop")
    assert (api.openapi, api.implied_responses, api.title) == ("3.0", True, None)


def test_every_setting_of_an_api_is_read(tmp_path: Path) -> None:
    """What is written is what holds."""
    text = """
    [apis.shop]
    pages = ["docs/a.md", "docs/b"]
    title = "Shop"
    version = "2"
    base_path = "/api"
    server = "https://shop.example"
    openapi = "3.1"
    implied_responses = false
    description = "out/shop.json"
    mocks = "fakes"
    """
    api = configured(tmp_path, text).apis["shop"]
    assert api.pages == ("docs/a.md", "docs/b")
    assert (api.title, api.version, api.base_path, api.server) == (
        "Shop",
        "2",
        "/api",
        "https://shop.example",
    )
    assert (api.openapi, api.implied_responses, api.description, api.mocks) == (
        "3.1",
        False,
        "out/shop.json",
        "fakes",
    )


def test_folders_of_outputs_hold_for_every_api(tmp_path: Path) -> None:
    """[outputs] moves what [apis] does not place itself."""
    config = configured(
        tmp_path,
        '[outputs]\ndescriptions = "built"\nmocks = "m"\nsite = "public"\n[site]\ntitle = "T"\n[apis.a]\n',
    )
    assert (config.apis["a"].description, config.apis["a"].mocks) == ("built/a.yaml", "m/a")
    assert (config.outputs.site, config.site.title) == ("public", "T")


def test_the_file_of_a_folder_above_holds(tmp_path: Path) -> None:
    """From a folder inside the project the same configuration is found."""
    configured(tmp_path, "[apis.a]")
    inner = tmp_path / "docs" / "a"
    inner.mkdir(parents=True)
    assert find_config(inner) == tmp_path.resolve() / "mockdown.toml"
    assert load_config(inner).root == tmp_path.resolve()


def test_all_errors_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    """Whoever mends a file wants the whole list."""
    text = """\
colour = 1
[apis.shop]
page = "x"
base_path = "api"
implied_responses = "no"
openapi = 3.0
[apis."a b"]
[output]
"""
    assert complaints(tmp_path, text) == [
        ("CFG102", 1, "`colour` is not a setting"),
        ("CFG102", 8, "`output` is not a setting"),
        ("CFG102", 3, "`page` is not a setting in [apis.shop]"),
        ("CFG103", 4, '`base_path` must be empty, or a path that begins with a slash, not "api"'),
        ("CFG103", 5, '`implied_responses` must be true or false, not "no"'),
        ("CFG103", 6, '`openapi` must be "3.0" or "3.1", not 3.0'),
        ("CFG103", 7, "`a b` cannot name an API: it becomes a file name and a path"),
    ]


def test_tables_must_be_tables(tmp_path: Path) -> None:
    """A value where a table belongs is told by its name."""
    assert complaints(tmp_path, 'apis = 3\noutputs = "x"\n') == [
        ("CFG103", 2, "`outputs` must be a table"),
        ("CFG103", 1, "`apis` must be a table"),
    ]
    assert complaints(tmp_path, '[apis]\nshop = "docs"\n') == [("CFG103", 2, "`apis.shop` must be a table")]


def test_two_apis_may_not_write_one_file(tmp_path: Path) -> None:
    """Neither the description nor the map of one API overwrites those of another."""
    text = '[apis.a]\n[apis.b]\ndescription = "openapi/a.json"\n'
    assert complaints(tmp_path, text) == [("CFG104", 2, "`a` and `b` would both write openapi/a.json")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"[apis\n", 1, "mockdown.toml is not TOML: expected ']' at the end of a table declaration"),
        (b"a = 1\nb = \n", 2, "mockdown.toml is not TOML: invalid value"),
        (b"\xff", None, "mockdown.toml is not UTF-8 text"),
        (b"a = " + b"[" * 100_000, None, "mockdown.toml is nested too deeply"),
    ],
)
def test_a_file_that_is_not_toml_is_told_with_the_line(
    tmp_path: Path, text: bytes, line: int | None, message: str
) -> None:
    """What the parser cannot read is one message."""
    ((code, at, said),) = complaints(tmp_path, text)
    assert (code, at) == ("CFG101", line)
    assert said.startswith(message)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    """A folder called mockdown.toml is not a configuration, and no crash."""
    (tmp_path / "mockdown.toml").mkdir()
    with pytest.raises(MockdownError, match=r"mockdown\.toml cannot be read: is a directory"):
        load_config(tmp_path)


def test_unknown_names_get_the_nearest() -> None:
    """Spelling and case may differ; where nothing is near, all there is is listed."""
    assert did_you_mean("Shpo", ["shop", "pets"], noun="API") == "did you mean `shop`?"
    assert did_you_mean("zzz", ["shop", "pets"], noun="API") == "known: `shop`, `pets`"
    assert did_you_mean("zzz", [], noun="API") == "there is no API"
