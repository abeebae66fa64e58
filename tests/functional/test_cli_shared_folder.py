"""Several APIs whose pages lie in one folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from command_line import mockdown

PAGES = {
    "docs/errors.md": "# Errors\n\nAll requests need an API key in the header `X-Key`.\n",
    "docs/books.md": "# Books\n\n`GET /books`\n",
    "docs/books-internal.md": "# Internal\n\n`DELETE /books`\n",
    "docs/admin/users.md": "# Users\n\n`GET /users`\n",
    "docs/admin/deep/keys.md": "# Keys\n\n`GET /keys`\n",
    "docs/admin/logo.png": "not a page",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def built(folder: Path, config: str) -> dict[str, list[str]]:
    """The paths of each API."""
    (folder / "mockdown.toml").write_text(config)
    done = mockdown(folder, "build")
    assert done.returncode == 0, done.stderr
    assert mockdown(folder, "build", "--check").returncode == 0
    return {
        path.stem: list(yaml.safe_load(path.read_text())["paths"])
        for path in sorted((folder / "openapi").glob("*.yaml"))
    }


def test_each_page_goes_to_its_api(project: Path) -> None:
    """Folders and patterns are left out of one API, and are the pages of another."""
    config = """
[apis.shop]
pages = "docs"
exclude = ["docs/admin", "docs/*-internal.md"]

[apis.admin]
pages = ["docs/admin", "docs/errors.md"]

[apis.internal]
pages = "docs/**/*"
exclude = ["docs/admin/**", "docs/books.md", "docs/errors.md"]
"""
    assert built(project, config) == {
        "shop": ["/books"],
        "admin": ["/users", "/keys"],
        "internal": ["/books"],
    }
    admin = yaml.safe_load((project / "openapi/admin.yaml").read_text())
    shop = yaml.safe_load((project / "openapi/shop.yaml").read_text())
    assert list(shop["paths"]["/books"]) == ["get"]
    assert admin["components"]["securitySchemes"] == shop["components"]["securitySchemes"]


def test_a_pattern_takes_pages_only(project: Path) -> None:
    """A star takes no pictures, no hidden files and nothing that lies elsewhere."""
    (project / "docs/.hidden.md").write_text("`GET /hidden`\n")
    (project / "elsewhere.md").write_text("`GET /elsewhere`\n")
    (project / "docs/link.md").symlink_to(project / "elsewhere.md")
    (project / "mockdown.toml").write_text('[apis.all]\npages = "docs/**/*"\n')
    done = mockdown(project, "build", "-o", "-")
    assert list(yaml.safe_load(done.stdout)["paths"]) == ["/books", "/users", "/keys"]
    assert "SRC106" in done.stderr
    assert "SRC102" not in done.stderr


def test_a_pattern_may_be_absolute(project: Path) -> None:
    """Pages that lie elsewhere on the machine can be named by a pattern, too."""
    (project / "repo").mkdir()
    (project / "repo/mockdown.toml").write_text(f'[apis.all]\npages = "{project}/docs/*.md"\n')
    done = mockdown(project / "repo", "build", "-o", "-")
    assert list(yaml.safe_load(done.stdout)["paths"]) == ["/books"]


@pytest.mark.parametrize(
    ("exclude", "message"),
    [
        ('"docs/adm"', "nothing matches docs/adm, which is to be left out"),
        ('["docs/*.rst"]', "nothing matches docs/*.rst, which is to be left out"),
        ('"docs"', "all pages of shop are left out"),
        ("7", "`exclude` must be a text or a list of texts, not 7"),
    ],
)
def test_what_is_left_out_in_vain_is_told(project: Path, exclude: str, message: str) -> None:
    """A slip in the configuration is wrong use, and named."""
    (project / "mockdown.toml").write_text(f'[apis.shop]\npages = "docs"\nexclude = {exclude}\n')
    done = mockdown(project, "build")
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
