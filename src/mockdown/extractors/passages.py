"""Walks what stands under an operation: each block with what the headings and lead-ins say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Generator, Iterable, Iterator
from dataclasses import field

from mockdown.extractors.components import fence_title, heading_of, is_field
from mockdown.extractors.field_lists import is_field_list
from mockdown.extractors.labelled_items import starts_anew, title_behind
from mockdown.extractors.message_parts import part_of_message, says_of_part, speaks_of_answer
from mockdown.extractors.places import OUTCOME, TOP, Place
from mockdown.extractors.shown_statuses import ANSWERED, only_status, shown_status
from mockdown.extractors.status_titles import labelled_status, status_of_title
from mockdown.extractors.titles import is_field_title, is_pseudo_heading
from mockdown.readers.blocks import (
    Block,
    CodeBlock,
    Component,
    DefinitionList,
    Heading,
    HtmlBlock,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Section,
    Table,
)
from mockdown.values import dataclass, replace
from mockdown.vocabularies.error_titles import OTHERWISE
from mockdown.vocabularies.roles import Role, role_of
from mockdown.vocabularies.symbols import without_symbols


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in its place."""

    block: Block
    role: Role
    title: str = ""
    """The heading or lead-in that gave the role."""
    lead: str = ""
    """The sentence right before the block."""
    status: str | None = None
    """The status that headings or lead-in name."""
    trail: tuple[str, ...] = field(default=(), compare=False)
    """The headings above it, inside the scope."""
    part: str = ""
    """The member of the message that the lead-in says the block shows: "The `data` field has …"."""


_CODE_LABEL = re.compile(
    r"^(?:(?:http|response|status) )*(?:code|status)\s*[:：]\s*[1-5]\d\d\b", re.IGNORECASE
)
"""A paragraph such as `Code : 404 NOT FOUND`, which holds for what follows."""


@dataclass(frozen=True, slots=True)
class _Inside:
    """A component that acts as a heading, up to its closing tag."""

    closes: int
    outer: Place
    inner: Place


def _leave(inside: list[_Inside], at: int) -> Place | None:
    """Close the components that end before an offset; the place outside of them."""
    left = None
    while inside and at >= inside[-1].closes:
        left = inside.pop().outer
    return left


FIELD_ROLES = frozenset(
    (
        Role.PATH,
        Role.QUERY,
        Role.HEADER,
        Role.COOKIE,
        Role.FORM,
        Role.BODY,
        Role.PARAMETERS,
        Role.FIELDS,
        Role.RESPONSE,
        Role.STATUSES,
    )
)


def walk_section(
    section: Section, *, top: bool = True, leave_out: Callable[[Section], bool] | None = None
) -> Iterator[Passage]:
    """The blocks of a section and of all below it; the title of the section itself gives no role if `top`.

    `leave_out` says which sections below it are passed over, with all that stands in them.
    """
    place = TOP if top else TOP.below(section.title)
    yield from _walk(section, place, [], leave_out)


_FOREIGN = re.compile(
    r"^(?:authenticat\w*(?: (?:bearer|basic|api ?key|oauth ?2?|none))?|authori[sz]ation|schemas?"
    r"|models?|objects?|definitions|(?:data"
    r"|common) (?:types|models|structures|schemas)"
    r"|types|resources|change ?log|glossary|rate limit\w*|pagination|introduction|overview"
    r"|getting started|versioning"
    r"|common errors|error (?:codes|handling)|faq|support|contact|license)$",
    re.IGNORECASE,
)


def is_foreign(section: Section) -> bool:
    """Whether a section beside an operation's, by its title, speaks of the whole API instead."""
    return _FOREIGN.match(without_symbols(section.title).strip(" :#*`")) is not None


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Passage]:
    """A run of blocks without headings."""
    yield from _walk_run(blocks, TOP)


def _walk(
    section: Section,
    place: Place,
    inside: list[_Inside],
    leave_out: Callable[[Section], bool] | None = None,
) -> Iterator[Passage]:
    opened = len(inside)
    yield from _walk_run(section.blocks, place, inside)
    base = current = place
    for child in section.sections:
        if leave_out is not None and leave_out(child):
            continue
        _leave(inside, child.start)
        place = inside[-1].inner if len(inside) > opened else base
        if child.heading is not None and current.role in FIELD_ROLES and is_field_title(child.heading):
            text = "\n".join(block.text for block in child.blocks if isinstance(block, Paragraph))
            yield Passage(child.heading, current.role, current.title, text, current.status, current.trail)
            others = [block for block in child.blocks if not isinstance(block, Paragraph)]
            yield from _walk_run(others, current)
            for grandchild in child.sections:
                yield from _walk(grandchild, current.below(grandchild.title), [], leave_out)
            continue
        below = place.below(child.title)
        vague = below.status in (None, OTHERWISE)
        if vague and OUTCOME.match(child.title):
            below = replace(below, status=shown_status(child) or below.status)
        elif vague and ANSWERED.match(child.title):
            shown = only_status(child)
            below = replace(below, status=shown, role=Role.RESPONSE) if shown else below
        if child.heading is not None and status_of_title(child.title):
            yield Passage(child.heading, Role.STATUSES, child.title, "", below.status, below.trail)
        told = below.status not in (None, OTHERWISE)
        current = below if told and below.role is not Role.NONE else place
        yield from _walk(child, below, inside, leave_out)


