"""Markdown of descriptions → HTML that is safe to put into a page."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markupsafe import Markup, escape
from pyromark import Markdown, Options

from mockdown.site.highlight import highlight_block

_TAGS = frozenset(
    "a abbr b blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr i kbd li ol p pre s samp span strong "
    "sub sup table tbody td th thead tr ul var".split()
)
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_DROPPED = {"script", "style", "svg", "math", "iframe", "object", "noscript", "template", "textarea", "title"}
_TOKEN_CLASSES = {"span": {"k", "s", "n", "c", "a", "v"}}
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
_OUTSIDE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_LINES = re.compile(r"<br */?>", re.IGNORECASE)

_parser = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS,
    highlight=highlight_block,
)
_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    allowed_classes=_TOKEN_CLASSES,
    url_schemes={"http", "https", "mailto"},
    # A relative link leads somewhere in the docs' own tree, which is not part of the site.
    url_relative="deny",
)


@lru_cache(maxsize=8192)
def markdown(text: str, *, top: int = 3) -> Markup:
    """Render the Markdown of a description; its headings start at level `top`, images become links.

    Images are not loaded: a page must not call other hosts.
    """
    if not text.strip():
        return Markup("")
    html = _IMAGE.sub(r'<a href="\1">\2</a>', _parser.html(text))
    html = _renumber(html, top)
    # A link that lost its target is no link, and may not say how it relates to one.
    cleaned = _cleaner.clean(html).replace('<a rel="noopener noreferrer">', "<a>")
    return Markup(cleaned.strip())  # noqa: S704 - cleaned two lines above


def _renumber(html: str, top: int) -> str:
    """Give the heading levels that are used the numbers from `top` on, without a gap."""
    levels = sorted({match[2] for match in _HEADING.finditer(html)})
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(top + levels.index(match[2]), 6)}", html)


def inline(text: str) -> Markup:
    """Render one line of Markdown without a paragraph around it."""
    return Markup(markdown(text).removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - cleaned before


def link(text: str, address: str) -> Markup:
    """A link out of the site, where the address is one that may be followed."""
    if not _OUTSIDE.match(address):
        return escape(text)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, text)


@lru_cache(maxsize=8192)
def plain(text: str, *, longest: int = 200) -> str:
    """The first paragraph of a Markdown text without its marks, for one-line summaries."""
    first = text.strip().partition("\n\n")[0]
    words = Markup(nh3.clean(_LINES.sub(" ", _parser.html(first)), tags=set())).unescape()  # noqa: S704
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0] + "…"
