"""The search index: one static script, so that it can also be read from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from mockdown.site.pages import OperationPage, Page, SchemaPage, TagPage
from mockdown.site.views import ContentView, PropertyView

_PROSE = 300
"""How much of a page's prose can be found."""


class SearchIndex:
    """Collects what can be found on each page as the pages go by."""

    def __init__(self) -> None:
        self._entries: list[dict[str, object]] = []

    def add(self, page: Page) -> None:
        """Take note of a page; those that only list others are left out."""
        if isinstance(page, OperationPage):
            self._add(page, page.method, page.full_path, _operation_names(page))
        elif isinstance(page, SchemaPage):
            self._add(page, "", "", _names(page.schema.properties + page.schema.alternatives))
        elif isinstance(page, TagPage):
            self._add(page, "", "", ())

    def script(self) -> bytes:
        """The index as a script that sets `searchIndex`."""
        return b"self.searchIndex=" + orjson.dumps(self._entries) + b";\n"

    def _add(self, page: Page, method: str, path: str, names: Iterable[tuple[str, str]]) -> None:
        found = dict.fromkeys(names)
        self._entries.append(
            {
                "h": page.path,
                "t": page.title,
                "m": method,
                "p": path,
                "a": page.api.title if page.api else "",
                "x": page.summary[:_PROSE],
                "n": [name for name, _ in found],
                "i": [anchor for _, anchor in found],
            }
        )


def _operation_names(page: OperationPage) -> Iterator[tuple[str, str]]:
    for group in page.parameters:
        yield from _names(group.parameters)
    if page.body:
        yield from _content_names(page.body.contents)
    for response in (*page.responses, *page.implied):
        yield from _names(response.headers)
        yield from _content_names(response.contents)


def _content_names(contents: tuple[ContentView, ...]) -> Iterator[tuple[str, str]]:
    for content in contents:
        if content.schema and not content.schema.schema.type.href:
            yield from _names(content.schema.schema.properties + content.schema.schema.alternatives)


def _names(properties: tuple[PropertyView, ...]) -> Iterator[tuple[str, str]]:
    """Names and permitted values; what belongs to a named schema is found on that schema's page."""
    for view in properties:
        yield view.name, view.anchor
        for value in view.schema.enum:
            yield value, view.anchor
        if not view.schema.type.href:
            yield from _names(view.schema.properties + view.schema.alternatives)
