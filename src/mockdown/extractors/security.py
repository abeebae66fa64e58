"""Reads what pages say of credentials: headers in samples, sentences, security notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mockdown.extractors.facts import SecurityFact
from mockdown.extractors.requests import SampleRequest
from mockdown.readers.blocks import Document, Inline
from mockdown.source import Rank, Span
from mockdown.vocabularies.sentences import split_at_marks
from mockdown.vocabularies.wordings import Wording

_CREDENTIAL = re.compile(
    r"(?:^|[-_.])(?:api[-_]?key|apikey|key|token|auth|secret|session|access[-_]?key"
    r"|credential)s?(?:$|[-_.])",
    re.IGNORECASE,
)
_NOT_CREDENTIAL = re.compile(
    r"page[-_]?token|csrf|xsrf|idempotency|next|continu|sync[-_]?token|device[-_]?token", re.IGNORECASE
)
_QUERY_CREDENTIALS = frozenset(
    "api_key apikey api-key access_token auth_token token key auth accesstoken authtoken app_key "
    "api_token".split()
)

_SCHEMES = (
    (re.compile(r"\bbearer\b", re.IGNORECASE), ("http", "bearer")),
    (
        re.compile(r"\bbasic (?:auth|http|access)|\bhttp basic\b|authorization:\s*basic\b", re.IGNORECASE),
        ("http", "basic"),
    ),
)
_HEADER_NAMED = re.compile(
    r"[`\"'*>](?P<a>(?:X-)?[A-Z][\w]*(?:-[A-Za-z]\w*)+)(?:[`\"'*:<]|\s*:)|\b(?P<b>X-[A-Z][\w]*(?:-\w+)*)\b"
)
_NEEDED = Wording(
    "authenticated logged signed authentication authorization authorisation credentials log login key keys "
    "token tokens all every each",
    r"\b(?:must be|need to be|needs to be|you(?:'re| are) required to be"
    r"|user must be) (?:authenticated|logged in|signed in)\b"
    r"|\b(?:requires?|requests|needs?) (?:\w+ ){0,2}(?:authentication|authori[sz]ation"
    r"|credentials|log ?in|(?:api|access|bearer|auth\w*) (?:key|token)s?)\b"
    r"|\bauthentication (?:is )?(?:required|needed)\b|\bauthenticated (?:endpoint|route|request|user)s?\b"
    r"|\b(?:all|every|each) (?:api )?(?:requests?|calls?|routes?"
    r"|endpoints?)\b[^.]{0,60}\b(?:must|need|should|requires?"
    r"|have to)\b[^.]{0,60}\b(?:auth\w*|token|key|credential)",
)
_NOT_NEEDED = Wording(
    "auth authentication authorization credentials key login token public unauthenticated",
    r"\bno auth\b|\b(?:no|without|does not require|doesn't require"
    r"|not require) (?:any )?(?:authentication|authorization|credentials|api key|login)\b"
    r"|\b(?:does not|doesn't|do not|don't) need (?:an? |any |the |to send (?:an? |the )?)?(?:authentication"
    r"|authorization|credentials|login|(?:(?:api|access|bearer) )?(?:key|token))\b"
    r"|\b(?:endpoint|route|operation|call|request) (?:is|are) (?:public|unauthenticated)\b"
    r"|^\W*(?:public|unauthenticated)\W*$"
    r"|\bauthentication (?:is )?not (?:required|needed)\b|\b(?:public|unauthenticated) (?:endpoint|route)\b",
)


_LABELLED = re.compile(
    r"^(?:(?:requires? )?(?:auth(?:entication|orization|enticated)?|log ?in|credentials"
    r"|(?:api |access )?token)"
    r"(?: (?:is )?(?:required|needed))?|protected|secured?)\s*[:：]\s*"
    r"(?:(?P<no>(?:no(?:ne|t (?:required|needed))?|false|public|n/a|anonymous)\b)"
    r"|(?:yes|true|required|needed)\b)",
    re.IGNORECASE,
)
"""A line such as `Auth required : YES`."""


_QUOTED_SCHEME = re.compile(r"[`\"']\s*(bearer|basic)\s|\b(bearer|basic)\s+[<{$]", re.IGNORECASE)
"""In what describes the header: "Provide it as `Bearer <token>`"."""


def is_credential_header(name: str) -> bool:
    """Whether a request header carries a credential, by its name."""
    lowered = name.lower()
    if lowered in ("authorization", "proxy-authorization"):
        return True
    return _CREDENTIAL.search(name) is not None and _NOT_CREDENTIAL.search(name) is None


def of_header(name: str, value: str, span: Span, rank: Rank = Rank.DECLARED) -> SecurityFact:
    """The scheme that a header and its value show (RFC 9110, 11.4; OpenAPI 3.0.4, 4.7.27)."""
    if name.lower() == "authorization":
        scheme = value.split(maxsplit=1)[0].lower().strip("\"'<{$") if value.split() else ""
        quoted = _QUOTED_SCHEME.search(value)
        scheme = (quoted[1] or quoted[2]).lower() if quoted is not None else scheme
        if scheme in ("bearer", "basic"):
            return SecurityFact(needed=True, type="http", scheme=scheme, rank=rank, span=span)
    return SecurityFact(needed=True, type="apiKey", location="header", parameter=name, rank=rank, span=span)


def read_request_security(request: SampleRequest, span: Span) -> SecurityFact | None:
    """The credentials that a sample request carries."""
    for header in request.headers:
        if is_credential_header(header.name):
            return of_header(header.name, header.value, span, Rank.EXAMPLE)
    if request.basic:
        return SecurityFact(needed=True, type="http", scheme="basic", rank=Rank.EXAMPLE, span=span)
    for name, _ in request.target.query:
        if name.lower() in _QUERY_CREDENTIALS and name.lower() not in ("key", "auth", "token"):
            return SecurityFact(
                needed=True, type="apiKey", location="query", parameter=name, rank=Rank.EXAMPLE, span=span
            )
    cookie = request.header("Cookie")
    if cookie and re.search(r"sess|auth|token|sid\b|login", cookie.partition("=")[0], re.IGNORECASE):
        parameter = cookie.partition("=")[0].strip()
        return SecurityFact(
            needed=True, type="apiKey", location="cookie", parameter=parameter, rank=Rank.EXAMPLE, span=span
        )
    return None


def read_security_sentences(document: Document, inline: Inline) -> Iterator[SecurityFact]:
    """What a paragraph says of credentials."""
    text = inline.text
    if len(text) > 2000:
        return
    span = Span(document.source, inline.start, inline.end)
    labelled = _LABELLED.match(text)
    if labelled is not None:
        yield SecurityFact(needed=labelled["no"] is None, rank=Rank.DECLARED, span=span)
        return
    if _NOT_NEEDED.search(text):
        yield SecurityFact(needed=False, rank=Rank.PROSE, span=span)
        return
    shown = None if _OPTIONAL.search(text) else next(read_header_lines(inline.codes, span), None)
    if shown is not None:
        yield shown
    elif _NEEDED.search(text):
        yield SecurityFact(needed=True, rank=Rank.PROSE, span=span)


_OPTIONAL = re.compile(r"\boptional", re.IGNORECASE)
_HEADER_LINE = re.compile(
    r"^\s*(?:-H\s+)?[\"']?(?P<name>Authorization|[A-Za-z]\w*(?:-\w+)+)\s*:\s*(?P<value>[^\s\"'][^\n\"']*)",
    re.IGNORECASE,
)


def read_header_lines(lines: Iterable[str], span: Span) -> Iterator[SecurityFact]:
    """The credentials of header lines that stand alone: `Authorization: Bearer <token>`."""
    for line in lines:
        found = _HEADER_LINE.match(line)
        if found is not None and is_credential_header(found["name"]):
            yield of_header(found["name"], found["value"], span, Rank.PROSE)


_BARE_HEADER = re.compile(r"\s*([A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+):?\s*")


def read_header_names(lines: Sequence[str], span: Span) -> Iterator[SecurityFact]:
    """The credential of code that is nothing but names of headers, one to a line."""
    names = [_BARE_HEADER.fullmatch(line) for line in lines if line.strip()]
    for found in names if all(names) else ():
        if found is not None and is_credential_header(found[1]):
            yield of_header(found[1], "", span, Rank.PROSE)
            return


def read_scheme_sentences(document: Document, inline: Inline, *, titled: bool) -> Iterator[SecurityFact]:
    """The scheme that a sentence names; outside a section on credentials it must also demand it."""
    text = document.source.slice(inline.start, inline.end)[:2000]
    if not titled and not _DEMANDS.search(text):
        return
    yield from _schemes_in(text, Span(document.source, inline.start, inline.end))


def _schemes_in(text: str, span: Span) -> Iterator[SecurityFact]:
    """The scheme that a text in Markdown names, by word, header, query parameter or cookie."""
    for pattern, (kind, scheme) in _SCHEMES:
        if pattern.search(text):
            yield SecurityFact(needed=True, type=kind, scheme=scheme, rank=Rank.PROSE, span=span)
            return
    if _AUTHORIZATION.search(text):
        yield _api_key("header", "Authorization", span)
        return
    names = [found["a"] or found["b"] for found in _HEADER_NAMED.finditer(text)]
    names.extend(found[1] or found[2] for found in _PLAIN_HEADER.finditer(text))
    for name in names:
        if is_credential_header(name):
            yield _api_key("header", name, span)
            return
    for query in (found for pattern in _QUERY_NAMED for found in pattern.finditer(text)):
        if query[1].lower() in _QUERY_CREDENTIALS:
            yield _api_key("query", query[1], span)
            return
    key = _KEY_IN_URL.search(text)
    if key is not None:
        yield _api_key("query", key[1], span)
        return
    cookie = _COOKIE_NAMED.search(text)
    if cookie is not None:
        yield _api_key("cookie", cookie[1], span)


_OWN = Wording(
    "authenticate authenticates authenticated authentication auth uses use requires require needs need "
    "send pass put include provide",
    r"\bauth(?:enticat(?:e|es|ed|ion))?(?: is)?(?: done)? (?:with|via|using|by|through)\b"
    r"|\b(?:uses?|requires?|needs?) (?:an? |the )?(?:http )?(?:basic|bearer)"
    r" (?:auth\w*|tokens?|credentials)\b"
    r"|\b(?:send|pass|include|provide|put|requires?|needs?) (?:your|the|an?) [^.]{0,60}"
    r"\b(?:authorization\W{0,3}|bearer|http basic|basic auth\w*|api[- _]?key|(?:api|access) token)\b",
)


def read_own_schemes(document: Document, inline: Inline) -> Iterator[SecurityFact]:
    """The scheme that a sentence in an operation says this one uses: "Authenticate with HTTP Basic."."""
    if len(inline.text) > 2000 or not _OWN.may_be_in(inline.text) or _NOT_NEEDED.search(inline.text):
        return
    for sentence in split_at_marks(document.source.slice(inline.start, inline.end)):
        if _OWN.search(_MARKS.sub("", sentence)):
            yield from _schemes_in(sentence, Span(document.source, inline.start, inline.end))
            return


_MARKS = re.compile(r"[`*]")


def _api_key(location: str, name: str, span: Span) -> SecurityFact:
    return SecurityFact(
        needed=True, type="apiKey", location=location, parameter=name, rank=Rank.PROSE, span=span
    )


_AUTHORIZATION = re.compile(r"`Authorization:\s*(?!bearer|basic)\w+", re.IGNORECASE)
_DEMANDS = re.compile(
    r"\b(?:every|each|all|any|most|other) (?:\w+ ){0,2}(?:requests?|calls?|operations?|endpoints?|routes?)\b"
    r"|\bthroughout\b|\bexpect(?:s|ed)\b|\bmust (?:be (?:sent|passed|given|present|included)"
    r"|send|carry|have|include)\b"
    r"|\b(?:send|pass|put|include|provide|name|give|add|set) (?:your|the|an?|it)\b"
    r"|\b(?:secured|protected) (?:by|with|via)\b"
    r"|\bgoes into\b|\bneeds? (?:an? |the )?"
    r"|\bauth(?:entication|orization|enticates?|enticated|enticating)?\b"
    r"|\bapi uses\b",
    re.IGNORECASE,
)
_QUERY_NAMED = (
    re.compile(r"[?&`]([A-Za-z][\w-]*)="),
    re.compile(
        r"`([A-Za-z][\w-]*)`\W{0,3} (?:as an? |in the |url |http )*(?:query|url)(?: string)?\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:query|url)(?: string)? (?:parameter|param|argument|variable|key) "
        r"(?:named |called )?`([A-Za-z][\w-]*)`",
        re.IGNORECASE,
    ),
)
_KEY_IN_URL = re.compile(
    r"\b(?:key|token)\b[^`.]{0,60}\b(?:goes|go|sent|send|passed|pass|added|add|put)\b[^`.]{0,30}"
    r"\b(?:urls?|query(?: string)?)\b[^`.]{0,20}\bas (?:the )?`([A-Za-z][\w-]*)`",
    re.IGNORECASE,
)
"""A key whose name in the query only the sentence tells: "the key goes into every URL as `appid`"."""
_PLAIN_HEADER = re.compile(
    r"`(?!Authorization`)([A-Z][\w-]*)`\W{0,3}(?: \w+)? header\b"
    r"|\bheader (?:named |called )?`(?!Authorization`)([A-Z][\w-]*)`"
)
"""A header in code that may be a single word: "the `Token` header"."""
_COOKIE_NAMED = re.compile(r"\bcookie\b[^.`]{0,40}`([A-Za-z][\w.-]*)`", re.IGNORECASE)
