"""Runs the extractors over what stands under an operation: passages → facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.announced_pairs import is_pair
from mockdown.extractors.bracketed_fields import read_bracketed
from mockdown.extractors.claims import Claim, claim_block, claim_paragraph
from mockdown.extractors.code_blocks import read_code
from mockdown.extractors.components import (
    is_field,
    read_component_fields,
    read_component_status,
    role_of_field,
)
from mockdown.extractors.enums import is_enum_table, read_enum_list, read_enum_table
from mockdown.extractors.facts import (
    ExampleFact,
    Fact,
    FieldsFact,
    HeaderFact,
    QueryFact,
    RequestFact,
    StatusFact,
    TextFact,
    WholeFact,
)
from mockdown.extractors.field_lists import (
    is_field_list,
    read_definitions,
    read_header_lines,
    read_heading,
    read_list,
    read_paragraph,
)
from mockdown.extractors.fields import Field, is_field_table, read_table, table_columns
from mockdown.extractors.label_lines import lines_of, read_auth_line
from mockdown.extractors.labelled_answers import read_labelled_answer
from mockdown.extractors.labelled_items import take_labels
from mockdown.extractors.media_types import is_media_list, read_media_list, read_media_types
from mockdown.extractors.named_bodies import is_labelled_type, read_named_bodies, read_required
from mockdown.extractors.oauth_scopes import read_scopes
from mockdown.extractors.operation_rows import is_operation_row, read_operation_row
from mockdown.extractors.passages import Passage
from mockdown.extractors.prose_fields import read_prose_fields
from mockdown.extractors.requests import SampleRequest
from mockdown.extractors.security import read_own_schemes, read_security_sentences
from mockdown.extractors.statuses import (
    read_status_definitions,
    read_status_list,
    read_status_sentences,
    read_status_table,
    read_status_title,
    status_column,
)
from mockdown.extractors.titles import is_pseudo_heading, is_status_title
from mockdown.extractors.written_lines import read_field_lines, read_status_lines
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    DefinitionList,
    Document,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Table,
)
from mockdown.source import Rank, Span
from mockdown.values import replace
from mockdown.vocabularies.columns import Column
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
_HELD = (
    Role.PATH,
    Role.QUERY,
    Role.HEADER,
    Role.COOKIE,
    Role.FORM,
    Role.BODY,
    Role.PARAMETERS,
    Role.FIELDS,
    Role.RESPONSE,
)
"""Under headings of these roles the lines of a paragraph may be fields."""
_WHOLE_MUST = re.compile(r"\b(?:must|need|required|requires|have to|has to)\b", re.IGNORECASE)


def collect_facts(document: Document, passages: Iterable[Passage], claim: Claim) -> Iterator[Fact]:
    """All facts of a run of passages, in page order."""
    fields: list[Passage] = []
    sent: tuple[str, ...] | None = None
    """Under which headings the last code block was a request that is whole."""
    for passage in passages:
        block = passage.block
        found: list[Fact]
        if isinstance(block, Component):
            if is_field(block):
                fields.append(passage)
            else:
                yield from _of_component(document, block, claim)
            continue
        if fields and block.start >= max(_closes(item.block) for item in fields):
            yield from _of_fields(document, fields, claim)
            fields = []
        if isinstance(block, Paragraph):
            yield from claim_paragraph(block, _of_paragraph(document, passage, block), claim)
            continue
        if isinstance(block, Table):
            found = list(_of_table(document, passage, block))
        elif isinstance(block, CodeBlock):
            found = list(read_code(document, passage, block))
            if sent == passage.trail:
                found = [_as_answer(fact) for fact in found]
            sent = passage.trail if _is_sent(found) else None
        elif isinstance(block, ListBlock):
            found = list(_of_list(document, passage, block))
        elif isinstance(block, DefinitionList):
            found = list(_of_definitions(document, passage, block))
        elif isinstance(block, Heading):
            named = read_status_title(document, block.text, block.inline)
            if named is not None:
                claim(block.start, block.end)
                yield named
                continue
            found = [_fields(passage, (read_heading(document, block, passage.lead),), document, block)]
        else:
            continue
        if found:
            claim_block(block, found, claim)
            yield from found
    yield from _of_fields(document, fields, claim)


_OPEN = (
    Role.NONE,
    Role.EXAMPLE,
    Role.REQUEST,
    Role.PARAMETERS,
    Role.QUERY,
    Role.PATH,
    Role.HEADER,
)
"""What a heading may say of an example without calling it a body or an answer."""


def _is_sent(found: Iterable[Fact]) -> bool:
    """Whether a code block shows a request and nothing else, with no body to come from a file."""
    requests = [fact.request for fact in found if isinstance(fact, RequestFact)]
    answered = any(isinstance(fact, StatusFact | HeaderFact) for fact in found)
    return bool(requests) and not answered and not any(_reads_file(request) for request in requests)


def _reads_file(request: SampleRequest) -> bool:
    return request.upload or (request.body or "").startswith("@")


def _as_answer(fact: Fact) -> Fact:
    """An example right behind a whole request answers it, where nothing says otherwise."""
    if isinstance(fact, ExampleFact) and fact.role in _OPEN:
        return replace(fact, role=Role.RESPONSE)
    return fact


def _closes(block: Block) -> int:
    return block.closes if isinstance(block, Component) else 0


def _of_component(document: Document, block: Component, claim: Claim) -> Iterator[Fact]:
    status = read_component_status(document, block)
    if status is not None:
        claim(block.start, block.end)
        yield status


def _of_fields(document: Document, passages: Iterable[Passage], claim: Claim) -> Iterator[Fact]:
    """Components that describe fields, one after the other, are as one table for each role."""
    groups: dict[tuple[Role, str | None], list[tuple[Passage, Component]]] = {}
    outer: list[tuple[int, tuple[Role, str | None]]] = []
    for passage in passages:
        block = passage.block
        if isinstance(block, Component):
            while outer and block.start >= outer[-1][0]:
                outer.pop()
            # What unfolds below a field is part of it, whatever the title above says.
            place = outer[-1][1] if outer else (role_of_field(block, passage.role), passage.status)
            groups.setdefault(place, []).append((passage, block))
            outer.append((block.closes, place))
    for (role, _), members in groups.items():
        fields = tuple(read_component_fields(document, [block for _, block in members]))
        if role is Role.RESPONSE:
            fields = tuple(replace(item, location=None) for item in fields)
        if fields:
            for _, block in members:
                claim(block.start, block.end)
            fact = _fields(members[0][0], fields, document, members[0][1])
            yield replace(fact, role=role)


def _span(document: Document, block: Block) -> Span:
    return Span(document.source, block.start, block.end)


def _of_paragraph(document: Document, passage: Passage, block: Paragraph) -> Iterator[Fact]:
    text = block.text
    if parse_line(text) is not None or is_pair(document, block.inline, passage.trail):
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
            yield from _of_paragraph(document, passage, line)
        return
    if is_pseudo_heading(block) or is_status_title(text):
        title = read_status_title(document, text, block.inline)
        if title is not None:
            # "200 Response" above an example says less than the row of a table
            yield title if is_pseudo_heading(block) else replace(title, rank=Rank.EXAMPLE)
        return
    headers = tuple(read_header_lines(document, block.inline)) if passage.role is Role.HEADER else ()
    if headers:
        yield _fields(passage, headers, document, block)
        return
    field = read_paragraph(document, block.inline)
    lines = read_field_lines(document, block.inline) if field is None and passage.role in _HELD else []
    if lines:
        yield _fields(passage, tuple(lines), document, block)
        return
    if field is not None:
        yield _fields(passage, (field,), document, block)
        return
    bracketed = tuple(read_bracketed(document, block.inline, passage.trail))
    if bracketed:
        yield _fields(passage, bracketed, document, block)
    auth = read_auth_line(document, block.inline)
    if auth is not None:
        yield auth
        return
    yield from read_security_sentences(document, block.inline)
    yield from read_own_schemes(document, block.inline)
    yield from read_scopes(document, block.inline)
    if passage.role is not Role.DECOY and (passage.role is not Role.REQUEST or _ANSWERED.match(text)):
        yield from read_status_sentences(document, block.inline)
    if _WHOLE.search(text) and _WHOLE_MUST.search(text):
        yield WholeFact(span=_span(document, block))
    elif _NONE_MUST.search(text):
        yield WholeFact(optional=True, span=_span(document, block))
    if _IN_QUERY.search(text):
        yield QueryFact(span=_span(document, block))
    yield from read_named_bodies(document, block.inline, passage)
    if is_labelled_type(document, block.inline):
        return
    required = read_required(document, block.inline)
    if required is not None:
        yield required
    if passage.role in (Role.NONE, Role.EXAMPLE, Role.QUERY, Role.PARAMETERS, Role.BODY):
        for role, named in read_prose_fields(document, block.inline):
            place = passage.role if passage.role in (Role.QUERY, Role.BODY) else role
            yield FieldsFact(role=place, fields=(named,), prose=True, span=_span(document, block))
    media = list(read_media_types(document, block.inline, passage))
    yield from media
    if any(fact.role is Role.NONE for fact in media):
        return
    if (
        passage.role in (Role.NONE, Role.EXAMPLE)
        and not _LABEL_LINE.match(text)
        and not _is_navigation(block.inline)
    ):
        yield TextFact(
            text=document.source.slice(block.start, block.end).strip(), span=_span(document, block)
        )


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


def _fields(passage: Passage, fields: tuple[Field, ...], document: Document, block: Block) -> FieldsFact:
    if passage.part and passage.role is Role.RESPONSE:
        top = min(item.depth for item in fields)
        fields = tuple(
            replace(item, name=f"{passage.part}.{item.name}") if item.depth == top else item
            for item in fields
        )
    return FieldsFact(
        role=passage.role,
        fields=fields,
        status=passage.status,
        title=passage.title,
        span=_span(document, block),
    )


def _of_table(document: Document, passage: Passage, table: Table) -> Iterator[Fact]:
    if is_operation_row(table):
        yield from read_operation_row(document, table)
        return
    columns = table_columns(table)
    index = status_column(table, columns)
    if index is not None and passage.role is not Role.ENUM:
        yield from read_status_table(document, table, columns, index)
        return
    if is_enum_table(columns, passage.role):
        yield from read_enum_table(document, table, columns)
        return
    if not is_field_table(columns):
        return
    if (
        passage.role in (Role.DECOY, Role.ENUM)
        and Column.TYPE not in columns
        and Column.LOCATION not in columns
    ):
        return
    fields = tuple(read_table(document, table))
    if len(fields) == 1 and fields[0].name == "[array item]":
        return
    if fields:
        yield _fields(passage, fields, document, table)


def _of_list(document: Document, passage: Passage, block: ListBlock) -> Iterator[Fact]:
    if passage.role is Role.HEADER and is_media_list(block):
        yield from read_media_list(document, block)
        return
    statuses = read_status_list(document, block)
    if statuses and len(statuses) * 2 >= len(block.items):
        yield from statuses
        return
    labelled, rest = take_labels(document, block)
    yield from labelled
    if rest is None:
        return
    block = rest
    values = read_enum_list(document, block, passage.lead)
    if values is not None:
        yield values
        return
    if passage.role in (Role.DECOY, Role.ENUM):
        return
    answered = list(_of_labelled_items(document, passage, block))
    if answered:
        yield from answered
        return
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph):
            yield from read_named_bodies(document, first.inline, passage)
    if not is_field_list(block):
        return
    fields = tuple(read_list(document, block))
    if passage.role is Role.NONE:
        typed = [item for item in fields if not item.schema.is_unknown or item.required is not None]
        if len(typed) * 2 < len(fields):
            return
    if fields:
        yield _fields(passage, fields, document, block)


def _of_labelled_items(document: Document, passage: Passage, block: ListBlock) -> Iterator[Fact]:
    """Items such as `Code: 200` with `Content: {…}` below; a code is said before its content."""
    labelled = False
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            return
        status = passage.status
        for fact in read_labelled_answer(document, first.inline, status):
            status = fact.status
            labelled = True
            yield fact
        for other in item.blocks[1:]:
            if labelled and isinstance(other, CodeBlock):
                inner = replace(passage, block=other, role=Role.RESPONSE, status=status)
                yield from read_code(document, inner, other)


def _of_definitions(document: Document, passage: Passage, block: DefinitionList) -> Iterator[Fact]:
    statuses = read_status_definitions(document, block)
    if statuses:
        yield from statuses
        return
    fields = tuple(read_definitions(document, block))
    if fields:
        yield _fields(passage, fields, document, block)
