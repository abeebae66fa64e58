"""Titles and lead-ins of answers that fail, where no status is named."""

from __future__ import annotations

import re
from functools import lru_cache

from mockdown.vocabularies.sentences import last_sentence

OTHERWISE = "default"
"""The status of answers that fail, where the page names none (OpenAPI 3.0.4, 4.7.15)."""

_TITLE = re.compile(
    r"(?:(?:an?|any|the|all|example|sample|possible|common|typical|http|api|json|on|upon|in case of|of) )*"
    r"(?:errors?|failures?|failed|failing|unsuccessful)"
    r"(?: (?:responses?|answers?|repl(?:y|ies)|results?|bod(?:y|ies)|payloads?|objects?|formats?|messages?"
    r"|codes?|examples?|samples?|cases?|conditions?|outputs?|status(?:es)?|handling|schema|structure))*"
    r"(?: (?:when|if|for|with|in|from|example)\b.*| - .*)?",
)
"""`Errors`, `Error response`, `On failure: not found`."""
_SENTENCE = re.compile(
    r"\b(?:on|upon|in case of|in the case of|in the event of) (?:an |any |a )?(?:errors?|failures?)\b"
    r"|\b(?:if|when) (?:it|this|that|the (?:request|call|operation)|an? (?:request|call|operation)) fails\b"
    r"|\b(?:if|when) (?:an|any) error (?:occurs|happens)\b"
    r"|\berror (?:response|message|object|body|answer|result)s? (?:looks?|is|has|have|are|contains?)\b"
    r"|\berrors? (?:looks?|are answered|have|has) ",
    re.IGNORECASE,
)
_NOISE = re.compile(r"[`*_#:()\[\]\"“”]+")
_SPACE = re.compile(r"\s+")
_LONGEST = 80


@lru_cache(maxsize=4096)
def is_error_title(title: str) -> bool:
    """Whether a heading or pseudo-heading is that of answers that fail.

    >>> is_error_title("Error response:")
    True
    """
    plain = title.replace("–", "-").replace("—", "-").replace(": ", " - ")
    words = _SPACE.sub(" ", _NOISE.sub(" ", plain)).strip().lower()
    return len(words) <= _LONGEST and _TITLE.fullmatch(words) is not None


@lru_cache(maxsize=4096)
def is_error_lead(text: str) -> bool:
    """Whether the last sentence before a block says that the block shows an answer that fails."""
    stripped = text.strip()
    last = last_sentence(stripped)
    return stripped.endswith(":") and (is_error_title(last) or _SENTENCE.search(last) is not None)
