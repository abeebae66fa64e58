"""Reads what one paragraph under an operation says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.announced_pairs import is_pair
from mockdown.extractors.answered_headers import read_listed_headers
from mockdown.extractors.bracketed_fields import read_bracketed
from mockdown.extractors.facts import (
    Fact,
    FieldsFact,
    QueryFact,
    TextFact,
    WholeFact,
)
from mockdown.extractors.field_lists import (
    read_header_lines,
    read_paragraph,
)
from mockdown.extractors.fields import Field
from mockdown.extractors.inline_bodies import read_inline_bodies
from mockdown.extractors.label_lines import lines_of, read_auth_line
from mockdown.extractors.labelled_answers import read_labelled_answer
from mockdown.extractors.media_types import is_media_line, read_media_types
from mockdown.extractors.named_bodies import is_labelled_type, read_named_bodies, read_required
from mockdown.extractors.oauth_scopes import read_scopes
from mockdown.extractors.passages import FIELD_ROLES, Passage
from mockdown.extractors.placed_fields import fields_fact
from mockdown.extractors.plain_texts import without_marks
from mockdown.extractors.prose_fields import read_asked_names, read_prose_fields, read_values_of_names
from mockdown.extractors.security import read_own_schemes, read_security_sentences
from mockdown.extractors.statuses import (
    read_status_sentences,
    read_status_title,
)
from mockdown.extractors.titles import is_pseudo_heading, is_status_title
from mockdown.extractors.written_lines import read_field_lines, read_status_lines
from mockdown.readers.blocks import (
    Document,
    Inline,
    Paragraph,
)
from mockdown.source import Rank
from mockdown.values import replace
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.wordings import Wording

_WHOLE = Wording(
    "entire whole full complete",
    r"\b(?:entire|whole|full|complete) (?:\w+ ){0,3}(?:object|body|resource|representation|payload|record)\b",
)
_IN_QUERY = Wording(
    "query",
    r"\b(?:parameters?|arguments?|properties|fields|attributes)\b[^.]{0,40}"
    r"\b(?:sent|passed|given|go|goes|provided) (?:in|as|via|through|into) "
    r"(?:the |an? )?(?:ur[il] )?query\b",
)
_NONE_MUST = re.compile(
    r"\ball (?:of )?(?:the |these )?(?:\w+ )?(?:parameters|params|fields|properties|attributes|keys)\b"
    r"[^.]{0,60}\b(?:is|are) optional\b",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(
    r"^\W*(?:auth(?:entication|orization)?(?: required)?\W*[:=]\W*\w+(?: \w+){0,2}"
    r"|request(?: \([^()]*\)))\W*$",
    re.IGNORECASE,
)
"""A line that says something in a form of its own, and nothing to a reader of the description."""
_ANSWERED = re.compile(
    r"^(?:(?:it|this|the (?:server|api|response|call|request|operation|endpoint)) )?(?:then )?(?:will )?"
    r"(?:returns?|responds?|answers?|replies|is answered)\b",
    re.IGNORECASE,
)
"""A sentence on the answer, which may stand below a sample request as well."""
_HELD = FIELD_ROLES - {Role.STATUSES}
"""Under headings of these roles the lines of a paragraph may be fields."""
_WHOLE_MUST = re.compile(r"\b(?:must|need|required|requires|have to|has to)\b", re.IGNORECASE)


def read_paragraph_facts(document: Document, passage: Passage, block: Paragraph) -> Iterator[Fact]:
    """The facts of one paragraph: a title, lines of statuses or fields, or sentences."""
    text = block.text
    announced = parse_line(text)
    if announced is not None:
        if announced.title:
            yield from _behind_announcement(document, passage, block.inline)
        return
    if is_pair(document, block.inline, passage.trail):
        return
    answered: list[Fact] = [*read_status_lines(document, block.inline)]
    if not answered:
        answered.extend(read_labelled_answer(document, block.inline, passage.status))
    if answered:
        yield from answered
        return
    lines = lines_of(document, block)
    if lines:
        for line in lines:
            yield from read_paragraph_facts(document, passage, line)
        return
    if is_pseudo_heading(block) or is_status_title(text):
        title = read_status_title(document, text, block.inline)
        if title is not None:
            # "200 Response" above an example says less than the row of a table
            yield title if is_pseudo_heading(block) else replace(title, rank=Rank.EXAMPLE)
        return
    bodies = read_inline_bodies(document, block.inline, passage.status)
    if bodies:
        yield from bodies
        return
    fields = _of_fields(document, passage, block)
    if fields:
        yield fields_fact(passage, fields, document, block)
        return
    yield from _of_sentences(document, passage, block)


_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z`*])|\s+[-–—]\s+(?=[A-Z`*])")


def _behind_announcement(document: Document, passage: Passage, inline: Inline) -> Iterator[Fact]:
    """What sentences behind an announcement say of bodies and statuses: "POST /x – … Returns 201."."""
    written = document.source.slice(inline.start, inline.end)
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(written)), len(written)):
        part = written[start:end]
        at = inline.start + len(written[:start].encode())
        size = len(part.rstrip(" .;").encode())
        codes = tuple(code for code in inline.codes if f"`{code}`" in part)
        said = Inline(part.strip(" .;*"), at, at + size, codes)
        if start:
            bodies = read_inline_bodies(document, said, passage.status)
            yield from bodies or read_status_sentences(document, said)
        start = end


def _of_fields(document: Document, passage: Passage, block: Paragraph) -> tuple[Field, ...]:
    """The fields of a paragraph that is nothing else."""
    headers = tuple(read_header_lines(document, block.inline)) if passage.role is Role.HEADER else ()
    if headers:
        return headers
    field = read_paragraph(document, block.inline)
    if field is not None:
        return (field,)
    return tuple(read_field_lines(document, block.inline)) if passage.role in _HELD else ()


def _of_sentences(document: Document, passage: Passage, block: Paragraph) -> Iterator[Fact]:
    text = block.text
    bracketed = tuple(read_bracketed(document, block.inline, passage.trail))
    if bracketed:
        yield fields_fact(passage, bracketed, document, block)
    auth = read_auth_line(document, block.inline)
    if auth is not None:
        yield auth
        return
    yield from read_security_sentences(document, block.inline)
    yield from read_own_schemes(document, block.inline)
    yield from read_scopes(document, block.inline)
    if passage.role is not Role.DECOY and (passage.role is not Role.REQUEST or _ANSWERED.match(text)):
        yield from read_status_sentences(document, block.inline)
    yield from read_listed_headers(document, block.inline)
    if _WHOLE.search(text) and _WHOLE_MUST.search(text):
        yield WholeFact(span=document.span(block))
    elif _NONE_MUST.search(text):
        yield WholeFact(optional=True, span=document.span(block))
    if _IN_QUERY.search(text):
        yield QueryFact(span=document.span(block))
    yield from read_named_bodies(document, block.inline, passage)
    if is_labelled_type(document, block.inline):
        return
    required = read_required(document, block.inline)
    if required is not None:
        yield required
    if passage.role in (Role.NONE, Role.EXAMPLE, Role.QUERY, Role.PARAMETERS, Role.BODY):
        for role, named in read_prose_fields(document, block.inline):
            place = passage.role if passage.role in (Role.QUERY, Role.BODY) else role
            yield FieldsFact(role=place, fields=(named,), prose=True, span=document.span(block))
        yield from _of_names(document, passage, block)
    yield from read_media_types(document, block.inline, passage)
    if is_media_line(block.inline):
        return
    if (
        passage.role in (Role.NONE, Role.EXAMPLE)
        and not _LABEL_LINE.match(text)
        and not _is_navigation(block.inline)
    ):
        said = without_marks(document.source.slice(block.start, block.end))
        if said:
            yield TextFact(text=said, span=document.span(block))


def _of_names(document: Document, passage: Passage, block: Paragraph) -> Iterator[Fact]:
    place = passage.role if passage.role in (Role.QUERY, Role.BODY) else Role.PARAMETERS
    for named in read_asked_names(document, block.inline):
        yield FieldsFact(role=place, fields=(named,), prose=True, span=document.span(block))
    for named in read_values_of_names(document, block.inline):
        yield FieldsFact(role=place, fields=(named,), prose=True, if_sent=True, span=document.span(block))


_NAVIGATION = re.compile(
    r"^\W*(?:(?:go |jump )?(?:back )?(?:to )?(?:the )?"
    r"(?:top|contents|table of contents|index|overview|start)(?: of (?:the )?page)?"
    r"|(?:edit|improve|view|report)(?: an issue with)?(?: this)?(?: (?:page|doc|file|source))?(?: on \w+)?"
    r"|(?:next|previous|prev|up)(?: page)?(?:\s*:.{0,60})?)\W*$",
    re.IGNORECASE,
)


def _is_navigation(inline: Inline) -> bool:
    """Whether a line is nothing but links to move about the docs with: "Back to top"."""
    if not inline.links or len(inline.text) > 200:
        return False
    rest = inline.text
    for link in inline.links:
        rest = rest.replace(link.text, "", 1)
    return not re.search(r"\w", rest) and all(_NAVIGATION.match(link.text) for link in inline.links)
