"""Reads the parts of a form from its sentence: "`multipart/form-data` with the parts `file` and `title`"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.field_lists import read_words
from mockdown.extractors.fields import Field
from mockdown.extractors.media_types import FORMS
from mockdown.source import Span
from mockdown.values import replace

_FORM = re.compile("|".join(map(re.escape, FORMS)), re.IGNORECASE)
_WITH = re.compile(
    r"`?(?: (?:form|body|request|content|payload))*"
    r"(?: (?:with|of|holding|containing|that has|that holds|having)|:)"
    r"(?: (?:the|these|this|two|three|an?))?(?: (?:optional|required|form))*"
    r"(?: (?:parts?|fields?|parameters?|keys?|names?|values?))?:? (?=`)"
)
_PART = re.compile(
    r"`(?P<name>[A-Za-z_][\w.-]*(?:\[\w*\])*)`(?:\s*\((?P<aside>(?:[^()]|\([^()]*\)){1,120})\))?"
    r"(?P<between>,? (?:and|or) (?:optionally )?(?:an? |the )?(?:optional )?|, ?(?:optionally )?|)"
)


def read_form_sentence(sentence: str, span: Span) -> Iterator[Field]:
    """The parts that stand right behind the media type of a form, with the words in brackets behind them."""
    form = _FORM.search(sentence)
    behind = _WITH.match(sentence, form.end()) if form is not None else None
    if behind is None:
        return
    at, optional = behind.end(), "optional" in behind[0]
    while (found := _PART.match(sentence, at)) is not None:
        asides = [found["aside"]] if found["aside"] else []
        part = read_words(found["name"], "", asides, found["aside"] or "", span)
        required = False if optional and part.required is None else part.required
        yield replace(part, description="", location=None, required=required)
        at, optional = found.end(), "optional" in found["between"]
        if not found["between"]:
            return
