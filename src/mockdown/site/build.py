"""Builds the reference site: every API's pages, the landing page and the theme's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from mockdown.description import Description
from mockdown.site.anchors import unique_slugs
from mockdown.site.files import Output
from mockdown.site.labels import Labels, load_labels
from mockdown.site.landing import LandingPage, api_views, landing_page, site_title
from mockdown.site.options import SiteOptions, SiteReport
from mockdown.site.pages import (
    ApiView,
    IndexPage,
    OperationPage,
    Page,
    SchemaListPage,
    SchemaPage,
    TagPage,
    index_page,
    operation_pages,
    schema_list_page,
    schema_pages,
    tag_page,
)
from mockdown.site.plan import Plan, make_plan
from mockdown.site.render import THEME, Renderer
from mockdown.site.search import SearchIndex
from mockdown.site.usage import find_usage

TEMPLATES: dict[type[Page], str] = {
    LandingPage: "landing.html.jinja2",
    IndexPage: "index.html.jinja2",
    TagPage: "tag.html.jinja2",
    OperationPage: "operation.html.jinja2",
    SchemaListPage: "schemas.html.jinja2",
    SchemaPage: "schema.html.jinja2",
}
"""Which template renders which view."""


def build_site(
    descriptions: Sequence[Description], output: Path, *, options: SiteOptions | None = None
) -> SiteReport:
    """Render the reference of all descriptions into a folder; files that are already right stay untouched."""
    options = options or SiteOptions()
    folders = [folder for folder in (options.theme, THEME) if folder is not None]
    labels = load_labels(options.language, folders)
    plans = _plans(descriptions, options, labels)
    title = site_title(plans, options, labels)
    renderer = Renderer(folders, labels=labels, language=options.language, title=title)
    target = Output(output)
    views = api_views(plans)
    index = SearchIndex()
    for page in (landing_page(plans, title, labels), *_all_pages(plans, views)):
        target.write(page.path, renderer.render(TEMPLATES[type(page)], page))
        index.add(page)
    for plan in plans:
        target.write(f"{plan.folder}/openapi.json", _json(plan.description))
    target.write("assets/search-index.js", index.script())
    for name, file in sorted(_assets(folders).items()):
        target.write(f"assets/{name}", file.read_bytes())
    return target.finish()


def _plans(descriptions: Sequence[Description], options: SiteOptions, labels: Labels) -> tuple[Plan, ...]:
    names = unique_slugs([description.name for description in descriptions], reserved=("assets", "index"))
    return tuple(
        make_plan(description, folder, options, labels)
        for description, folder in zip(descriptions, names, strict=True)
    )


def _all_pages(plans: Sequence[Plan], views: Sequence[ApiView]) -> Iterator[Page]:
    for plan, api in zip(plans, views, strict=True):
        yield index_page(plan, api)
        for tag in plan.tags:
            yield tag_page(plan, api, tag)
        yield from operation_pages(plan, api)
        # Last, because the pages above decide which unnamed schemas need a page of their own.
        yield from schema_pages(plan, api, find_usage(plan))
        if plan.schemas or plan.inline:
            yield schema_list_page(plan, api)


def _assets(folders: Sequence[Path]) -> dict[str, Path]:
    """File name → file; earlier folders win."""
    return {
        file.name: file
        for folder in reversed(folders)
        for file in sorted((folder / "assets").glob("*"))
        if file.is_file()
    }


def _json(description: Description) -> bytes:
    return orjson.dumps(description.document, option=orjson.OPT_INDENT_2, default=str)
