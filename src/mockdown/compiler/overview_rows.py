"""Reads what an overview says of the credentials of operations that are described elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mockdown.extractors.announcements import Announcement
from mockdown.extractors.claims import Claim
from mockdown.extractors.facts import Fact, SecurityFact
from mockdown.extractors.operation_rows import read_credential_cells
from mockdown.extractors.scopes import Key, Scope
from mockdown.readers.blocks import Document, Table


def add_overview(
    documents: Sequence[Document],
    announced: Sequence[Sequence[Announcement]],
    scopes: Sequence[Scope],
    facts: Sequence[list[Fact]],
    claims: Mapping[str, Claim],
) -> None:
    """Give operations that say nothing of credentials the cells of the row that lists them.

    `announced` is all that the pages announce, also what stands more plainly elsewhere.
    """
    silent: dict[Key, list[Fact]] = {}
    for scope, told in zip(scopes, facts, strict=True):
        for key in scope.keys:
            silent.setdefault(key, told)
    speaking = {
        key
        for scope, told in zip(scopes, facts, strict=True)
        for key in scope.keys
        if any(isinstance(fact, SecurityFact) for fact in told)
    }
    for document, found in zip(documents, announced, strict=True):
        for key, fact in _told_in_rows(document, found, speaking):
            if key in silent:
                silent[key].append(fact)
                claims[document.name](fact.span.start, fact.span.end)


def _told_in_rows(
    document: Document, found: Iterable[Announcement], speaking: Collection[Key]
) -> Iterator[tuple[Key, SecurityFact]]:
    for announcement in found:
        table = announcement.block
        if not isinstance(table, Table) or announcement.key in speaking:
            continue
        for row in table.rows:
            if row.start <= announcement.span.start < row.end:
                for fact in read_credential_cells(document, table, row):
                    yield announcement.key, fact
