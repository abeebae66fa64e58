"""Decides which credentials each operation needs, from what is said of it, its section, page and API."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mockdown.compiler.evidence import Evidence
from mockdown.compiler.oauth import OAuth
from mockdown.compiler.owned import OwnedBytes, by_page
from mockdown.compiler.page_credentials import key_of, schemes_of_pages
from mockdown.extractors.facts import SecurityFact
from mockdown.extractors.requests import read_curl
from mockdown.extractors.scopes import Scope
from mockdown.extractors.security import (
    read_header_lines,
    read_header_names,
    read_request_security,
    read_scheme_sentences,
    read_security_sentences,
)
from mockdown.model.api import SecurityScheme
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from mockdown.source import Span

_TITLE = re.compile(
    r"\b(?:auth\w*|credentials?|api keys?|tokens?|security|log ?in|sign ?in|overview|introduction"
    r"|getting started|general|autenti\w*|autoriza\w*|anmeldung|аутентификац\w*|авторизац\w*)\b"
    r"|认证|鉴权|身份验证|認証|인증",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A security fact that stands outside the operations, and the bytes of the section it rules."""

    fact: SecurityFact
    document: Document
    start: int
    end: int
    whole: bool
    """Whether it speaks of the whole API: it stands on a page without operations, or about credentials."""


def find_notes(documents: Sequence[Document], scopes: Sequence[Scope]) -> list[Note]:
    """What the pages say of credentials outside the operations."""
    notes: list[Note] = []
    pages = by_page(scopes)
    for document in documents:
        has_operations = document.name in pages
        owned = OwnedBytes(pages.get(document.name, ()))
        for section in document.root.walk():
            titled = _is_title(section.title or document.title or document.name)
            for block in _flat(section.blocks):
                if owned.holds(block.start):
                    continue
                everywhere = not has_operations or titled
                notes.extend(
                    Note(fact, document, section.start, section.end, everywhere or bool(fact.type))
                    for fact in _facts_of(document, block, titled=titled)
                )
    return notes


