"""Reads lead-ins that speak of one member of a message: "The `data` field has this format:"."""

from __future__ import annotations

import re

from mockdown.readers.blocks import Inline

_OF_ANSWER = re.compile(r"\b(?:results?|responses?|reply|output|returned|answer)\b", re.IGNORECASE)
_PART = re.compile(
    r"^(?:(?:in|inside|within) )?(?:(?:the|each|every|its) )?(?P<name>[\w.-]{1,40}) "
    r"(?:section|field|property|key|member|attribute|object|element|part|node|array|list|value)s?\b"
    r"(?:[^.]{0,80}?\b(?:has|have|is|are|contains?|consists?|looks?|holds?|takes?|follows?)\b[^.]*|\s*:)$",
    re.IGNORECASE,
)


def part_of_message(inline: Inline) -> str:
    """The member that a lead-in speaks of, which it names in code: "The `data` field has this format:"."""
    marked = (*inline.codes[:1], *inline.strong[:1])
    found = _PART.match(inline.text.strip()) if marked else None
    named = found is not None and any(found["name"] == mark.strip() for mark in marked)
    return found["name"] if found is not None and named else ""


_SAYS = re.compile(
    r"\b(?:has|have|is|are|contains?|consists?|looks?|holds?|takes?|follows?)\b", re.IGNORECASE
)


def says_of_part(lead: str) -> bool:
    """Whether a lead-in is a sentence about the member, and no mere title: "`address` object:"."""
    return _SAYS.search(lead) is not None


def speaks_of_answer(lead: str) -> bool:
    """Whether a lead-in calls what follows a part of what comes back."""
    return _OF_ANSWER.search(lead) is not None
