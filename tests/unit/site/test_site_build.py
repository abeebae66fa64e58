"""The site as a whole: its files, their names, and what a second build does."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
import yaml
from site_pages import Render, describe, operation, renderer

from mockdown.diagnostics import MockdownError
from mockdown.site.build import build_site
from mockdown.site.options import SiteOptions


@pytest.fixture(name="render")
def _render(tmp_path: Path) -> Render:
    return renderer(tmp_path / "site")


class Reader(HTMLParser):
    """Collects the links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [value for key in ("href", "src") if (value := values.get(key)) is not None]


SHOP = {
    "/pets": {"get": operation(operationId="listPets", summary="List pets", tags=["Pets"])},
    "/pets/{id}": {
        "get": operation(
            summary="Show a pet",
            tags=["Pets"],
            parameters=[{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            responses={
                "200": {
                    "description": "It.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                }
            },
        )
    },
}
SCHEMAS = {
    "schemas": {
        "Pet": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "parent": {"$ref": "#/components/schemas/Pet"}},
        }
    }
}


def test_every_api_tag_operation_and_schema_has_a_page(render: Render) -> None:
    pages = render(describe(SHOP, components=SCHEMAS))
    assert {path for path in pages if path.endswith(".html")} >= {
        "index.html",
        "shop/index.html",
        "shop/tags/pets.html",
        "shop/operations/list-pets.html",
        "shop/operations/get-pets-id.html",
        "shop/schemas/index.html",
        "shop/schemas/pet.html",
    }


def test_every_link_and_every_anchor_leads_somewhere(render: Render, tmp_path: Path) -> None:
    pages = render(describe(SHOP, components=SCHEMAS), describe(SHOP, name="shop-old"))
    ids = {path: Reader(text).ids for path, text in pages.items()}
    for path, text in pages.items():
        if not path.endswith(".html"):
            continue
        assert len(set(ids[path])) == len(ids[path])
        for link in Reader(text).links:
            target, _, fragment = link.partition("#")
            file = normpath(join(dirname(path), target)) if target else path
            assert (tmp_path / "site" / file).is_file(), (path, link)
            assert not fragment or fragment in ids[file], (path, link)


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    first = build_site([describe(SHOP)], tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    second = build_site([describe(SHOP)], tmp_path)
    assert first.unchanged == ()
    assert second.written == ()
    assert set(second.unchanged) == set(first.written)
    assert stamps == {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}


def test_pages_of_operations_that_are_gone_are_removed_and_nothing_else(tmp_path: Path) -> None:
    build_site([describe(SHOP)], tmp_path)
    (tmp_path / "mine.html").write_text("keep me")
    report = build_site([describe({"/pets": SHOP["/pets"]})], tmp_path)
    assert "shop/operations/get-pets-id.html" in report.removed
    assert not (tmp_path / "shop/operations/get-pets-id.html").exists()
    assert (tmp_path / "mine.html").read_text() == "keep me"


def test_names_of_apis_and_operations_cannot_leave_the_output_folder(tmp_path: Path) -> None:
    hostile = {
        "/../../../x": {"get": operation(operationId="../../../../evil")},
        '/"quote"/\'s/🎉': {"get": operation(tags=["../up", "🎉", "a/b"])},
        "/rtl/ابجد": {"get": operation(operationId="ابجد")},
    }
    components = {"schemas": {"../../evil": {"type": "object"}, "a/b~c": {"type": "string"}, "🎉": {}}}
    output = tmp_path / "deep" / "site"
    report = build_site([describe(hostile, name="../../up", components=components)], output)
    assert all((output / path).resolve().is_relative_to(output.resolve()) for path in report.written)
    assert {entry.name for entry in tmp_path.iterdir()} == {"deep"}
    assert {entry.name for entry in (tmp_path / "deep").iterdir()} == {"site"}


def test_releases_with_one_title_stand_side_by_side(render: Render) -> None:
    old = describe(SHOP, name="shop-v0", info={"title": "Shop", "version": "0.9"})
    pages = render(describe(SHOP), old)
    assert pages["index.html"].count('<li class="card">') == 1
    assert 'href="shop/index.html"' in pages["index.html"]
    assert 'href="shop-v0/index.html"' in pages["index.html"]
    assert 'href="../shop-v0/index.html"' in pages["shop/index.html"]


def test_an_api_named_like_another_with_a_version_is_its_release(render: Render) -> None:
    old = describe(SHOP, name="shop-v0", info={"title": "Shop, the old days", "version": "0.9"})
    other = describe(SHOP, name="zoo-v1", info={"title": "Zoo", "version": "1"})
    pages = render(describe(SHOP), old, other)
    assert pages["index.html"].count('<li class="card">') == 2
    assert ">version 0.9</a>" in pages["shop/index.html"]


def test_an_address_of_the_site_gives_a_map_of_it(tmp_path: Path) -> None:
    build_site([describe(SHOP)], tmp_path, options=SiteOptions(base_url="https://docs.example.com/api/"))
    text = (tmp_path / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://docs.example.com/api/shop/operations/list-pets.html</loc>" in text


def test_the_description_is_beside_its_pages_unchanged(tmp_path: Path) -> None:
    description = describe(SHOP, components=SCHEMAS)
    build_site([description], tmp_path)
    assert json.loads((tmp_path / "shop/openapi.json").read_text("utf-8")) == description.document
    assert yaml.safe_load((tmp_path / "shop/openapi.yaml").read_text("utf-8")) == description.document


def test_no_description_gives_an_empty_site(tmp_path: Path) -> None:
    assert "index.html" in build_site([], tmp_path).written


def test_a_theme_replaces_files_of_the_same_name(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "assets").mkdir(parents=True)
    (theme / "labels").mkdir()
    (theme / "assets" / "custom.css").write_text("h1 { color: red }")
    (theme / "labels" / "en.toml").write_text('responses = "Answers"')
    (theme / "tag.html.jinja2").write_text("<p>{{ page.title }}</p>")
    build_site([describe(SHOP)], tmp_path / "site", options=SiteOptions(theme=theme))
    assert (tmp_path / "site/assets/custom.css").read_text() == "h1 { color: red }"
    assert (tmp_path / "site/shop/tags/pets.html").read_text() == "<p>Pets</p>"
    assert ">Answers</h2>" in (tmp_path / "site/shop/operations/list-pets.html").read_text()


def test_an_unknown_language_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(MockdownError) as caught:
        build_site([describe(SHOP)], tmp_path, options=SiteOptions(language="xx"))
    assert "en" in (caught.value.diagnostics[0].help or "")


def test_pages_load_nothing_from_elsewhere(render: Render) -> None:
    for path, text in render(describe(SHOP, components=SCHEMAS)).items():
        if path.endswith(".html"):
            assert "default-src 'none'" in text
            assert "https://" not in text.replace("https://example.com", "")
            assert "style=" not in text
