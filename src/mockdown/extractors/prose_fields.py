"""Reads parameters from sentences: "It takes `limit` (integer, default 20) and `order`, one of …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mockdown.extractors.announced_lines import parse_line
from mockdown.extractors.field_lists import read_words
from mockdown.extractors.field_words import read_aside
from mockdown.extractors.fields import Field
from mockdown.extractors.form_sentences import read_form_sentence
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Span
from mockdown.values import replace
from mockdown.vocabularies.header_names import REQUEST_HEADERS, SENT_HEADERS
from mockdown.vocabularies.roles import Role
from mockdown.vocabularies.sentences import split_markdown

_CODE = re.compile(r"`([^`\n]{1,80})`")
_NAME = re.compile(r"^[A-Za-z_][\w.-]*(?:\[\w*\])*$")
_TAKES = re.compile(
    r"\b(?:takes?|accepts?|supports?|parameters?|arguments?|query|pass|given as"
    r"|filter(?:ed)? (?:by|with)|optional(?:ly)?"
    r"|required|using|via|with the|has an?|fields?)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:json |request )?body\b|\bpayload\b|\bjson object\b|\bform\b", re.IGNORECASE)
_QUERY = re.compile(r"\bquery\b|\burl parameter", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"^\s*(?:"
    r"\((?P<aside>(?:[^()]|\([^()]*\)){1,120})\)"
    r"|(?:(?:query|url|request|body|optional|required|string|boolean"
    r"|integer)[ -])*(?P<noun>parameters?|params?|arguments?|options?|flags?)\b"
    r"|,? (?:which|that|and)? ?(?:is|are|must be|can be|may be|should be) (?P<clause>[^.;]{3,200})"
    r")",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:parameters?|params?|arguments?|options?)\s*(?:named|called|:)?\s*|\bas\s+"
    r"|\b(?:takes?|accepts?|supports?) (?:an? |the )?(?:optional |required )?)$",
    re.IGNORECASE,
)
_VALUES = re.compile(
    r"\b(?:one of|either|values?|default(?:s)?(?: is| to)?|set to|equal to|such as|e\.g\.?"
    r"|like)\s*:?\s*$",
    re.IGNORECASE,
)


def read_prose_fields(document: Document, inline: Inline) -> Iterator[tuple[Role, Field]]:
    """The parameters that sentences name in code, with where they go as far as the sentence says it."""
    if not inline.codes:
        return
    markdown = document.source.slice(inline.start, inline.end)
    span = Span(document.source, inline.start, inline.end)
    seen: set[str] = set()
    for sentence in split_markdown(markdown):
        for place, name in _beside_the_body(sentence):
            if name not in seen:
                seen.add(name)
                needed = True if _NEEDED.search(sentence) else None
                field = read_words(name, "", [], sentence, span, description="")
                yield place, replace(field, location=None, required=needed or field.required, description="")
        for field in read_form_sentence(sentence, span):
            if field.name not in seen:
                seen.add(field.name)
                yield Role.BODY, field
        if not _TAKES.search(sentence) and not re.match(r"^`[^`]+` (?:is|are)\b", sentence):
            continue
        role = (
            Role.BODY
            if _BODY.search(sentence)
            else Role.QUERY
            if _QUERY.search(sentence)
            else Role.PARAMETERS
        )
        for field in _in_sentence(sentence, span):
            if field.name not in seen:
                seen.add(field.name)
                named = re.search(rf"`{re.escape(field.name)}`\s+(?:\w+ )?headers?\b", sentence)
                known = field.name in REQUEST_HEADERS and role is not Role.QUERY
                # what is said of a known header is seldom what it holds: "`Range` is honoured"
                told = replace(field, description="") if known and not named else field
                yield Role.HEADER if named or known else role, told


_SENT_WITH = re.compile(
    r"\b(?:requires?|needs?|must|send|sends|pass|supply|provide|include|accepts?|supports?|takes?|honou?r(?:s|ed)?"
    r"|set|optional|required)\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(r"\b(?:requires?|needs?|must|mandatory)\b(?! not)", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\b(?:returns?|returned|respon\w+|answer\w*|repl(?:y|ies)|contains?|authenticat\w+|authori[sz]\w+|token|key"
    r"|credentials?|session)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"`(?P<name>[A-Za-z][\w-]*)` (?:request |http |custom )*(?P<place>header|cookie)\b"
    r"|\b(?P<at>header|cookie) `(?P<called>[A-Za-z][\w-]*)`",
    re.IGNORECASE,
)
_PLACES = {"header": Role.HEADER, "cookie": Role.COOKIE}


def _beside_the_body(sentence: str) -> Iterator[tuple[Role, str]]:
    """The headers and cookies that a sentence asks for; not those of answers and credentials."""
    if "eader" not in sentence and "ookie" not in sentence:
        return
    if _SENT_WITH.search(sentence) is None:
        return
    answered = _ANSWERED.search(_CODE.sub(" ", sentence)) is not None
    for found in _PLACED.finditer(sentence):
        name = found["name"] or found["called"]
        if name.lower() not in _OF_MESSAGES and (not answered or name in SENT_HEADERS):
            yield _PLACES[(found["place"] or found["at"]).lower()], name


_OF_MESSAGES = frozenset(("content-type", "accept", "authorization", "cookie", "content-length"))
"""Headers that are no parameters (OpenAPI 3.0.4, 4.7.12.1)."""


def _in_sentence(sentence: str, span: Span) -> Iterator[Field]:
    for clause in re.split(r";\s+", sentence):
        for found in _CODE.finditer(clause):
            name = found[1].partition("=")[0].strip()
            if not _NAME.match(name) or parse_line(found[1]) is not None:
                continue
            before, after = clause[: found.start()], clause[found.end() :]
            if (
                _condition(before, after)
                or _VALUES.search(before)
                or name.lower() in ("true", "false", "null", "json")
            ):
                continue
            behind = _AFTER_NAME.match(after)
            if behind is None and _BEFORE_NAME.search(before) is None:
                continue
            yield _field(name, behind, span)


_IF = re.compile(
    r"\b(?:if|when|once|while|until|unless|whenever) (?:the |its |their )?(?:\w+ )?$", re.IGNORECASE
)
_IS = re.compile(r"^ (?:is|was|equals|becomes) [`\"'](?!(?:true|false|null)\b)")


def _condition(before: str, after: str) -> bool:
    """Whether a clause compares a member of the answer with a value: "If `state` is `sold`, …"."""
    return _IF.search(before) is not None and _IS.match(after) is not None


def _field(name: str, behind: re.Match[str] | None, span: Span) -> Field:
    aside = (behind["aside"] or "") if behind else ""
    clause = (behind["clause"] or "") if behind else ""
    told = behind[0] if behind and clause and _MAY_BE.match(behind[0]) else clause
    if aside and read_aside(aside).schema.is_unknown and len(aside.split()) > 6:
        told = clause = aside
        aside = ""
    return read_words(name, "", [aside] if aside else [], told or aside, span, description=clause)


_MAY_BE = re.compile(r",? (?:which|that|and)? ?(?:can|may|must|should) be ")
"""Before the values of a parameter."""
_STARTS = re.compile(r"^`(?P<name>[^`]+)` (?:may|can|must|should) be\b")
_BOTH = re.compile(
    r"\bmust (?:always )?(?:give|pass|provide|send|supply|specify|include|name|set) (?:the )?(?P<both>both )?"
    r"(?P<names>`[A-Za-z][\w.-]*`(?:(?:,| and|, and) `[A-Za-z][\w.-]*`)+)"
    r"(?: (?:parameters|fields))?\s*(?:[.;]|$)",
    re.IGNORECASE,
)
"""Names that are asked for together."""
_OR_NOT = re.compile(r"\b(?:if|unless|when|either|or|not|without)\b", re.IGNORECASE)


def read_asked_names(document: Document, inline: Inline) -> Iterator[Field]:
    """The parameters that sentences ask for together: "You must give both `lat` and `lon`."."""
    if len(inline.codes) < 2 or "must" not in inline.text:
        return
    span = Span(document.source, inline.start, inline.end)
    for sentence in split_markdown(document.source.slice(inline.start, inline.end)):
        found = _BOTH.search(sentence)
        if found is None or _OR_NOT.search(_CODE.sub(" ", sentence)):
            continue
        for name in _CODE.findall(found["names"]):
            yield replace(read_words(name, "", [], "", span), required=True, description="", location=None)


def read_values_of_names(document: Document, inline: Inline) -> Iterator[Field]:
    """What sentences say of a name that they start with: "`units` may be `a` or `b`"."""
    if len(inline.codes) < 2:
        return
    span = Span(document.source, inline.start, inline.end)
    for sentence in split_markdown(document.source.slice(inline.start, inline.end)):
        if _STARTS.match(sentence) and not _TAKES.search(sentence):
            yield from list(_in_sentence(sentence, span))[:1]