@lru_cache(maxsize=2048)
def _is_title(text: str) -> bool:
    """Whether words are a title of what is said of credentials; the names in tables repeat."""
    return _TITLE.search(text) is not None


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Quote):
            yield from _flat(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _flat(item.blocks)
        else:
            yield block


def _facts_of(document: Document, block: Block, *, titled: bool) -> Iterator[SecurityFact]:
    if isinstance(block, Paragraph):
        yield from read_security_sentences(document, block.inline)
        yield from read_scheme_sentences(document, block.inline, titled=titled)
    elif isinstance(block, Table):
        for row in (block.header, *(row.cells for row in block.rows)):
            if _is_title(row[0].text):
                for cell in row[1:]:
                    yield from read_scheme_sentences(document, cell, titled=True)
    elif isinstance(block, Component) and block.text:
        inline = Inline(block.text, block.start, block.end)
        yield from read_security_sentences(document, inline)
        yield from read_scheme_sentences(document, inline, titled=titled)
    elif isinstance(block, CodeBlock) and titled:
        span = Span(document.source, block.content, block.end)
        shown = [read_request_security(request, span) for request in read_curl(block.text)]
        yield from filter(None, shown)
        if not shown:
            yield from read_header_lines(block.text.split("\n")[:_MOST], span)
            yield from read_header_names(block.text.split("\n")[:_MOST], span)


_MOST = 40
"""So many lines of code are read for headers."""


class SecurityPlan:
    """The schemes of an API, and the requirement of each operation."""

    def __init__(self, evidence: Sequence[Evidence], notes: Sequence[Note], oauth: OAuth | None) -> None:
        self.oauth = oauth
        self.notes: dict[str, list[Note]] = {}
        for note in notes:
            self.notes.setdefault(note.document.name, []).append(note)
        self.count = len(evidence)
        self.schemes: dict[tuple[str, ...], SecurityScheme] = {}
        counted: Counter[tuple[str, ...]] = Counter()
        for facts in (*map(self._own, evidence), [note.fact for note in notes]):
            for fact in facts:
                if fact.type:
                    counted[self._add(fact)] += 1
        noted = {self._add(note.fact) for note in notes if note.fact.type}
        self.default = max(counted, key=lambda key: (counted[key], key in noted)) if counted else None
        pages = {_page_of(item) for item in evidence}
        stated = [note for note in notes if note.whole and note.fact.needed]
        self.of_page = schemes_of_pages(
            ((note.document.name, note.fact) for note in stated), pages, self.default
        )
        """The schemes of pages, where they differ; what such a page states is then of no other."""
        of_all = (note for note in stated if not self.of_page or note.document.name not in pages)
        self.stated_for_all = next(of_all, None)
        self.shown = any(fact.type for item in evidence for fact in self._own(item))
        """Whether samples of single operations carry credentials."""
        told = Counter(
            min(
                fact.span.text.slice(fact.span.start, fact.span.end)
                for fact in item.of(SecurityFact)
                if fact.needed and not fact.type
            )
            for item in evidence
            if any(fact.needed and not fact.type for fact in item.of(SecurityFact))
        )
        sampled = [item for item in evidence if any(True for _ in item.samples())]
        with_credentials = sum(any(fact.type for fact in self._own(item)) for item in sampled)
        self.usual = bool(sampled) and with_credentials * 2 >= len(sampled)
        """Whether most samples carry credentials; operations without a sample are then like those."""
        self.told = max(told.values(), default=0)
        """How many operations say in the same words that credentials are needed; then silence means none."""

    def _own(self, item: Evidence) -> list[SecurityFact]:
        """What an operation says of itself; scopes mean something only where the pages speak of OAuth.

        A bearer token that a sample shows is the one that has the scopes (RFC 6750, 2.1).
        """
        facts = item.of(SecurityFact)
        scoped = self.oauth is not None and any(fact.type == "oauth2" for fact in facts)
        return [fact for fact in facts if (fact.scheme != "bearer" if scoped else fact.type != "oauth2")]

    def scopes(self, item: Evidence) -> tuple[tuple[str, ...], ...]:
        """The alternatives of OAuth scopes that an operation asks for."""
        return tuple(dict.fromkeys(fact.scopes for fact in self._own(item) if fact.scopes))

    def _add(self, fact: SecurityFact) -> tuple[str, ...]:
        key = key_of(fact)
        if fact.type == "oauth2" and self.oauth is not None:
            known = self.schemes.get(key)
            scopes = dict.fromkeys((*(known.scopes if known is not None else ()), *fact.scopes))
            self.schemes[key] = SecurityScheme(
                name=known.name if known is not None else self._name(fact),
                type=fact.type,
                authorization_url=self.oauth.authorization_url,
                token_url=self.oauth.token_url,
                scopes=tuple(scopes),
                span=known.span if known is not None else fact.span,
            )
        if key not in self.schemes:
            self.schemes[key] = SecurityScheme(
                name=self._name(fact),
                type=fact.type,
                scheme=fact.scheme,
                location=fact.location,
                parameter=fact.parameter,
                span=fact.span,
            )
        return key

    def _name(self, fact: SecurityFact) -> str:
        plain = {"bearer": "bearerAuth", "basic": "basicAuth", "oauth2": "oauth2"}
        base = plain.get(fact.scheme or fact.type)
        if base is None:
            base = re.sub(r"[^\w.-]", "", fact.parameter) or "apiKey"
        names = {scheme.name for scheme in self.schemes.values()}
        name, count = base, 2
        while name in names:
            name, count = f"{base}{count}", count + 1
        return name

    def requirement(self, item: Evidence) -> tuple[tuple[tuple[str, ...], ...] | None, Span | None]:
        """The alternatives that an operation accepts, () for none, None where nothing is said."""
        own = self._own(item)
        named = [fact for fact in own if fact.type]
        if named:
            # a sample shows one of the ways; several samples may show several
            keys = dict.fromkeys(self._add(fact) for fact in named)
            return tuple((self.schemes[key].name,) for key in keys), named[0].span
        for fact in own:
            return (self._fallback(item) if fact.needed else ()), fact.span
        for note in self._ruling(item):
            return (self._fallback(item) if note.fact.needed else ()), note.fact.span
        has_sample = any(True for _ in item.samples())
        stated_for_all = self._stated_for(item)
        silent = self.told * 4 >= self.count or (self.shown and has_sample and stated_for_all is None)
        if self.default is None or silent:
            return (), None
        if stated_for_all is not None:
            return self._fallback(item), stated_for_all.fact.span
        if self.usual and not has_sample:
            return self._fallback(item), None
        return (), None

    def _ruling(self, item: Evidence) -> Iterator[Note]:
        """What the sections around an operation say of whether credentials are needed, innermost first."""
        scope = item.scopes[0]
        around = [
            note
            for note in self.notes.get(scope.document.name, ())
            if not note.fact.type and note.start <= scope.announcements[0].span.start < note.end
        ]
        yield from sorted(around, key=lambda note: note.end - note.start)

    def _stated_for(self, item: Evidence) -> Note | None:
        """What is stated for all operations, or for all of this one's page where pages differ."""
        page = _page_of(item)
        if page not in self.of_page:
            return self.stated_for_all
        own = (note for note in self.notes[page] if note.whole and note.fact.needed)
        return next(own, self.stated_for_all)

    def _fallback(self, item: Evidence) -> tuple[tuple[str, ...], ...]:
        key = self.of_page.get(_page_of(item), self.default)
        return () if key is None else ((self.schemes[key].name,),)


def _page_of(item: Evidence) -> str:
    return item.scopes[0].document.name
