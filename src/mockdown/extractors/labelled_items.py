"""Takes the items off a list that are labels: of the operation's method and path, of a status it answers."""

from __future__ import annotations

from mockdown.extractors.announced_pairs import is_pair
from mockdown.extractors.facts import StatusFact
from mockdown.extractors.status_titles import labelled_status
from mockdown.readers.blocks import Document, Item, ListBlock, Paragraph
from mockdown.source import Span
from mockdown.vocabularies.roles import Role, role_of


def take_labels(document: Document, block: ListBlock) -> tuple[list[StatusFact], ListBlock | None]:
    """The statuses that items of a list name behind a label, and the list of what is left."""
    found: list[StatusFact] = []
    rest: list[Item] = []
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph) or len(item.blocks) > 1:
            rest.append(item)
            continue
        labelled = labelled_status(first.text)
        if labelled is not None:
            span = Span(document.source, first.start, first.end)
            found.append(StatusFact(status=labelled[0], description=labelled[1], span=span))
        elif not is_pair(document, first.inline, ()) and not _is_bare(first):
            rest.append(item)
    if len(rest) == len(block.items):
        return found, block
    return found, ListBlock(tuple(rest), rest[0].start, rest[-1].end) if rest else None


def title_behind(block: ListBlock) -> str:
    """The label that ends a list and speaks of the block after it: `- **Body:**`, `- Response: 409`."""
    last = block.items[-1] if block.items else None
    first = last.blocks[0] if last is not None and len(last.blocks) == 1 else None
    if not isinstance(first, Paragraph):
        return ""
    return first.text.strip() if _is_bare(first) or labelled_status(first.text) is not None else ""


def starts_anew(block: ListBlock) -> bool:
    """Whether a list goes on with labels, so that the one that ended the list before it holds no more."""
    firsts = [item.blocks[0] for item in block.items if item.blocks]
    return any(
        isinstance(first, Paragraph) and (_is_bare(first) or labelled_status(first.text) is not None)
        for first in firsts
    )


def _is_bare(block: Paragraph) -> bool:
    """Whether an item is a known title with nothing behind it: `Body:`."""
    text = block.text.strip()
    bare = text.endswith((":", "：")) or tuple(word.strip() for word in block.inline.strong) == (text,)
    return bare and len(text) < _LONGEST and role_of(text) not in (Role.NONE, Role.DECOY, Role.ENUM)


_LONGEST = 60
