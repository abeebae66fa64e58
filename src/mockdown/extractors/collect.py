"""Runs the extractors over what stands under an operation: passages → facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mockdown.extractors.claims import Claim, claim_block, claim_paragraph
from mockdown.extractors.code_blocks import read_code
from mockdown.extractors.components import (
    is_field,
    read_component_fields,
    read_component_status,
    role_of_field,
)
from mockdown.extractors.definition_fields import read_definitions
from mockdown.extractors.enums import is_enum_table, read_enum_list, read_enum_table
from mockdown.extractors.error_names import names_of_errors
from mockdown.extractors.facts import (
    ExampleFact,
    Fact,
    FieldsFact,
    HeaderFact,
    RequestFact,
    StatusFact,
)
from mockdown.extractors.field_lists import (
    is_field_list,
    read_heading,
    read_list,
)
from mockdown.extractors.fields import is_field_table, lists_nothing, read_table, table_columns
from mockdown.extractors.inline_bodies import read_inline_bodies
from mockdown.extractors.labelled_answers import read_labelled_answer
from mockdown.extractors.labelled_items import take_labels
from mockdown.extractors.media_types import is_media_list, read_media_list
from mockdown.extractors.named_bodies import read_attributes, read_named_bodies
from mockdown.extractors.operation_rows import is_operation_row, read_operation_row
from mockdown.extractors.paragraph_facts import read_paragraph_facts
from mockdown.extractors.passages import Passage, with_sure_part
from mockdown.extractors.placed_fields import fields_fact, lists_errors
from mockdown.extractors.requests import SampleRequest
from mockdown.extractors.statuses import (
    lists_statuses,
    read_status_definitions,
    read_status_list,
    read_status_sentences,
    read_status_table,
    read_status_title,
    status_column,
)
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    DefinitionList,
    Document,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Table,
)
from mockdown.values import replace
from mockdown.vocabularies.columns import Column
from mockdown.vocabularies.roles import Role


def collect_facts(document: Document, passages: Iterable[Passage], claim: Claim) -> Iterator[Fact]:
    """All facts of a run of passages, in page order."""
    fields: list[Passage] = []
    told: set[str] = set()
    """The fields so far, whose members a lead-in may go on to tell."""
    sent: tuple[str, ...] | None = None
    """Under which headings the last code block was a request that is whole."""
    for placed in passages:
        passage = with_sure_part(placed, told)
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
            yield from claim_paragraph(block, read_paragraph_facts(document, passage, block), claim)
            continue
        if isinstance(block, Table):
            found = list(_of_table(document, passage, block))
            if not found and lists_nothing(block):
                claim(block.start, block.end)
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
            found = [fields_fact(passage, (read_heading(document, block, passage.lead),), document, block)]
        else:
            continue
        if found:
            told.update(_names(found))
            claim_block(block, found, claim)
            yield from found
    yield from _of_fields(document, fields, claim)


def _names(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        if isinstance(fact, FieldsFact):
            yield from (item.name for item in fact.fields)


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
            fact = fields_fact(members[0][0], fields, document, members[0][1])
            yield replace(fact, role=role)


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
    named = names_of_errors(passage, fields, document.span(table))
    if named is not None:
        yield named
    elif fields and not lists_errors(passage, fields):
        yield fields_fact(passage, fields, document, table)


def _of_list(document: Document, passage: Passage, block: ListBlock) -> Iterator[Fact]:
    if passage.role is Role.HEADER and is_media_list(block):
        yield from read_media_list(document, block)
        return
    statuses = read_status_list(document, block)
    if sum(isinstance(fact, StatusFact) for fact in statuses) * 2 >= len(block.items) > 0:
        yield from statuses
        return
    told, left = _take_bodies(document, passage, block)
    yield from told
    if left is None:
        return
    labelled, rest = take_labels(document, left)
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
    if fields and not lists_errors(passage, fields):
        yield fields_fact(passage, fields, document, block)


def _take_bodies(
    document: Document, passage: Passage, block: ListBlock
) -> tuple[list[Fact], ListBlock | None]:
    """What items say of bodies and statuses behind labels, and the list of what is left."""
    facts: list[Fact] = []
    rest: list[Item] = []
    for item in block.items:
        first = item.blocks[0] if len(item.blocks) == 1 else None
        found: list[Fact] = []
        if isinstance(first, Paragraph):
            attributes = read_attributes(document, first.inline, passage)
            found.extend([attributes] if attributes is not None else [])
            found.extend(read_inline_bodies(document, first.inline, passage.status))
            if not found and lists_statuses(first.text):
                found.extend(read_status_sentences(document, first.inline))
        facts.extend(found)
        if not found:
            rest.append(item)
    if not facts:
        return facts, block
    return facts, ListBlock(tuple(rest), rest[0].start, rest[-1].end) if rest else None


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
        yield fields_fact(passage, fields, document, block)
