"""Reads sample requests made with HTTPie and its kin: `http PUT :8000/gauges/5 name=weir depth:=3`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from mockdown.extractors.requests import SampleHeader, SampleRequest, command_words, unquote
from mockdown.model.paths import METHODS, parse_path, parse_query
from mockdown.values import replace

_COMMAND = re.compile(r"^[ \t]*(?:[$>#%][ \t]+)?(https?|xhs?)(?=[ \t]+\S)", re.MULTILINE)
_ITEM = re.compile(
    r"^(?P<name>[\w.\[\]$/-]+)(?P<mark>:=@|==|:=|=@|=|@|:)(?P<value>.*)$",
    re.DOTALL,
)
_VALUED = frozenset(
    "--auth -a --auth-type -A --session --timeout --output -o --print -p --verify --cert --proxy "
    "--raw".split()
)
_HOST = re.compile(r"^(?:https?://|:\d*(?:/|$)|localhost|[\w.-]+\.[a-z]{2,}(?:[:/]|$)|/|\{\{?\w+\}?\}|\$\w+)")


def holds_httpie(text: str) -> bool:
    """Whether a line of a text starts such a command."""
    return ("http" in text or "xh" in text) and _COMMAND.search(text) is not None


def read_httpie(text: str) -> Iterator[SampleRequest]:
    """The requests that the commands of a shell sample send."""
    for found in _COMMAND.finditer(text):
        request = _read_command(text, found.start(1))
        if request is not None:
            yield request


def _read_command(text: str, start: int) -> SampleRequest | None:
    words = [(unquote(word), offset) for word, offset in command_words(text, start)][1:]
    options, rest = _split_options(words)
    method = rest.pop(0)[0] if rest and rest[0][0] in METHODS else ""
    if not rest or _HOST.match(rest[0][0]) is None:
        return None
    url = rest.pop(0)[0]
    target = parse_path(f"http://localhost{url}" if url.startswith(":") else url)
    if target is None:
        return None
    items = [(found, offset) for word, offset in rest if (found := _ITEM.match(word)) is not None]
    query = tuple((item["name"], item["value"]) for item, _ in items if item["mark"] == "==")
    target = replace(target, query=(*target.query, *(pair for pair in query if parse_query("=".join(pair)))))
    sent = [(item, offset) for item, offset in items if item["mark"] not in ("==", ":")]
    as_form = bool(options & {"--form", "-f", "--multipart"}) or any(item["mark"] == "@" for item, _ in sent)
    pairs = tuple((item["name"], _form_value(item)) for item, _ in sent)
    has_file = any(value.startswith("@") for _, value in pairs)
    return SampleRequest(
        method or ("POST" if sent else "GET"),
        bool(method),
        target,
        url,
        tuple(
            SampleHeader(item["name"], item["value"], offset) for item, offset in items if item["mark"] == ":"
        ),
        None if as_form or not sent else json.dumps({item["name"]: _value(item) for item, _ in sent}),
        sent[0][1] if sent else 0,
        pairs if as_form and has_file else (),
        pairs if as_form and not has_file else (),
        bool(options & {"--auth", "-a"}) and "bearer" not in options,
        False,  # noqa: FBT003
        start,
    )


def _split_options(words: list[tuple[str, int]]) -> tuple[set[str], list[tuple[str, int]]]:
    options: set[str] = set()
    rest: list[tuple[str, int]] = []
    waits = False
    for word, offset in words:
        if waits:
            options.add(word)
            waits = False
        elif word.startswith("-") and len(word) > 1:
            name, mark, _ = word.partition("=")
            options.add(name)
            waits = name in _VALUED and not mark
        else:
            rest.append((word, offset))
    return options, rest


def _header(item: re.Match[str], offset: int) -> SampleHeader:
    return SampleHeader(item["name"], item["value"], offset)


def _form_value(item: re.Match[str]) -> str:
    return f"@{item['value']}" if item["mark"] == "@" else item["value"]


def _value(item: re.Match[str]) -> Any:
    """What a field of the body is: text, or JSON behind `:=`."""
    if item["mark"] == ":=":
        with suppress(ValueError):
            return json.loads(item["value"])
    return item["value"]
