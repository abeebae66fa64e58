"""Finds links between the pages that lead to no page and to no heading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from urllib.parse import unquote

from mockdown import codes
from mockdown.compiler.schema_names import key_of
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.readers.blocks import Block, CodeBlock, Document, ListBlock, Quote
from mockdown.source import Span

_LINK = re.compile(rb"\]\((?P<target>(?![a-z]+:|/)[^()\s<>\"'{}]*+)(?:\s++\"[^\"\n]*\")?\)")
_PAGE = re.compile(r"\.(?:mdx?|markdown)$", re.IGNORECASE)
_GIVEN = re.compile(rb"""\b(?:id|name)\s*=\s*["']?([\w.:-]+)|\{:?\s*#([\w.:-]+)""")


_WORDS = re.compile(r"[\w .:/-]*")
_ESCAPED = str.maketrans({"'": "39", "&": "amp", '"': "quot"})
"""What renderers that escape a title first leave of these in its anchor."""


def check_links(documents: Sequence[Document], named: Sequence[Span], report: Report) -> None:
    """Report links to a page that is not there, beside pages that are, and to a missing heading.

    A link within the page may lead to a heading of any page: sites join pages.  Where the name of a
    schema leads to nothing, that is told already: `named` are these places.
    """
    known = {(id(span.text), span.text.line_index(span.start)) for span in named}
    places = _Places(documents)
    for document in documents:
        settled: set[bytes] = set()
        for found in _LINK.finditer(document.source.data):
            target = found["target"]
            if target in settled:
                continue
            settled.add(target)
            broken = places.reason(target.decode("utf-8", "replace"), document)
            if broken is None:
                continue
            span = Span(document.source, found.start("target"), found.end("target"))
            place = id(document.source), document.source.line_index(span.start)
            if place in known or _in_code(span, document):
                settled.discard(target)
                continue
            reason, way_out = broken
            report(
                Diagnostic(
                    code=codes.REF105,
                    message=f"the link `{target.decode('utf-8', 'replace')}` leads to nothing: {reason}",
                    primary=Label(span, "leads to nothing"),
                    help=way_out,
                )
            )


class _Places:
    """The pages, and the keys of their anchors, which are gathered when a link asks for them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.pages = {document.name: document for document in documents}
        self.folders = {posixpath.dirname(name) for name in self.pages}
        self.titles: dict[str, set[str]] = {}
        self.given: dict[str, set[str]] = {}

    def reason(self, target: str, document: Document) -> tuple[str, str] | None:
        """Why a link leads to nothing, with the way out; None where it leads somewhere."""
        path, _, anchor = unquote(target).partition("#")
        path = path.partition("?")[0]
        if path and not _PAGE.search(path):
            return None
        folder = posixpath.dirname(document.name)
        name = posixpath.normpath(posixpath.join(folder, path)) if path else document.name
        page = self.pages.get(name)
        if page is None:
            if posixpath.dirname(name) not in self.folders:
                return None
            names = [posixpath.relpath(known, folder or ".") for known in self.pages]
            return f"there is no page {name}", _nearest(path, names, "mend the link, or add the page")
        key = key_of(anchor)
        places = [page] if path else [page, *self.pages.values()]
        if not key or any(self._has(place, key) for place in places):
            return None
        if any(self._may_have(place, key) for place in places):
            return None
        slugs = [f"#{_slug(section.title)}" for section in page.root.walk() if section.heading is not None]
        where = f"{name} has no heading" if path else "no page has a heading"
        return f"{where} `#{anchor}`", _nearest(f"#{anchor}", slugs, "mend the link, or add the heading")

    def _has(self, page: Document, key: str) -> bool:
        """Whether a heading of a page has that anchor, perhaps with a number behind it."""
        titles = self.titles.get(page.name)
        if titles is None:
            titles = self.titles[page.name] = _titles(page)
        return key in titles or key.rstrip("0123456789") in titles

    def _may_have(self, page: Document, key: str) -> bool:
        """Whether an anchor stands in the text of a page, or renderers may put a word before a title."""
        given = self.given.get(page.name)
        if given is None:
            given = self.given[page.name] = _given(page)
        return key in given or any(
            len(known) > 3 and (key.endswith(known) or known.endswith(key))
            for known in self.titles[page.name]
        )


def _titles(document: Document) -> set[str]:
    """The keys of the headings of a page."""
    keys = set()
    for section in document.root.walk():
        if section.heading is not None:
            keys.add(key_of(section.title))
            if not _WORDS.fullmatch(section.title):
                keys.add(key_of(section.title.translate(_ESCAPED)))
            if section.heading.anchor:
                keys.add(key_of(section.heading.anchor))
    return keys


def _given(document: Document) -> set[str]:
    """The keys of the identifiers that stand in a page."""
    found = _GIVEN.findall(document.source.data)
    return {key_of((one or other).decode("utf-8", "replace")) for one, other in found}


def _nearest(wanted: str, known: Sequence[str], otherwise: str) -> str:
    near = get_close_matches(wanted, known, n=1, cutoff=0.7)
    return f"did you mean `{near[0]}`?" if near else otherwise


def _in_code(span: Span, document: Document) -> bool:
    """Whether a link stands in a code block, where it is none, or in a code span."""
    line = span.text.data.rfind(b"\n", 0, span.start) + 1
    if span.text.data.count(b"`", line, span.start) % 2:
        return True
    return any(
        block.start <= span.start < block.end
        for section in document.root.walk()
        if section.start <= span.start < section.end
        for block in _codes(section.blocks)
    )


def _codes(blocks: Iterable[Block]) -> Iterable[CodeBlock]:
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield block
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _codes(item.blocks)
        elif isinstance(block, Quote):
            yield from _codes(block.blocks)


def _slug(title: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())
