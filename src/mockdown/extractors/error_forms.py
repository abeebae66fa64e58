"""Reads the form that the errors of an API have, where a page says it once of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mockdown.extractors.claims import Claim
from mockdown.extractors.collect import collect_facts
from mockdown.extractors.facts import ExampleFact, FieldsFact
from mockdown.extractors.passages import Passage, walk_blocks
from mockdown.readers.blocks import Block, CodeBlock, Document, ListBlock, Table
from mockdown.vocabularies.error_titles import is_error_title
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.sentences import last_sentence

_OF_ERRORS = re.compile(
    r"\b(?:all|every|each|any)\b(?: [\w-]+){0,3}? (?:errors?|failures?)\b"
    r"|\b(?:errors?|failures?)(?: (?:responses?|messages?|bod(?:y|ies)|objects?|answers?|payloads?))?"
    r" (?:(?:always|all|also) )?(?:are|is|have|has|looks?|follows?|shares?|uses?|comes?|contains?|carry"
    r"|carries|consists?|return(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""A sentence about errors in general."""
_SENT = (Role.BODY, Role.REQUEST, Role.QUERY, Role.PATH, Role.HEADER, Role.PARAMETERS, Role.FORM)
_SHOWS = (CodeBlock, Table, ListBlock)


_ONE_SCHEMA = re.compile(r"^\W*errors? (?:object|schema|model)s?\W*$|^\W*error\W*$", re.IGNORECASE)


def is_title_of_all(title: str) -> bool:
    """Whether a title is that of errors in general; one such as `Error` is that of a schema, to be linked."""
    return is_error_title(title) and _ONE_SCHEMA.match(title) is None


def says_all_errors(lead: str) -> bool:
    """Whether the sentence before a block says that it shows what all errors are like."""
    return _OF_ERRORS.search(last_sentence(lead)) is not None


def read_error_form(
    document: Document, blocks: Iterable[Block], claim: Claim, *, titled: bool
) -> Iterator[ExampleFact | FieldsFact]:
    """What a run of blocks shows of errors: below a title about them (`titled`), or a sentence."""
    for passage in walk_blocks(blocks):
        if not isinstance(passage.block, _SHOWS) or passage.role in _SENT:
            continue
        if not (titled or says_all_errors(passage.lead)):
            continue
        found = [fact for fact in _facts(document, passage) if _is_form(fact)]
        if found and _is_whole(passage.block, found):
            claim(passage.block.start, passage.block.end)
            yield from found


def _facts(document: Document, passage: Passage) -> Iterator[ExampleFact | FieldsFact]:
    for fact in collect_facts(document, (passage,), lambda *_: None):
        if isinstance(fact, ExampleFact | FieldsFact):
            yield fact


def _is_whole(block: Block, found: list[ExampleFact | FieldsFact]) -> bool:
    """Whether a block shows one message, and all of it: JSON that breaks off shows only some part."""
    if not isinstance(block, CodeBlock):
        return True
    if len(found) != 1 or not isinstance(found[0], ExampleFact):
        return False
    value, text = found[0].value, block.text
    first = next(iter(value), "") if isinstance(value, dict) else ""
    opening = text.find("{")
    return bool(first) and text[opening + 1 :].lstrip().lstrip("\"'").startswith(first)


def _is_form(fact: ExampleFact | FieldsFact) -> bool:
    if fact.status is not None and "1" <= fact.status < "4":
        return False
    if isinstance(fact, ExampleFact):
        return fact.schema is not None and fact.schema.type == "object" and bool(fact.schema.properties)
    typed = sum(not item.schema.is_unknown for item in fact.fields)
    placed = any(item.location is not None for item in fact.fields)
    return typed * 2 >= len(fact.fields) > 0 and not placed
