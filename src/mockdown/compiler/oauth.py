"""Finds where an API authorizes and gives out tokens, for the flows of its OAuth scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mockdown.extractors.facts import SecurityFact
from mockdown.readers.blocks import Document

_URL = rb"https?://[^\s`\"'()<>|\\{}?#]+/(?:%s)(?![\w/-])"
_AUTHORIZE = re.compile(_URL % rb"authori[sz]e|authori[sz]ation", re.IGNORECASE)
_TOKEN = re.compile(_URL % rb"token|access_token", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OAuth:
    """The endpoints of RFC 6749, section 3, as the pages write them; empty where they do not."""

    authorization_url: str = ""
    token_url: str = ""


def find_oauth(documents: Iterable[Document], facts: Iterable[SecurityFact]) -> OAuth | None:
    """The endpoints that pages speak of; None where no fact asks for OAuth, or no page speaks of it."""
    if not any(fact.type == "oauth2" for fact in facts):
        return None
    spoken = [data for document in documents if b"oauth" in (data := document.source.data).lower()]
    if not spoken:
        return None
    return OAuth(_first(_AUTHORIZE, spoken), _first(_TOKEN, spoken))


def _first(pattern: re.Pattern[bytes], texts: Iterable[bytes]) -> str:
    for text in texts:
        found = pattern.search(text)
        if found is not None:
            return found[0].decode("utf-8", "replace")
    return ""
