"""Reads the few words that say what an operation asks for: the cell or value of `Auth`."""

from __future__ import annotations

import re

from mockdown.extractors.facts import SecurityFact
from mockdown.extractors.security import is_credential_header, of_header
from mockdown.source import Rank, Span

_COLUMN = re.compile(
    r"^(?:requires? )?(?:auth(?:entication|ori[sz]ation|enticated)?|credentials?|access|security|log ?in"
    r"|(?:api |access |auth )?(?:key|token))(?: (?:type|method|scheme|level|needed|required))?\??$"
    r"|^(?:protected|secured)\??$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:(?:no(?:ne|t (?:required|needed))?|false|public(?:ly)?|n/?a|anonymous|anyone|everyone|open"
    r"|unauthenticated|no auth\w*)\b.*|[-–—✗✘❌✖🚫]\ufe0f?|:x:|:no_entry\w*:|:negative_squared_cross_mark:)$",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"^(?:(?:yes|true|y|required|needed|private|protected|authenticated|api[ _-]?keys?"
    r"|(?:access |api )?tokens?|session|cookie|log(?:ged)?[ -]?in"
    r"|users?|admins?(?:istrators?)?|members?|owners?|staff|jwt)\b.*"
    r"|[✓✔✅☑🔒🔑]\ufe0f?|:(?:white_|heavy_)?check_mark:|:lock:|:key:)$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"`?\b([A-Za-z][\w]*(?:-[A-Za-z]\w*)+)\b`?")
_LONGEST = 60


def is_auth_title(title: str) -> bool:
    """Whether the cells of a column, or the value behind a label, tell of the credentials."""
    return _COLUMN.match(title.strip(" *_`:")) is not None


def read_auth_words(text: str, span: Span) -> SecurityFact | None:
    """What a cell such as `no`, `Bearer` or `X-Api-Key` asks for; None where it cannot be told."""
    words = text.strip().strip("*_`.() ").strip()
    if not words or len(words) > _LONGEST or re.search(r"\boptional", words, re.IGNORECASE):
        return None
    if _NONE.match(words):
        return SecurityFact(needed=False, span=span)
    for scheme in ("bearer", "basic"):
        if re.search(rf"\b{scheme}\b", words, re.IGNORECASE):
            return SecurityFact(needed=True, type="http", scheme=scheme, span=span)
    header = _HEADER.search(words)
    if header is not None and is_credential_header(header[1]) and header[1][:1].isupper():
        return of_header(header[1], "", span, Rank.DECLARED)
    return SecurityFact(needed=True, span=span) if _SOME.match(words) else None
