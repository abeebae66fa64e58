"""Reads sample requests: curl commands and raw HTTP messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mockdown.extractors.announced_lines import parse_line
from mockdown.model.paths import PathTemplate, parse_path
from mockdown.values import dataclass


@dataclass(frozen=True, slots=True)
class SampleHeader:
    """A header of a sample, with the character offset of its name in the sample's text."""

    name: str
    value: str
    offset: int


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """A request as a sample shows it.  Offsets are characters in the text of its block."""

    method: str
    stated: bool
    """Whether the method stands there; a curl command without `-X` only implies one."""
    target: PathTemplate
    url: str
    headers: tuple[SampleHeader, ...] = ()
    body: str | None = None
    body_offset: int = 0
    form: tuple[tuple[str, str], ...] = ()
    """The fields of a multipart form; a value that starts with `@` is a file."""
    urlencoded: tuple[tuple[str, str], ...] = ()
    basic: bool = False
    """Whether a user and password are given (`curl -u`)."""
    upload: bool = False
    """Whether a file is sent as the body (`curl -T`)."""
    offset: int = 0

    def header(self, name: str) -> str | None:
        """The value of a header, None when it is not there."""
        return _value_of(self.headers, name)


@dataclass(frozen=True, slots=True)
class SampleResponse:
    """A response as a sample shows it."""

    status: str | None
    reason: str
    headers: tuple[SampleHeader, ...]
    body: str
    body_offset: int
    offset: int = 0

    def header(self, name: str) -> str | None:
        """The value of a header, None when it is not there."""
        return _value_of(self.headers, name)


def _value_of(headers: tuple[SampleHeader, ...], name: str) -> str | None:
    for header in headers:
        if header.name.lower() == name.lower():
            return header.value
    return None


_WORD = re.compile(r"""(?:[^\s"'\\$]|\\(?:\r?\n)?.|\$?"(?:[^"\\]|\\.)*"|\$?'[^']*'|\$|\\$)+""", re.DOTALL)
_GAP = re.compile(r"(?:[ \t]|\\[ \t]*\r?\n)*")
_QUOTED = re.compile(r"""\$?"((?:[^"\\]|\\.)*)"|\$?'([^']*)'|((?:\\.|[^"'\\])+)|\\""", re.DOTALL)
_ESCAPED = re.compile(r"\\([\"\\$`&?=<>(){}\[\]])")
_CURL = re.compile(r"(?:^|[\s$>`(|])(curl)(?=\s)")
_VALUED = {
    **dict.fromkeys(("-X", "--request"), "method"),
    **dict.fromkeys(("-H", "--header"), "header"),
    **dict.fromkeys(("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"), "data"),
    **dict.fromkeys(("--data-urlencode",), "urlencoded"),
    **dict.fromkeys(("-F", "--form", "--form-string"), "form"),
    **dict.fromkeys(("-u", "--user"), "user"),
    **dict.fromkeys(("-b", "--cookie"), "cookie"),
    **dict.fromkeys(("--url",), "url"),
    **dict.fromkeys(("-T", "--upload-file"), "upload"),
    **dict.fromkeys(
        (
            "-o",
            "--output",
            "-A",
            "--user-agent",
            "-e",
            "--cacert",
            "--cert",
            "--key",
            "-m",
            "--max-time",
            "-w",
            "--write-out",
            "-x",
            "--proxy",
            "--connect-timeout",
            "--resolve",
            "--retry",
            "-c",
            "--cookie-jar",
            "--unix-socket",
            "-E",
            "--limit-rate",
            "-D",
            "--dump-header",
        ),
        "other",
    ),
}
_BARE_HOST = re.compile(r"^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+(?=[/:?]|$)")
_SHORT = frozenset("XHdFubToAemwxcED")


@lru_cache(maxsize=1024)
def read_curl(text: str) -> tuple[SampleRequest, ...]:
    """The curl commands in a shell sample; asked for announcements, facts and credentials in turn."""
    found = (_read_command(text, start.start(1)) for start in _CURL.finditer(text))
    return tuple(request for request in found if request is not None)


