"""Reads exchanges as tools print them: `> ` before what is sent, `< ` before what comes back."""

from __future__ import annotations

import re

from mockdown.extractors.requests import SampleRequest, SampleResponse, read_exchange
from mockdown.readers.json_samples import looks_like_json

_MARKED = re.compile(r"^([ \t]*)[<>](?=[ \t]|$)", re.MULTILINE)
_SENT = re.compile(r"\s*> ?[A-Z]{3,7} ")
_CAME_BACK = re.compile(r"^[ \t]*<(?=[ \t]|$)", re.MULTILINE)


def is_transcript(text: str) -> bool:
    """Whether code starts with the request of a transcript."""
    return _SENT.match(text) is not None


def without_marks(text: str) -> str:
    """A transcript with a space for each mark, so that all else stays where it was."""
    return _MARKED.sub(r"\1 ", text)


def read_transcript(text: str) -> tuple[SampleRequest | None, SampleResponse | None]:
    """The request of a transcript, and the response, which may be nothing but a body."""
    back = _CAME_BACK.search(text)
    cut = back.start() if back is not None else len(text)
    plain = without_marks(text)
    request, _ = read_exchange(plain[:cut])
    if back is None:
        return request, None
    rest = re.sub(r"[^\n]", " ", plain[:cut]) + plain[cut:]
    _, response = read_exchange(rest)
    if response is None and looks_like_json(plain[cut:]):
        response = SampleResponse(None, "", (), plain[cut:], cut, cut)
    return request, response
