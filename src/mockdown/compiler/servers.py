"""Finds the server and the base path that operations share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mockdown.compiler.choose import matches
from mockdown.extractors.facts import RequestFact
from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import Block, CodeBlock, Document, ListBlock, Paragraph, Quote, Table
from mockdown.vocabularies.translated_bases import BASE_LABELS

_HOST = re.compile(r"^(?:https?://)?[\w.-]+(?::\d+)?$", re.IGNORECASE)
_PROSE = re.compile(
    r"(?:\b(?:base[ -]?(?:url|uri|path|endpoint|address|route)s?|api[ -]?(?:root|base|url|endpoint|address)"
    r"|(?:service|server) (?:url|address)"
    rf"|{BASE_LABELS}"
    r"|root (?:url|path|endpoint)|basis-?(?:url|pfad)|url (?:de )?base|prefix(?:ed)?"
    r"|(?P<where>(?:answers?|lives?|served|hosted|available|found|accessible|reachable"
    r"|located) (?:under|at|from|on|via))"
    r"|(?:start|begin)s? with|relative to|all (?:\w+ ){0,4}(?:urls?|paths?|endpoints?"
    r"|requests?|routes?))\b|^\W{0,4}host\b)"
    r"[^\n]{0,120}?(?P<url>https?://[^\s`'\")<>|]+|(?<=[`'\" ])/[\w./{}-]+)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Base:
    """Where an API lives: `origin` is scheme and host or nothing, `path` starts with a slash or is empty."""

    origin: str = ""
    path: str = ""

    def strip(self, path: str) -> str:
        """A path of the docs without the base path."""
        if self.path and (path == self.path or path.startswith(self.path + "/")):
            return path[len(self.path) :] or "/"
        return path


def find_base(
    scopes: Sequence[Scope], samples: Sequence[Iterable[RequestFact]], documents: Sequence[Document]
) -> Base:
    """The base that most samples and announcements agree on.

    A sample whose path ends like the announced one shows what stands before it.
    """
    prefixes: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    announced_paths: list[str] = []
    for scope, requests in zip(scopes, samples, strict=True):
        announced = scope.announcements[0].template
        announced_paths.append(announced.path)
        if announced.server:
            stated = _parse_base(announced.server)
            if stated is not None:
                origins[stated.origin] += 1
                if stated.path:
                    prefixes[stated.path] += 1
        for fact in requests:
            target = fact.request.target
            if target.server and _HOST.match(target.server):
                origins[target.server] += 1
            prefix = _prefix(target.path, announced.path)
            if prefix is not None:
                prefixes[prefix] += 1
    origin = origins.most_common(1)[0][0] if origins else ""
    path = ""
    if prefixes:
        path, count = max(prefixes.items(), key=lambda item: (item[1], len(item[0])))
        if not path and any(prefixes):
            # Some pages write the whole path, others leave the prefix to the samples.
            longer, seen = max(
                ((key, value) for key, value in prefixes.items() if key), key=lambda pair: pair[1]
            )
            shared = sum(1 for item in announced_paths if item.startswith(longer + "/"))
            path = longer if shared + seen >= count else ""
    else:
        stated = _in_prose(documents, frozenset(announced_paths))
        if stated is not None:
            return Base(stated.origin or origin, stated.path)
    return Base(origin if _HOST.match(origin) else "", path)


def _prefix(sample: str, announced: str) -> str | None:
    """What a sample's path has before the announced one; None when they do not agree."""
    left = [segment for segment in sample.split("/") if segment]
    right = [segment for segment in announced.split("/") if segment]
    extra = len(left) - len(right)
    if not 0 <= extra <= 4:
        return None
    if not matches("/".join(left[extra:]), "/".join(right)):
        return None
    before = left[:extra]
    if any("{" in segment for segment in before):
        return None
    return "".join(f"/{segment}" for segment in before)


def _in_prose(documents: Sequence[Document], announced: Container[str]) -> Base | None:
    """The base that a sentence or a table row states; the path of an operation is none."""
    for document in documents:
        for section in document.root.walk():
            label = section.title
            for block in section.blocks:
                for text in _texts(document, block, label):
                    found = next((said for said in _PROSE.finditer(text) if _speaks_of_api(text, said)), None)
                    base = _parse_base(found["url"].rstrip(".,;:")) if found is not None else None
                    if base is not None and (base.path or base.origin) and base.path not in announced:
                        return base
                label = block.text if isinstance(block, Paragraph) else ""
    return None


_ASIDE = re.compile(
    r"\b(?:dashboards?|consoles?|web ?ui|ui|user interface|admin \w+|docs|documentation|source(?: code)?"
    r"|repository|website|home ?page|metrics|health(?: ?check)?|files?|images?|logs?|demo|swagger)\b",
    re.IGNORECASE,
)
_API = re.compile(
    r"\b(?:api|endpoints?|routes?|paths?|urls?|requests?|calls|methods|server|resources)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z`*])")


def _speaks_of_api(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence that says where something is found says it of the API, not of what stands beside."""
    if found["where"] is None:
        return True
    subject = _SENTENCE.split(text[: found.start()])[-1]
    return _API.search(subject) is not None or _ASIDE.search(subject) is None


_LABEL = 60
_URL = re.compile(r"\s*`?(?P<url>https?://[^\s`]+)`?\s*")


def _texts(document: Document, block: Block, label: str = "") -> Iterator[str]:
    """The texts of a block that may state a base; a URL that stands alone is what the label above says."""
    alone = _URL.fullmatch(block.text) if label and isinstance(block, Paragraph | CodeBlock) else None
    if alone is not None:
        yield f"{label.strip()[-_LABEL:]} {alone['url']}"
    elif isinstance(block, Paragraph) and block.end - block.start < 2000:
        yield document.source.slice(block.start, block.end)
    elif isinstance(block, Table):
        for row in block.rows:
            if len(row.cells) == 2 and ("://" in row.cells[1].text or row.cells[1].text.startswith("/")):
                yield f"{row.cells[0].text} {row.cells[1].text}"
    elif isinstance(block, ListBlock | Quote):
        inner = (
            [child for item in block.items for child in item.blocks]
            if isinstance(block, ListBlock)
            else block.blocks
        )
        for child in inner:
            yield from _texts(document, child)


def _parse_base(url: str) -> Base | None:
    found = re.match(r"^(https?://[^/]+)?(/.*)?$", url)
    if found is None:
        return None
    path = (found[2] or "").rstrip("/*")
    if "{" in path or not re.fullmatch(r"(/[\w.-]+){0,4}", path):
        return None
    origin = found[1] or ""
    return Base(origin if _HOST.match(origin) else "", path)
