from __future__ import annotations

from pathlib import Path

import pytest

from mockdown.contract import ContractOptions
from mockdown.contract.run_file import RunFile, read_run_file, run_file_for
from mockdown.diagnostics import MockdownError

TEXT = """
ids: {organization: 7, "/users/{user}": alice}
credentials: {token: "${SHOP_TOKEN}"}
headers: {X-Tenant: test}
exclude: {"DELETE *": nothing may be deleted, "GET /slow": }
"""


def test_it_says_what_the_docs_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, credentials, headers and exclusions; secrets come from the environment."""
    monkeypatch.setenv("SHOP_TOKEN", "s3cret")
    (tmp_path / "contract_tests").mkdir()
    (tmp_path / "contract_tests" / "shop.yaml").write_text(TEXT)
    found = run_file_for(tmp_path, "shop")
    assert found == RunFile(
        ids={"organization": 7, "/users/{user}": "alice"},
        credentials={"token": "s3cret"},
        headers={"X-Tenant": "test"},
        exclude={"DELETE *": "nothing may be deleted", "GET /slow": ""},
    )
    options = found.under(ContractOptions(credentials={"token": "mine"}, ids={"organization": 8}))
    assert options.credentials == {"token": "mine"}
    assert options.ids == {"organization": 8, "/users/{user}": "alice"}
    assert options.headers == {"X-Tenant": "test"}


@pytest.mark.parametrize("text", [None, "", "# nothing yet"])
def test_nothing_need_be_said(tmp_path: Path, text: str | None) -> None:
    """No file, an empty one, and one of comments."""
    path = tmp_path / "shop.yaml"
    if text is not None:
        path.write_text(text)
    assert read_run_file(path, shown="shop.yaml") == RunFile()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"ids: [", "cannot be used"),
        (b"- a", "it may hold ids, credentials, headers, exclude"),
        (b"id: {a: 1}", "it may hold ids, credentials, headers, exclude"),
        (b"ids: 3", "`ids` maps names to values"),
        (b"ids: {a: [1]}", "neither text nor number"),
        (b"ids: {a: true}", "neither text nor number"),
        (b"headers: {a: '${NO_SUCH_VARIABLE_HERE}'}", "no variable `NO_SUCH_VARIABLE_HERE`"),
        (b"\xff\xfe", "cannot be used"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    """In words, with the name of the file."""
    path = tmp_path / "shop.yaml"
    path.write_bytes(data)
    with pytest.raises(MockdownError) as raised:
        read_run_file(path, shown="contract_tests/shop.yaml")
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code.id == "CON110"
    assert diagnostic.message.startswith("contract_tests/shop.yaml cannot be used")
    assert told in diagnostic.message
