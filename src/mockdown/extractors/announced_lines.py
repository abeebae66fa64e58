"""Reads one line that announces operations: `GET /users/{id}`, `/gateway [POST]`, `POST, PUT /x`."""

from __future__ import annotations

import re
from functools import lru_cache

from mockdown.model.paths import PathTemplate, parse_path
from mockdown.values import dataclass

LONGEST = 400
"""A longer line is prose, whatever it starts with."""
_METHOD = r"(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|DEL)"
METHOD_LIST = rf"{_METHOD}(?:(?:\s*(?:,|/|\||\bor\b|\band\b|&)\s*|\s+){_METHOD}\b)*"
_PATH = (
    r"(?:https?(?:\(s\))?://|/|\{[\w.-]+\}/|\$\{?\w+\}?/|<[\w .:-]+>/|\[[\w .-]+\]/|localhost"
    r"|[\w.-]+\.[a-z]{2,}[/:]"
    r"|[A-Za-z][\w.-]*/)"
    r"(?:[^\s`]|(?<=[<\[({,\w])\s(?=[^<>\[\](){}\n]{0,40}[>\])}]))*"
)
_METHODS_ONLY = re.compile(rf"^{METHOD_LIST}$")
_LINE = re.compile(
    rf"^(?:[\w ]{{2,30}}:\s*)?(?:HTTP\s+)?[\[(*]*"
    rf"(?P<methods>{METHOD_LIST})[\])*]*\s*[:\-–—]?\s*(?P<path>{_PATH}|/)"
    r"(?:\s+(?P<version>HTTP/[\d.]+))?\s*"
    r"(?P<rest>(?:(?:[-–—(#→⇒]|:(?!\w)|[-=]>).{0,120}|(?<=\s\s)[^\s/].{0,160})?)$"
)
_PATH_FIRST = re.compile(
    rf"^(?P<path>/(?:[^\s`]*)?)\s*[-–—:]?\s*[\[(](?P<methods>{METHOD_LIST})[\])]\s*(?P<rest>)$"
    rf"|^(?P<path2>/[^\s`]*)\s+(?P<methods2>{METHOD_LIST})$"
)
TITLED = re.compile(
    rf"^(?P<title>[^`/]{{2,100}}?)\s*[-–—:(\[|%]*\s*\b(?P<methods>{METHOD_LIST})\b[\])]?\s*:?\s+"
    rf"(?P<path>{_PATH}|/)[)\]]*$"
)
_ALIASES = {"DEL": "DELETE"}


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """The operations that one line of text announces."""

    methods: tuple[str, ...]
    template: PathTemplate
    version: bool = False
    """Whether `HTTP/1.1` or the like stood behind it, as in a request line (RFC 9112, 3)."""
    title: str = ""
    longer: tuple[PathTemplate, ...] = ()
    """The same path with a parameter at its end that may be left out: `/logs[/<day>]`."""


def parse_line(text: str) -> AnnouncedLine | None:
    """Read a line that is nothing but an announcement, such as `GET /users/{id}`."""
    # Every cell, line and span of code is tried; each notation of a path needs one of these.
    return _parse_line(text) if "/" in text or ":" in text or "localhost" in text else None


@lru_cache(maxsize=8192)
def _parse_line(text: str) -> AnnouncedLine | None:
    text = text.strip()
    if "&lt;" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">")
    if len(text) > LONGEST or not text or _METHODS_ONLY.match(text):
        return None
    found = _LINE.match(text)
    if found is not None:
        title = _NOTES.sub("", found["rest"] or "")
        return announced(found["methods"], found["path"], version=bool(found["version"]), title=title)
    found = _PATH_FIRST.match(text)
    if found is not None:
        return announced(found["methods"] or found["methods2"], found["path"] or found["path2"])
    found = _LOWER.match(text)
    return announced(found[1].upper(), found[2]) if found is not None else None


_NOTES = re.compile(r"^(?:\{[^{}]{0,120}\}|\[[^\[\]]{0,120}\])|\s*(?:→|⇒|[-=]>).*$")
"""What an overview says in short behind a path: `{ name, age? } → 201 person`."""
_LOWER = re.compile(rf"^((?i:{_METHOD}))\s+(/[^\s`]*)$")


def announced(methods: str, path: str, *, version: bool = False, title: str = "") -> AnnouncedLine | None:
    """The operations of a list of methods and a path; None where the path is none."""
    path = path.rstrip(".,;")
    for opening, closing in ("[]", "()"):
        if path.endswith(closing) and path.count(opening) < path.count(closing):
            path = path[:-1]
    template = parse_path(path)
    if template is None:
        return None
    names = re.findall(_METHOD, methods)
    whole = parse_path(f"{path[: last.start()]}{last[1]}") if (last := _LEFT_OUT.search(path)) else None
    return AnnouncedLine(
        tuple(dict.fromkeys(_ALIASES.get(name, name) for name in names)),
        template,
        version,
        title.strip(" -–—:()#_*"),
        (whole,) if whole is not None else (),
    )


_LEFT_OUT = re.compile(r"\[(/(?:<[^<>/]+>|\{[^{}/]+\}|:\w+))\]$")
"""A parameter at the end of a path that may be left out."""
_ASKED = re.compile(
    rf"(?<![\w/])[`*]{{0,3}}({_METHOD})[`*]{{0,3}}\s+(?:requests?\s+|calls?\s+)?(?:to|at|on|against)\s+(?:the\s+)?"
    r"`((?:https?://|/)[^`\s]*)`"
)


_ASKED_PLAIN = re.compile(
    rf"(?<![\w/`])\b({_METHOD}) (?:(?:http )?(?:requests?|calls?) )?(?:to|at|on|against) (?:the )?"
    r"((?:https?://|/)[\w./{}:<>-]+)"
)


def read_plain_sentence(text: str) -> AnnouncedLine | None:
    """Read the operation that a sentence asks for in plain words: "Make a DELETE request to /users/{id}."."""
    found = _ASKED_PLAIN.search(text)
    return announced(found[1], found[2].rstrip(".:")) if found is not None else None


def read_sentence(markdown: str) -> AnnouncedLine | None:
    """Read the operation that a sentence asks for, with its method and a path in code."""
    found = _ASKED.search(markdown)
    return announced(found[1], found[2]) if found is not None else None


_NEAR = 300
_GONE = re.compile(
    r"\b(?:is|was|are|were|been) (?:not an? (?:endpoint|operation|route|resource)|removed|dropped"
    r"|retired|gone|discontinued|no longer|not (?:available|supported|implemented))\b"
    r"|\bno longer (?:exists?|works?|available)\b|\bdoes not exist\b|\bthere is no\b",
    re.IGNORECASE,
)


def is_gone(text: str, code: str) -> bool:
    """Whether the sentence of a mention says that there is no such operation."""
    before, _, after = text.partition(code)
    sentence = f"{before[-_NEAR:].rpartition('. ')[2]} {after[:_NEAR].partition('. ')[0]}"
    return _GONE.search(sentence) is not None
