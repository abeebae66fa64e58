"""Builds the reference site: every API's pages, the landing page, the theme's files, what machines read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mockdown.description import Description
from mockdown.site.anchors import unique_slugs
from mockdown.site.files import Output
from mockdown.site.labels import Labels, load_labels
from mockdown.site.landing import LandingPage, api_views, landing_page, site_title
from mockdown.site.machine import description_json, description_yaml, sitemap
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
    LandingPage: "landing",
    IndexPage: "index",
    TagPage: "tag",
    OperationPage: "operation",
    SchemaListPage: "schemas",
    SchemaPage: "schema",
}
"""Which template renders which view: `<name>.html.jinja2`, and `<name>.md.jinja2` for its Markdown."""


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
    pages = _all_pages(plans, labels)
    _write_pages(landing_page(plans, title, labels), pages, renderer, target, options)
    for plan in plans:
        target.write(f"{plan.folder}/openapi.json", description_json(plan.description))
        target.write(f"{plan.folder}/openapi.yaml", description_yaml(plan.description))
    for name, file in sorted(_assets(folders).items()):
        target.write(f"assets/{name}", file.read_bytes())
    return target.finish()


def _write_pages(
    landing: LandingPage, pages: Iterable[Page], renderer: Renderer, target: Output, options: SiteOptions
) -> None:
    index = SearchIndex()
    paths: list[str] = []
    everything: list[str] = []
    target.write(landing.path, renderer.render("landing.html.jinja2", landing))
    target.write("llms.txt", renderer.render("llms.txt.jinja2", landing))
    for page in pages:
        template = TEMPLATES[type(page)]
        target.write(page.path, renderer.render(f"{template}.html.jinja2", page))
        text = renderer.render(f"{template}.md.jinja2", page)
        target.write(page.markdown_path, text)
        index.add(page)
        paths.append(page.path)
        if isinstance(page, IndexPage | OperationPage):
            everything.append(text)
    target.write("llms-full.txt", "\n".join(everything))
    target.write("assets/search-index.js", index.script())
    if options.base_url:
        target.write("sitemap.xml", sitemap(options.base_url, [landing.path, *paths]))


def _plans(descriptions: Sequence[Description], options: SiteOptions, labels: Labels) -> tuple[Plan, ...]:
    names = unique_slugs([description.name for description in descriptions], reserved=("assets", "index"))
    return tuple(
        make_plan(description, folder, options, labels)
        for description, folder in zip(descriptions, names, strict=True)
    )


def _all_pages(plans: Sequence[Plan], labels: Labels) -> Iterator[Page]:
    for plan, api in zip(plans, api_views(plans, labels), strict=True):
        yield from _api_pages(plan, api)


def _api_pages(plan: Plan, api: ApiView) -> Iterator[Page]:
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