def command_words(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The words of one command, up to a line end that is not continued, a pipe or a `;`."""
    position = start
    while position < len(text):
        gap = _GAP.match(text, position)
        position = gap.end() if gap else position
        if position >= len(text) or text[position] in "\n|;>":
            return
        found = _WORD.match(text, position)
        if found is None:
            position += 1
            continue
        word = found[0]
        if word in ("&&", "||", "\\"):
            return
        yield word, position
        position = found.end()


def unquote(word: str) -> str:
    """A word of a shell command as the program gets it."""
    plain: list[str] = []
    for double, single, bare in _QUOTED.findall(word):
        if single:
            plain.append(single)
        else:
            plain.append(_ESCAPED.sub(r"\1", double or bare))
    return "".join(plain).replace("\\\n", "")


def _read_command(text: str, start: int) -> SampleRequest | None:
    words = list(command_words(text, start))[1:]
    options: list[tuple[str, str, int]] = []
    urls: list[str] = []
    index = 0
    while index < len(words):
        word, offset = words[index]
        index += 1
        name, value = _option(word)
        if name is None:
            urls.append(unquote(word))
            continue
        kind = _VALUED.get(name)
        if kind is None:
            options.append((name, "", offset))
            continue
        if value is None and index < len(words):
            value, offset = unquote(words[index][0]), words[index][1]
            index += 1
        options.append((kind, value or "", offset))
    return _request(options, urls, start)


def _option(word: str) -> tuple[str | None, str | None]:
    """Split `-XPOST` and `--header=...`; (None, None) for a word that is no option."""
    if not word.startswith("-") or word == "-":
        return None, None
    if word.startswith("--"):
        name, mark, value = word.partition("=")
        return name, unquote(value) if mark else None
    if len(word) > 2 and word[1] in _SHORT and f"-{word[1]}" in _VALUED:
        return word[:2], unquote(word[2:])
    if len(word) > 2 and f"-{word[-1]}" in _VALUED and word[1:].isalpha():
        return f"-{word[-1]}", None  # bundled flags such as -sSX
    return word, None


def _request(options: list[tuple[str, str, int]], urls: list[str], start: int) -> SampleRequest | None:
    of = {kind: (value, offset) for kind, value, offset in options}
    url = of["url"][0] if "url" in of else next((url for url in urls if "/" in url or ":" in url), "")
    if _BARE_HOST.match(url):
        url = f"http://{url}"  # what curl takes a URL without a scheme for
    target = parse_path(url) if url else None
    if target is None:
        return None
    data = [(value, offset) for kind, value, offset in options if kind == "data"]
    form = tuple(_pair(value) for kind, value, _ in options if kind == "form" and "=" in value)
    encoded = tuple(_pair(value) for kind, value, _ in options if kind == "urlencoded")
    headers = [_header(value, offset) for kind, value, offset in options if kind == "header" and ":" in value]
    if "cookie" in of and "=" in of["cookie"][0]:
        headers.append(SampleHeader("Cookie", *of["cookie"]))
    as_query = any(name in ("-G", "--get") for name, _, _ in options)
    implied = "POST" if (data or form or encoded) and not as_query else "PUT" if "upload" in of else "GET"
    if any(name in ("-I", "--head") for name, _, _ in options):
        implied = "HEAD"
    method = of["method"][0].upper() if "method" in of else implied
    body = "&".join(value for value, _ in data) if data else None
    return SampleRequest(
        method,
        "method" in of,
        target,
        url,
        tuple(headers),
        body if not as_query else None,
        data[0][1] if data else 0,
        form,
        encoded,
        "user" in of,
        "upload" in of,
        start,
    )


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def _header(text: str, offset: int) -> SampleHeader:
    name, _, value = text.partition(":")
    return SampleHeader(name.strip(), value.strip(), offset)


_STATUS_LINE = re.compile(
    r"^[ \t]*(?:HTTP/[\d.]+|Status(?: code)?:?|< HTTP/[\d.]+)\s+([1-5]\d\d)\b[ \t]*([^\r\n]*)",
    re.IGNORECASE,
)
BARE_STATUS = re.compile(r"^\s*([1-5]\d\d)[ \t]+([A-Z][A-Za-z'’ -]{1,40}?)[ \t]*(?=[\r\n]|$)")
"""The first line of a response whose version is left out: `200 OK`."""
_HEADER_LINE = re.compile(r"^[ \t]{0,12}[<>*]?\s?([A-Za-z][\w-]*):[ \t]*(.*)$")


def read_exchange(text: str) -> tuple[SampleRequest | None, SampleResponse | None]:
    """The request and the response in a raw HTTP message or exchange (RFC 9112, 2.1)."""
    lines = text.splitlines(keepends=True)
    request: SampleRequest | None = None
    offset = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        status = _STATUS_LINE.match(line) or (None if text[:offset].strip() else BARE_STATUS.match(line))
        if status is not None:
            headers, body_at, _ = _headers(lines, index + 1, offset + len(line))
            body = text[body_at:]
            return request, SampleResponse(status[1], status[2].strip(), headers, body, body_at, offset)
        announced = parse_line(line.strip().removeprefix("> ")) if request is None else None
        if announced is not None and (announced.version or index == 0):
            headers, body_at, index_after = _headers(lines, index + 1, offset + len(line))
            body_end = _next_status(text, body_at)
            body = text[body_at:body_end].strip()
            request = SampleRequest(
                announced.methods[0],
                True,  # noqa: FBT003
                announced.template,
                line.split()[1] if len(line.split()) > 1 else "",
                headers,
                body or None,
                body_at,
                offset=offset,
            )
            offset = sum(len(inner) for inner in lines[:index_after])
            index = index_after
            continue
        offset += len(line)
        index += 1
    return request, None


def _headers(lines: list[str], index: int, offset: int) -> tuple[tuple[SampleHeader, ...], int, int]:
    """Header lines up to an empty line or one that is none; where the body starts; the next line."""
    headers: list[SampleHeader] = []
    while index < len(lines):
        line = lines[index]
        found = _HEADER_LINE.match(line.rstrip("\r\n"))
        if found is None:
            if not line.strip():
                offset += len(line)
                index += 1
                if headers or index >= len(lines) or not _HEADER_LINE.match(lines[index]):
                    break
                continue
            break
        headers.append(SampleHeader(found[1], found[2].strip(), offset))
        offset += len(line)
        index += 1
    return tuple(headers), offset, index


def _next_status(text: str, start: int) -> int:
    found = re.compile(r"^[ \t]*(?:HTTP/[\d.]+)\s+[1-5]\d\d", re.MULTILINE).search(text, start)
    return found.start() if found else len(text)
