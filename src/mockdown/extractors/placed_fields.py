"""Puts the fields of a block into their place: role, status, and the member that the block shows."""

from __future__ import annotations

from mockdown.extractors.facts import FieldsFact
from mockdown.extractors.fields import Field, with_duty
from mockdown.extractors.passages import Passage
from mockdown.readers.blocks import Block, Document
from mockdown.values import replace
from mockdown.vocabularies.error_titles import OTHERWISE, is_error_title


def fields_fact(passage: Passage, fields: tuple[Field, ...], document: Document, block: Block) -> FieldsFact:
    """The fields of a block, with what its place says of them."""
    if passage.part:
        top = min(item.depth for item in fields)
        fields = tuple(
            replace(item, name=f"{passage.part}.{item.name}") if item.depth == top else item
            for item in fields
        )
    return FieldsFact(
        role=passage.role,
        fields=with_duty(fields, passage.title),
        status=passage.status,
        title=passage.title,
        span=document.span(block),
    )


def lists_errors(passage: Passage, fields: tuple[Field, ...]) -> bool:
    """Whether names below a title such as `Errors` are those of errors: fields would have types."""
    typed = any(not item.schema.is_unknown or item.required is not None for item in fields)
    return passage.status == OTHERWISE and not typed and is_error_title(passage.title)
