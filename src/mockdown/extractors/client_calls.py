"""Reads requests that samples send from programs: `fetch("/boats", {…})`, `requests.post(url, json={…})`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mockdown.extractors.requests import SampleHeader, SampleRequest
from mockdown.model.paths import METHODS, PathTemplate, parse_path
from mockdown.readers.json_samples import read_json
from mockdown.values import replace

_URL = r"(?:[frbu]{0,2}(?P<quote>[\"'`])(?P<url>(?:https?://|/|\$?\{)[^\"'`\s]{1,400})(?P=quote))"
_CALL = re.compile(
    r"\b(?:(?P<fetch>fetch)|(?:axios|requests|httpx|superagent|got|ky)\.(?P<verb>get|post|put|patch|delete)"
    r"|requests\.request\(\s*[\"'](?P<named>[A-Za-z]{3,7})[\"']\s*,\s*(?=[frbu]{0,2}[\"']))\s*\(?\s*" + _URL,
)
_SHELL = re.compile(
    r"\b(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b(?P<rest>(?:[^\n`]|`[ \t]*\r?\n)*)", re.IGNORECASE
)
_OPTION = re.compile(
    r"-(?P<name>Method|Uri)\s+(?P<quote>[\"']?)(?P<value>[^\"'\s]+)(?P=quote)", re.IGNORECASE
)
_METHOD = re.compile(r"\bmethod[\"']?\s*:\s*[\"'`](?P<method>[A-Za-z]{3,7})[\"'`]")
_FETCHED = re.compile(r"\bbody[\"']?\s*:\s*JSON\.stringify\(\s*(?=\{)")
_BODY = re.compile(
    r"\b(?:json|data)\s*=\s*(?:json\.dumps\(\s*)?(?=\{)"
    r"|^\s*,\s*(?=\{)|\b(?:data|json)\s*:\s*(?=\{)"
)
_QUERY = re.compile(r"\bparams\s*[=:]\s*(?=\{)")
_HEADERS = re.compile(r"\bheaders[\"']?\s*[=:]\s*(?=\{)")
_HEADER = re.compile(
    r"[\"']?(?P<name>[A-Za-z][\w-]*)[\"']?\s*:\s*[frb]?(?P<quote>[\"'`])(?P<value>[^\"'`\n]*)(?P=quote)"
)
_WORDS = ("fetch", "axios.", "requests.", "httpx.", "Invoke-", "superagent.", "got.", "ky.", "irm ", "iwr ")
_LONGEST = 20_000
_PAIRS = {"(": ")", "{": "}", "[": "]"}


def holds_calls(text: str) -> bool:
    """Whether a text may hold such a call."""
    return len(text) <= _LONGEST and any(word in text for word in _WORDS)


@lru_cache(maxsize=512)
def read_calls(text: str) -> tuple[SampleRequest, ...]:
    """The requests that the calls of a program send, in their order."""
    found = [*_of_functions(text), *_of_shell(text)]
    return tuple(sorted(found, key=lambda request: request.offset))


def _of_functions(text: str) -> Iterator[SampleRequest]:
    for found in _CALL.finditer(text):
        rest = _arguments(text, found.end())
        stated = found["verb"] or found["named"]
        named = _METHOD.search(rest) if found["fetch"] else None
        method = (stated or (named["method"] if named else "get")).upper()
        target = parse_path(found["url"])
        if target is None or method not in METHODS or not _is_own(found["url"]):
            continue
        sends = method not in ("GET", "DELETE", "HEAD")
        body = (_FETCHED if found["fetch"] else _BODY).search(rest) if sends else None
        shown = _balanced(rest, body.end()) if body is not None else ""
        yield SampleRequest(
            method,
            bool(stated or named),
            _with_query(target, rest),
            found["url"],
            tuple(_headers(rest, found.end())),
            shown or None,
            found.end() + body.end() if body is not None else 0,
            offset=found.start(),
        )


def _of_shell(text: str) -> Iterator[SampleRequest]:
    for found in _SHELL.finditer(text):
        options = {option["name"].lower(): option["value"] for option in _OPTION.finditer(found["rest"])}
        method, url = options.get("method", "get").upper(), options.get("uri", "")
        target = parse_path(url) if _is_own(url) else None
        if target is not None and method in METHODS:
            yield SampleRequest(method, "method" in options, target, url, offset=found.start())


def _is_own(url: str) -> bool:
    """Whether a URL has a path to ask for."""
    return "/" in url.partition("://")[2] if "://" in url else "/" in url


def _arguments(text: str, start: int) -> str:
    """What stands between the URL of a call and the bracket that closes it."""
    depth = 0
    for index in range(start, min(len(text), start + _LONGEST)):
        mark = text[index]
        if mark in _PAIRS:
            depth += 1
        elif mark in _PAIRS.values():
            depth -= 1
            if depth < 0:
                return text[start:index]
    return ""


def _balanced(text: str, start: int) -> str:
    """The text in braces that starts here."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] in "{[(") - (text[index] in "}])")
        if depth == 0:
            return text[start : index + 1]
    return ""


def _with_query(target: PathTemplate, rest: str) -> PathTemplate:
    """A target with the parameters that the call adds to its query."""
    found = _QUERY.search(rest)
    samples = read_json(_balanced(rest, found.end())) if found is not None else ()
    value = samples[0].value if samples else None
    if not isinstance(value, dict):
        return target
    added = tuple((name, one if isinstance(one, str) else _plain(one)) for name, one in value.items())
    return replace(target, query=(*target.query, *added))


def _plain(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else None


def _headers(rest: str, base: int) -> Iterator[SampleHeader]:
    found = _HEADERS.search(rest)
    if found is None:
        return
    shown = _balanced(rest, found.end())
    for header in _HEADER.finditer(shown):
        yield SampleHeader(header["name"], header["value"], base + found.end() + header.start())
