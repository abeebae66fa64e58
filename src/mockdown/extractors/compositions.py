"""Reads schemas that are told through another: "same as [Trail](#trail), but without `notes`"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mockdown.extractors.claims import Claim
from mockdown.extractors.field_lists import is_field_list, read_list
from mockdown.extractors.fields import Field, is_field_table, marked, read_table, table_columns
from mockdown.extractors.titles import is_pseudo_heading
from mockdown.extractors.type_links import reference_to
from mockdown.extractors.types import parse_type
from mockdown.model.schema import ANYTHING, Schema
from mockdown.readers.blocks import (
    Block,
    Document,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from mockdown.source import Span
from mockdown.vocabularies.composition import (
    REMOVAL,
    Change,
    change_of,
    change_of_sentence,
    changes_in,
    find_base,
)
from mockdown.vocabularies.roles import Role, role_of

_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_CODE = re.compile(r"`([\w.$@\[\]-]{1,80})`")
_TYPED = re.compile(
    r"^\s*(?:field |attribute |property )?(?:is|are|becomes?|has(?: the)? type|changes? to|:|→|->|–|—|-)\s+"
    r"(?:now |always |instead )?"
    r"(?P<type>.+)$",
    re.DOTALL,
)
_ASIDE = re.compile(r"^\s*\((?P<type>(?:[^()]|\([^()]*\)){1,120})\)")
_WEAK = re.compile(
    r"(?:subset|variant|version|form|representation|summary|extension|superset|\b\w+ation) of", re.IGNORECASE
)


@dataclass(slots=True)
class Composition:
    """A schema as the difference to another."""

    base: str | None = None
    """The reference to the other schema; None where only the place of the section tells it."""
    added: list[Field] = field(default_factory=list)
    changed: list[Field] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def read_composition(document: Document, section: Section, claim: Claim) -> Composition | None:
    """What a section says of its schema through another, None where it describes it in full."""
    reader = _Reader(document)
    reader.read_blocks(section.blocks, Change.NONE)
    for child in section.sections:
        change = change_of(child.title)
        if change is Change.NONE and reader.found.base and role_of(child.title) is Role.FIELDS:
            change = Change.ADDED
        if change is not Change.NONE:
            reader.says_more = True
            reader.read_blocks(child.blocks, change)
    found = reader.found
    differs = bool(found.removed or found.changed) or (found.base is not None and not reader.is_full)
    if not (differs or (reader.says_more and not reader.has_own)):
        return None
    if found.is_empty and found.base is None:
        return None
    for block in reader.read:
        claim(block.start, block.end)
    return found


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.found = Composition()
        self.read: list[Block] = []
        self.has_own = False
        """Whether a table or list stands there that no word calls a difference."""
        self.says_more = False
        self.weak = False

    @property
    def is_full(self) -> bool:
        """Whether a table stands beside words that need not mean composition: "a summary of a Trail"."""
        return self.weak and self.has_own

    def read_blocks(self, blocks: Sequence[Block], change: Change) -> None:
        current = change
        for block in blocks:
            if isinstance(block, Paragraph):
                current = self._paragraph(block, change, current)
            elif isinstance(block, Quote) and block.blocks and isinstance(block.blocks[0], Paragraph):
                self._paragraph(block.blocks[0], change, current)
            elif isinstance(block, Table | ListBlock):
                told = current
                if told is Change.NONE:
                    self.has_own = True
                    told = Change.ADDED if self.found.base is not None and not self.weak else told
                if told is not Change.NONE:
                    self._members(block, told)

    def _paragraph(self, block: Paragraph, outer: Change, current: Change) -> Change:
        text = self.document.source.slice(block.start, block.end).strip()
        if is_pseudo_heading(block):
            inner = change_of(block.text)
            return inner if inner is not Change.NONE else outer
        rest = text
        if self.found.base is None:
            based = find_base(text)
            if based is not None:
                self.found.base = _reference(based["name"])
                self.weak = _WEAK.search(based[0]) is not None and not changes_in(text[based.end("name") :])
                rest = text[based.end("name") :]
                self.read.append(block)
                self._sentence(block.inline, rest, Change.NONE)
                said = change_of_sentence(rest)
                return said if said is not Change.NONE else outer
        if text.endswith(":") or outer is Change.NONE:
            said = change_of_sentence(text) if text.rstrip("*_").endswith(":") else Change.NONE
            if said is not Change.NONE and not _CODE.search(text):
                self.says_more = True
                return said
        if outer is not Change.NONE:
            self._sentence(block.inline, text, outer)
        return current if current is not Change.NONE else outer

    def _sentence(self, inline: Inline, text: str, outer: Change) -> None:
        """The members that a sentence names in code, by the words before and behind each."""
        leads = changes_in(text)
        codes = list(_CODE.finditer(text))
        for index, code in enumerate(codes):
            stop = codes[index + 1].start() if index + 1 < len(codes) else len(text)
            behind = text[code.end() : stop]
            change = outer
            for at, lead in leads:
                if at < code.start():
                    change = lead
            self._named(inline, code[1], behind, _behind_all(codes, index, text), change)

    def _named(self, inline: Inline, name: str, behind: str, later: str, change: Change) -> None:
        if REMOVAL.match(later.strip()):
            self.found.removed.add(name)
            return
        typed = _TYPED.match(behind)
        aside = _ASIDE.match(behind)
        if typed is not None:
            change = Change.CHANGED if change is not Change.ADDED else change
        if change is Change.REMOVED:
            self.found.removed.add(name)
        elif change is not Change.NONE:
            written = (typed or aside)["type"] if typed or aside else ""  # type: ignore[index]
            made = Field(
                name=name,
                schema=_leading_type(written) if written else ANYTHING,
                span=Span(self.document.source, inline.start, inline.end),
            )
            (self.found.changed if change is Change.CHANGED else self.found.added).append(made)

    def _members(self, block: Table | ListBlock, change: Change) -> None:
        self.read.append(block)
        if change is Change.REMOVED:
            self.found.removed.update(_names(block))
            return
        target = self.found.changed if change is Change.CHANGED else self.found.added
        if isinstance(block, Table):
            if is_field_table(table_columns(block)):
                target.extend(read_table(self.document, block))
        elif change is Change.CHANGED or not is_field_list(block):
            for inline in _inlines(block):
                self._sentence(inline, marked(self.document, inline), change)
        else:
            target.extend(read_list(self.document, block))


def _behind_all(codes: Sequence[re.Match[str]], index: int, text: str) -> str:
    """What follows a name, or the list of names that it stands in: "`a` and `b` are left out"."""
    while index + 1 < len(codes) and re.fullmatch(
        r"\s*(?:,|and|or|, and|&)\s*", text[codes[index].end() : codes[index + 1].start()]
    ):
        index += 1
    return text[codes[index].end() :]


def _inlines(block: ListBlock) -> Iterator[Inline]:
    for item in block.items:
        if item.blocks and isinstance(item.blocks[0], Paragraph):
            yield item.blocks[0].inline


def _names(block: Table | ListBlock) -> Iterator[str]:
    inlines = (
        (row.cells[0] for row in block.rows if row.cells) if isinstance(block, Table) else _inlines(block)
    )
    for inline in inlines:
        if inline.codes:
            yield from (code.strip() for code in inline.codes[:1])
            yield from (
                code for code in inline.codes[1:] if re.match(r"^`?[\w.`, ]+(?:and [\w.`]+)?$", inline.text)
            )
        else:
            found = re.match(r"[\w.$@-]+", inline.text)
            if found is not None:
                yield found[0]


def _reference(name: str) -> str:
    link = re.fullmatch(_LINK, name)
    if link is not None:
        return reference_to(link[1].strip("`* "), link[2])
    return name.strip("`* ")


def _leading_type(text: str) -> Schema:
    """The type that a phrase starts with: "an Array of [Trail](#trail) instead of names"."""
    plain = _LINK.sub(lambda found: reference_to(found[1].strip("`* "), found[2]), text.strip())
    plain = re.split(
        r"[.;](?:\s|$)|\s(?:instead|rather|and not|\(|when|if|which|that|in place)\b|,\s", plain
    )[0]
    plain = re.sub(r"^(?:an?|the) (?!array|list)", "", plain.strip(" `*"), flags=re.IGNORECASE)
    return parse_type(plain.replace("`", ""))
