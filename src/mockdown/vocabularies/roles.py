"""What headings and lead-in sentences say about the block that follows them."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import lru_cache

from mockdown.vocabularies.symbols import without_symbols
from mockdown.vocabularies.translated_titles import TRANSLATED_TITLES


class Role(IntEnum):
    """What the blocks under a heading, or after a lead-in, are about."""

    NONE = auto()
    PATH = auto()
    QUERY = auto()
    HEADER = auto()
    COOKIE = auto()
    FORM = auto()
    BODY = auto()
    """The request body, as a table of properties or as an example."""
    PARAMETERS = auto()
    """Parameters whose location is not said."""
    REQUEST = auto()
    """An example request, or what is sent."""
    RESPONSE = auto()
    """An example response, or what comes back."""
    RESPONSE_HEADER = auto()
    STATUSES = auto()
    FIELDS = auto()
    """Attributes of an object: of the body, the response or a schema, as the place decides."""
    EXAMPLE = auto()
    """An example that does not say of what."""
    ENUM = auto()
    """Values and what they mean."""
    DECOY = auto()
    """Permissions, roles, changes: tables and lists which tell nothing of the messages."""


ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.DECOY,
        r"permissions?|scopes?|acls?|access control|roles?|change ?log|history|see also|related|limitations?"
        r"|required permissions?|authori[sz]ation|rate limit\w*|notes?|table of contents|contents|events?",
    ),
    (Role.ENUM, r"enumerated values|possible values|allowed values|enums?|valid values"),
    (Role.RESPONSE_HEADER, r"response headers?|returned headers?|headers? (in|of) the response"),
    (
        Role.PATH,
        r"(path|route|uri|path and query) (param(eter)?s?|variables?|segments?|arguments?|args?)"
        r"|url variables?|path",
    ),
    (
        Role.QUERY,
        r"(optional |required |supported |url |http )*"
        r"(query([ -]?string)?( (param(eter)?s?|options?|arguments?|args?|variables?|fields?|filters?))?"
        r"|querystring|filters?|filter param(eter)?s?|url query|search param(eter)?s?"
        r"|get param(eter)?s?|pagination( param(eter)?s?)?)",
    ),
    (Role.HEADER, r"(required |optional |http |request |custom )*headers?( param(eter)?s?| fields?)?"),
    (Role.COOKIE, r"(request )?cookies?( param(eter)?s?)?"),
    (
        Role.FORM,
        r"body (form[ -]?data|url-?encoded)|(json/|json or )?(multipart |url-?encoded )?form([ -]?data)?"
        r"( (body|param(eter)?s?|fields?|attributes?))*"
        r"|multipart( (form|fields?|body))*",
    ),
    (
        Role.STATUSES,
        r"(possible |http |response |return |api )*(status(es)?( codes?)?|codes?"
        r"|response codes?|error codes?|errors?"
        r"|error (responses?|messages?|conditions?)|responses|failure responses?|error handling)"
        r"|responses? \(?status( codes?)?\)?",
    ),
    (
        Role.BODY,
        r"(example |sample |json |http |the |optional |required )*"
        r"(request |post |put |patch |json )?(body|payload|post data|data (params?|constraints?|examples?)"
        r"|request data|request schema"
        r"|request object|request fields?|request attributes?|request properties)"
        r"( (param(eter)?s?|schema|fields?|attributes?|properties|content|format|example"
        r"|arguments?|json|object))*"
        r"|json (param(eter)?s?|fields?|attributes?|data|params? \(?body\)?)|body( raw)?",
    ),
    (
        Role.RESPONSE,
        r"((example|sample|successful|success|json|http|the|typical|expected|default|result"
        r"|output|server|api) )*"
        r"((response|output|result|return|reply|answer|returned)s?"
        r"( (body|schema|json|format|object|fields?|attributes?|properties|example|data"
        r"|content|payload|sample"
        r"|values?|element|type|structure|param(eter)?s?|results?))*|returns|success|json output( format)?)",
    ),
    (
        Role.REQUEST,
        r"((example|sample|http|the|curl|api|code|shell|json) )*"
        r"(requests?|curl|calls?|code samples?|command)( (example|sample|format|curl|url|syntax))*",
    ),
    (
        Role.PARAMETERS,
        r"(optional |required |request |url |input |api |available |supported |accepted "
        r"|additional |method |general )*"
        r"(param(eter)?s?|arguments?|args?|options?|inputs?)( (list|table|details))?",
    ),
    (
        Role.FIELDS,
        r"(response |object |json |request |additional |added |removed |the )*"
        r"(attributes?|properties|fields?|schema|object|keys|members|structure|definition"
        r"|model)( (list|table))?|(fields?|attributes?|properties) (descriptions?|details|reference)",
    ),
    (Role.EXAMPLE, r"(an |the |usage |full |minimal |basic )*(examples?|samples?|usage|file|snippet)"),
)

_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in ROLES)
_LEADING = re.compile(
    r"^(?:\d+[.)]\s*|(?:(?:\d{1,2}|[一二三四五六七八九十]+) )+)?"
    r"(?:(?:here (?:is|are)|the following|following|these|this|available|accepts?|supports?)\s+)?"
)
_STATUS = re.compile(r"\b([1-5]\d\d)\b")
_NOISE = re.compile(r"[`*_:#()\[\].,!>{}\"“”：（）【】「」、。]+")
_SPACE = re.compile(r"\s+")


_NUMBER = re.compile(r"^(?:\d+[.)、]|\d+(?:\.\d+)+[.)、]?)\s*(?=\D)")


def without_number(title: str) -> str:
    """A title without the number of its section: `2.1 Errors` and `3. Errors` are `Errors`."""
    return _NUMBER.sub("", title) if title[:1].isdigit() else title


@lru_cache(maxsize=4096)
def role_of(title: str) -> Role:
    """The role of a heading or short lead-in: the whole of it must be words that are known.

    >>> role_of("Query Parameters:")
    <Role.QUERY: 3>
    """
    plain = without_number(without_symbols(title.strip()))
    words = _SPACE.sub(" ", _NOISE.sub(" ", plain.lower())).strip()
    if not words or len(words) > 80:
        return Role.NONE
    words = _LEADING.sub("", words)
    found = _match(words)
    if found is Role.NONE:
        kind = _KIND.search(words)
        words = _KIND.sub("", words)
        found = _match(words) if kind else Role.NONE
        if kind and found in (Role.PARAMETERS, Role.FIELDS) and kind[1] in ("json", "body"):
            return Role.BODY
    if found is Role.NONE:
        found = _match(_DUTY.sub("", words))
    head, dash, tail = words.partition(" - ")
    if found is Role.NONE and dash and _says_again(head, tail):
        found = _match(head)
    elif found is Role.NONE and dash and _match(head) is Role.PARAMETERS and _match(tail) in _PLACES:
        found = _match(tail)  # `Parameters - query`
    if found is Role.NONE:
        shown = _EXAMPLE_OF.match(title.lower().strip(" *_`#"))
        found = _match(shown[1]) if shown else found
    return found


_DUTY = re.compile(r" (?:(?:is|are) )?(?:required|optional|mandatory)$")
"""Behind a title it says what all of them are: `Headers (required)`."""


_PLACES = (Role.PATH, Role.QUERY, Role.HEADER, Role.COOKIE, Role.FORM, Role.BODY)


def _says_again(head: str, tail: str) -> bool:
    """Whether a title says behind a dash what it said before it: `Success response - Success 200`."""
    again = tail.partition(" ")[0].rstrip("s")
    return len(again) > 3 and again in {word.rstrip("s") for word in head.split()}


_EXAMPLE_OF = re.compile(
    r"(?:example|sample) (request|response)s? (?:for|of|to|with|when|if|in|on|from|without)\b"
)
"""The begin of titles such as `Example request for a new thing`; the rest may say anything."""

_KIND = re.compile(
    r" (?:in |as )?(?:application )?(json|body|xml|application json|text plain|plain text|inline)$"
)


_TRANSLATED = {word: Role[name] for name, words in TRANSLATED_TITLES.items() for word in words.split(", ")}


def _match(words: str) -> Role:
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return role
    return _TRANSLATED.get(words, Role.NONE)


SENTENCES: tuple[tuple[Role, str], ...] = (
    (
        Role.RESPONSE_HEADER,
        r"\bresponse headers?\b|\bheaders?\b[^.]{0,30}\b(returned|sent back|included|present|set)\b[^.]{0,30}"
        r"\b(response|reply|answer)\b|\b(response|reply|answer)\b[^.]{0,30}\bfollowing headers\b",
    ),
    (
        Role.REQUEST,
        r"\b(example|sample) (request|call)|request (example|sample)|to (create|update"
        r"|make) .*\b(send|post|put)\b",
    ),
    (
        Role.RESPONSE,
        r"\b(example|sample|successful|json|returned|typical) (response|output|result)"
        r"|response (example|sample|looks)"
        r"|returns? (the following )?(json|a json|an object|a list|an array|data)|will return|command returns"
        r"|(responds|replies|respond|reply) with|returned json|is returned|as (a )?response|\bresponse\b.*:$"
        r"|\breturns?\W*$|\breturns? (?:the )?(?:following|these)\b"
        r"|\b(?:returns?|answers?) (?!if|when|the request)[^.]{0,60}\b(?<!request )"
        r"(?:json|body|object|payload)\b[^.]{0,60}:$",
    ),
    (
        Role.QUERY,
        r"\b(sent|passed|given|specified|provided|supplied) (as|in|via|through) (the |an? )?"
        r"(ur[il] |http )?query\b(?![^.]{0,30}\bor\b)",
    ),
    (
        Role.BODY,
        r"\b(request|json|post|put|patch) (body|payload)|body (param|of the request|must|should|is|contains)"
        r"|\bbody\b.*:$|\bpayload\b.*:$|in the body",
    ),
    (Role.QUERY, r"\bquery (string )?(param|arg|option|variable)|\bfilters? (is|are) available|url param"),
    (Role.PATH, r"\bpath (param|variable)"),
    (Role.HEADER, r"\b(request|following|these|http) headers?\b"),
    (Role.FORM, r"\bform[ -]?(data|fields?|param)|multipart"),
    (Role.STATUSES, r"\bstatus codes?\b|error codes?\b|\bfollowing (errors|responses)\b"),
    (
        Role.PARAMETERS,
        r"\b(following|these|optional|supported|accepts?|takes?|available) (\w+ ){0,3}(param"
        r"|argument|option)",
    ),
    (Role.FIELDS, r"\b(following|these) (\w+ ){0,3}(attributes|properties|fields|keys)"),
)
_SENTENCES = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in SENTENCES)


@lru_cache(maxsize=4096)
def role_of_sentence(text: str) -> Role:
    """The role that a lead-in sentence gives to the block right after it."""
    exact = role_of(text)
    if exact is not Role.NONE:
        return exact
    tail = text[-300:]
    for role, pattern in _SENTENCES:
        if pattern.search(tail):
            return role
    return Role.NONE


def status_in(text: str) -> str | None:
    """The first three-digit HTTP status that a heading or lead-in names."""
    found = _STATUS.search(text)
    return found[1] if found else None
