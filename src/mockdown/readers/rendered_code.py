"""Finds code that stands bare in text copied out of a rendered page: JSON, commands, HTTP messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown.readers.rendered_words import ANNOUNCEMENT, METHODS, is_structure
from mockdown.source import Line

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?')
_COMMENT = re.compile(r"(?:^|\s)//.*$")
_JSON_START = re.compile(r"[{\[]\s*(?:$|[\"'{\[}\]]|\.{3}|-?\d[\d., -]*\]?,?$|(?:true|false|null)\b)")
_JSON_GOES_ON = re.compile(r"[\"'{}\[\],./…\-\d]|true\b|false\b|null\b|\w+:\s")
_COMMAND = re.compile(
    r"(?:\$ ?|> ?)?(?:curl(?:\s+(?=[-'\"h${\\<\[/])|\s*\\?$)|wget\s+(?=[-'\"h$])"
    rf"|https?\s+(?:-|:|--|(?:{METHODS})\s)|export\s+\w+=|xh\s+(?=[-h])|openssl\s+\w|docker\s+\w)"
)
_OPTION = re.compile(r"(?:-[A-Za-z]|--[a-z][\w-]+)(?:[ =]|$)|['\"]?https?://\S+['\"]?$|\|\s*\w+")
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)?\s+\d{3}\b|Status:\s+[1-5]\d\d\b")
_REQUEST_LINE = re.compile(rf"(?:{METHODS})\s+\S+\s+HTTP/\d(?:\.\d)?\s*")
_JSON_TEXT = re.compile(r'"[^"]{1,500}"')
_FIELD = re.compile(
    r"(?:Accept|Authorization|Content-Type|Host|User-Agent|Cookie|X-[\w-]+|[A-Z]\w+-Token): ?\S"
)
_HEADER = re.compile(r"[A-Za-z][\w-]{0,60}:(?:\s.*|$)")
_SOURCE = re.compile(
    r"(?:import\s+[\w{*\"'.]+|from\s+[\w.]+\s+import\b|const\s+\w+|let\s+\w+\s*=|var\s+\w+\s*="
    r"|require\b[ (]['\"]|package\s+\w+$|func\s+\w+\(|def\s+\w+|#include\s|using\s+[\w.]+;|<\?php|fetch\("
    r"|axios[.(]|print\(|puts\s"
    r"|[\w.]+\s*=\s*[\w.]+\(.*|[\w.]+\(.*[);{]$)"
)
_MARKUP = re.compile(r"<(?:\?xml|!doctype|[a-z][\w:-]*[\s/>])", re.IGNORECASE)
# Most lines of a page are text: one look tells.
_MAYBE = re.compile(
    rf"[{{\[\"#<$>]|curl|wget|https?\s|export\s|xh\s|openssl\s|docker\s|HTTP/|Status:|(?:{METHODS})[ \t]"
    r"|import\s|from\s|const\s|let\s|var\s|require\b|package\s|func\s|def\s|using\s|puts\s|[\w.]+\s*[=(]"
)
MESSAGE_BODY = 2
"""Between the head and the body of an HTTP message stand at most so many empty lines."""


def find_code(lines: Sequence[Line], start: int) -> tuple[int, str] | None:
    """The line after the code that starts at `start`, and its info string; None when it is no code."""
    text = lines[start].text.strip()
    if not _MAYBE.match(text):
        return None
    if _STATUS_LINE.match(text) or _REQUEST_LINE.fullmatch(text):
        return _end_of_message(lines, start), "http" if not text.startswith("Status") else ""
    if _JSON_START.match(text):
        return _end_of_json(lines, start), "json"
    if _JSON_TEXT.fullmatch(text):
        return start + 1, "json"
    if _heads_message(lines, start, text):
        return _end_of_message(lines, start), "http"
    if text.startswith("#") and _comments_command(lines, start):
        return _end_of_commands(lines, start), "shell"
    if _COMMAND.match(text):
        return _end_of_commands(lines, start), "shell"
    if _MARKUP.match(text):
        return _end_of_paragraph(lines, start), "xml"
    if _SOURCE.match(text):
        return _end_of_paragraph(lines, start), ""
    return None


def _heads_message(lines: Sequence[Line], start: int, text: str) -> bool:
    """Whether header fields stand right under a method and a path."""
    below = lines[start + 1].text.strip() if start + 1 < len(lines) else ""
    return _FIELD.match(below) is not None and ANNOUNCEMENT.fullmatch(text[:500]) is not None


def _depth(text: str) -> int:
    """How many brackets a line opens beyond those it closes, outside strings."""
    bare = _COMMENT.sub("", _STRING.sub("", text))
    return bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]")


def _end_of_json(lines: Sequence[Line], start: int) -> int:
    """Brackets tell where it ends, since indentation may be lost; so does a line that cannot be JSON."""
    depth, end = 0, start
    after_gap = False
    for index in range(start, len(lines)):
        text = lines[index].text.strip()
        if not text:
            after_gap = True
            continue
        if index > start and not _JSON_GOES_ON.match(text) and (after_gap or _stops(text)):
            return end
        depth += _depth(text)
        end, after_gap = index + 1, False
        if depth <= 0:
            return end
    return end


def _stops(text: str) -> bool:
    return (
        ANNOUNCEMENT.fullmatch(text[:500]) is not None
        or _COMMAND.match(text) is not None
        or is_structure(text)
    )


def _comments_command(lines: Sequence[Line], start: int) -> bool:
    """Whether a `#` comment has a command under it, within a few lines."""
    for line in lines[start + 1 : start + 4]:
        text = line.text.strip()
        if not text.startswith("#"):
            return _COMMAND.match(text) is not None
    return False


def _end_of_commands(lines: Sequence[Line], start: int) -> int:
    """To the last command in a row: over continued lines and open quotes."""
    index = start
    while index < len(lines):
        text = lines[index].text.strip()
        if text.startswith("#") and _comments_command(lines, index):
            index += 1
        elif _COMMAND.match(text) or (index > start and _OPTION.match(text)):
            index = _end_of_command(lines, index)
        else:
            break
    return index


def _end_of_command(lines: Sequence[Line], start: int) -> int:
    """Over its continued lines, and to the quote that closes what is sent."""
    quote, end = "", start
    for index in range(start, len(lines)):
        text = lines[index].text.strip()
        if not text and quote:
            continue
        sent = quote and _JSON_GOES_ON.match(text)
        if not text or (index > end and not sent) or (index > start and not sent and _stops(text)):
            return end
        quote, end = _open_quote(text, quote), index + 1
        if not quote and not text.endswith("\\"):
            return end
    return end


def _open_quote(text: str, quote: str) -> str:
    """The quote that is open at the end of a line."""
    for sign in re.findall(r"\\.|['\"]", text) if quote != "'" else re.findall("'", text) or []:
        if len(sign) > 1:
            continue
        quote = sign if not quote else "" if sign == quote else quote
    return quote


def _end_of_message(lines: Sequence[Line], start: int) -> int:
    """Over the header fields, and the body where one follows."""
    index = start + 1
    while index < len(lines) and _HEADER.fullmatch(lines[index].text.strip()[:2000]):
        index += 1
    body = index
    while body < len(lines) and body - index < MESSAGE_BODY and not lines[body].text.strip():
        body += 1
    if (
        not lines[start].text.startswith("Status")
        and body < len(lines)
        and _JSON_START.match(lines[body].text.strip())
    ):
        return _end_of_json(lines, body)
    return index


def _end_of_paragraph(lines: Sequence[Line], start: int) -> int:
    index = start + 1
    while index < len(lines) and lines[index].text.strip() and not is_structure(lines[index].text):
        index += 1
    return index
