"""Puts the models of API Blueprint where messages refer to them.

## Note [/notes/{id}]          ### Show it [GET]
+ Model                        + Response 200
    + Body …                       [Note][]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mockdown.readers.blocks import Block, Document, Item, ListBlock, Paragraph, Section
from mockdown.values import replace

_RESOURCE = re.compile(r"^(?P<name>[^\[\]]{1,80}?)\s*\[/[^\[\]]*\]$")
_MODEL = re.compile(r"^Model(?:\s*\([^()]{1,80}\))?$")
_REFERENCE = re.compile(r"^\[(?P<name>[^\[\]]{1,80})\]\[\]$")
_MESSAGE = re.compile(r"^(?:Response|Request)\b")

Models = Mapping[str, tuple[Block, ...]]


def place_models(document: Document) -> Document:
    """The document with the model of each resource in the messages that name it, and nowhere else."""
    models = dict(_models(document.root))
    if not models:
        return document
    return replace(document, root=_placed(document.root, models))


def _models(root: Section) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for section in root.walk():
        found = _RESOURCE.match(section.title.strip())
        for block in section.blocks if found is not None else ():
            for item in block.items if isinstance(block, ListBlock) else ():
                if found is not None and _is_model(item):
                    yield found["name"].strip(), item.blocks[1:]


def _is_model(item: Item) -> bool:
    first = item.blocks[0] if item.blocks else None
    return (
        len(item.blocks) > 1 and isinstance(first, Paragraph) and _MODEL.match(first.text.strip()) is not None
    )


def _placed(section: Section, models: Models) -> Section:
    blocks = tuple(kept for block in section.blocks if (kept := _block(block, models)) is not None)
    return replace(section, blocks=blocks, sections=tuple(_placed(one, models) for one in section.sections))


def _block(block: Block, models: Models) -> Block | None:
    if not isinstance(block, ListBlock):
        return block
    items = tuple(_item(item, models) for item in block.items if not _is_model(item))
    return replace(block, items=items) if items else None


def _item(item: Item, models: Models) -> Item:
    first, last = (item.blocks[0], item.blocks[-1]) if len(item.blocks) > 1 else (None, None)
    if not isinstance(first, Paragraph) or not isinstance(last, Paragraph) or not _MESSAGE.match(first.text):
        return item
    found = _REFERENCE.match(last.text.strip())
    model = models.get(found["name"].strip()) if found is not None else None
    return item if model is None else replace(item, blocks=(*item.blocks[:-1], *model))