def _walk_run(
    blocks: Iterable[Block], outer: Place, inside: list[_Inside] | None = None
) -> Iterator[Passage]:
    """Paragraphs that act as headings hold until the next; a lead-in sentence holds for one block."""
    inside = [] if inside is None else inside
    place = top = base = outer
    opened = len(inside)
    lead = part = ""
    field_end = 0
    for block in blocks:
        left = _leave(inside, block.start) if inside else None
        if left is not None:
            place, lead = left, ""
            base = outer = inside[-1].inner if len(inside) > opened else top
        if block.start < field_end and isinstance(block, Paragraph | ListBlock):
            continue  # it describes the field, and stands in the text of its component
        if isinstance(block, Heading):
            place, lead = outer.below(block.text), ""
        elif isinstance(block, Paragraph):
            text = block.text
            if _CODE_LABEL.match(text):
                place = outer = base.below(text)
                lead = ""
            elif is_pseudo_heading(block) or labelled_status(text) is not None:
                place = outer.below(text)
                lead = part = ""
            else:
                lead, part = text, part_of_message(block.inline)
            yield Passage(block, place.role, place.title, "", place.status, place.trail)
        elif isinstance(block, Quote):
            text = _quote_text(block)
            yield from (_led(passage, place) for passage in _walk_run(block.blocks, place))
            if text and len(text) < 200:
                lead = text
        elif isinstance(block, HtmlBlock | Component):
            title = heading_of(block) if isinstance(block, Component) else ""
            if title and isinstance(block, Component):
                inner = outer.below(title)
                if block.closes:
                    inside.append(_Inside(block.closes, place, inner))
                    base = outer = inner
                place, lead = inner, ""
            elif isinstance(block, Component) and is_field(block):
                field_end = max(field_end, block.closes)
            yield Passage(block, place.role, place.title, lead, place.status, place.trail)
        elif isinstance(block, ListBlock):
            place, lead = yield from _walk_list(block, outer, place, lead, part)
            part = ""
        else:
            yield from _walk_plain(block, place, lead, part)
            part = ""
            lead = lead if isinstance(block, DefinitionList) else ""


def _walk_list(
    block: ListBlock, outer: Place, place: Place, lead: str, part: str
) -> Generator[Passage, None, tuple[Place, str]]:
    """A list, with the place and the lead-in that hold behind it: its last item may be a title."""
    place = outer if starts_anew(block) else place
    titled = any(_titled_item(item) for item in block.items)
    yield from _walk_items(block, place) if titled else _walk_plain(block, place, lead, part)
    behind = title_behind(block)
    return outer.below(behind) if behind else place, "" if titled or behind else lead


def _walk_plain(block: Block, place: Place, lead: str, part: str) -> Iterator[Passage]:
    """A block that holds what its lead-in says, with what stands in it."""
    title = fence_title(block.info) if isinstance(block, CodeBlock) else ""
    led = _lead_in(block, place.below(title) if title else place, "" if title else lead)
    if part and not title:
        answered = speaks_of_answer(lead) and led.role is not Role.BODY
        led = replace(led, part=part, role=Role.RESPONSE if answered else led.role)
    yield led
    if isinstance(block, ListBlock):
        yield from _walk_steps(block, place)


def with_sure_part(passage: Passage, named: Container[str]) -> Passage:
    """A passage that shows one member of a message only where that is sure.

    Either a field of that name is told above, or a sentence says it of an answer or an example.
    """
    if not passage.part or passage.part in named:
        return passage
    answer = passage.role is Role.RESPONSE or isinstance(passage.block, CodeBlock)
    return passage if answer and says_of_part(passage.lead) else replace(passage, part="")


def _titled_item(item: Item) -> str | None:
    """The title of a list item that acts as a heading of what is nested in it: `+ Parameters`."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph) or len(item.blocks) < 2:
        return None
    text = first.text.strip()
    if len(text) > 60 or "\n" in text:
        return None
    titled = role_of(text) is not Role.NONE or status_of_title(text) or _RESPONSE_TITLE.match(text)
    return text if titled else None


_RESPONSE_TITLE = re.compile(r"^(?:response|request)\b[^.]{0,40}$", re.IGNORECASE)


def _walk_items(block: ListBlock, place: Place) -> Iterator[Passage]:
    rest: list[Item] = []
    for item in block.items:
        title = _titled_item(item)
        if title is None:
            rest.append(item)
            continue
        first = item.blocks[0]
        inner = place.below(title)
        yield Passage(first, place.role, place.title, "", place.status, place.trail)
        yield from _walk_run(item.blocks[1:], inner)
    if rest:
        yield _lead_in(ListBlock(tuple(rest), rest[0].start, rest[-1].end), place, "")


def _walk_steps(block: ListBlock, place: Place) -> Iterator[Passage]:
    """Tables, code and lists that stand in the items of a list of steps: "1. Send these values: …"."""
    if is_field_list(block):
        return
    for item in block.items:
        inner = item.blocks[1:]
        if any(isinstance(child, Table | CodeBlock) or _is_list_of_fields(child) for child in inner):
            yield from _walk_run(item.blocks, place)


def _is_list_of_fields(block: Block) -> bool:
    return isinstance(block, ListBlock) and is_field_list(block)


def _led(passage: Passage, place: Place) -> Passage:
    return replace(passage, trail=place.trail)


def _lead_in(block: Block, place: Place, lead: str) -> Passage:
    behind = place.after(lead) if lead else place
    return Passage(block, behind.role, behind.title, lead, behind.status, behind.trail)


def _quote_text(block: Quote) -> str:
    texts = [inner.text for inner in block.blocks if isinstance(inner, Paragraph)]
    return texts[0] if len(texts) == 1 and len(block.blocks) == 1 else ""
