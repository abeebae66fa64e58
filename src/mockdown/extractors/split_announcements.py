"""Reads announcements whose method stands in a heading below that of the path, or is said once for all.

## /things/{id}        ## Thing [/things/{id}]        All calls are made using POST.
### GET                ### Read it [GET]              ## things/list: Lists things
"""

from __future__ import annotations

import re

from mockdown.extractors.announced_lines import METHOD_LIST
from mockdown.readers.blocks import Document, Paragraph

_TITLE_METHOD = re.compile(
    rf"^(?P<title>.*?)\s*\[(?P<methods>{METHOD_LIST})\]\s*$"
    rf"|^\W*(?P<alone>(?i:{METHOD_LIST}))\W*(?:method|request)?s?\W*$"
    rf"|^\W*(?P<first>{METHOD_LIST})[`*]*\s*[:–—-]\s*(?P<behind>\S.*)$"
)
_TITLE_PATH = re.compile(
    r"^(?P<title>[^\[\]/]*?)\s*\[(?P<path>/[^\[\]]*)\]\s*$|^\W*?(?P<alone>/[^\s`]*)\W*$|^`(?P<code>/[^\s`]*)`$"
)


def path_of_title(title: str) -> str | None:
    """The path that a heading consists of, or that stands in brackets behind its words."""
    found = _TITLE_PATH.match(title.strip())
    return (found["path"] or found["alone"] or found["code"]) if found else None


def methods_of_title(title: str) -> tuple[str, str] | None:
    """The methods of a heading below a path, with its words: `Read it [GET]`, `GET`, `GET: Read it`."""
    found = _TITLE_METHOD.match(title.strip())
    if found is None:
        return None
    methods = found["methods"] or found["alone"] or found["first"]
    return methods.upper(), (found["title"] or found["behind"] or "").strip()


_METHOD_GROUP = re.compile(
    rf"^\W*(?P<method>{METHOD_LIST})\W+(?:methods?|requests?|end-?points?|routes?|calls?|operations?|apis?)\W*$"
    rf"|^\W*(?P<alone>{METHOD_LIST})\W*$",
    re.IGNORECASE,
)
_PATH_TITLE = re.compile(
    r"^(?P<marks>[`*]{0,3})(?P<path>/[^\s`*]*)[`*]{0,3}(?:\s*[:–—]\s*|\s+-\s+|$)(?P<title>.*)$"
)


def path_below_method(title: str, outer: str) -> tuple[str, str, str] | None:
    """The method of a heading that groups operations, and the path and the words of one of them.

    ## GET endpoints
    ### `/boats/{id}`: Shows a boat
    """
    group = _METHOD_GROUP.match(outer.strip()) if len(outer) < _SHORT else None
    found = _PATH_TITLE.match(title.strip()) if group is not None else None
    if group is None or found is None:
        return None
    return (group["method"] or group["alone"]).upper(), found["path"].rstrip(":"), found["title"].strip()


_SHORT = 40
_OF_ALL = re.compile(
    r"\b(?i:(?:all|every|each) (?:api |rpc |rc |of |the |these |following )*"
    r"(?:calls?|requests?|endpoints?|methods?|commands?|operations?|actions?)"
    r"\b[^.\n]{0,60}?\b(?:using|via|with|uses?|through|as|are|be|by|is)\b"
    r"(?: an?| the| http| method| sent)*)\W{1,4}(POST|GET)\b"
)
_PATH_FIRST = re.compile(
    r"^\W{0,2}(?P<path>/?[a-z][\w-]*(?:[./][a-z][\w-]*)+)\W{0,2}"
    r"(?:$|\s*[:–—]\s*(?P<title>\S.*)|\s-\s(?P<title2>\S.*))$"
)


def method_of_all(document: Document) -> str | None:
    """The method that a page says all its operations have: "All calls must be made using POST"."""
    for section in document.root.walk():
        for block in section.blocks:
            if isinstance(block, Paragraph) and ("POST" in block.text or "GET" in block.text):
                found = _OF_ALL.search(block.text)
                if found is not None:
                    return found[1]
    return None


def path_before_title(title: str) -> tuple[str, str] | None:
    """The path that a heading starts with, and the words behind it: `users/list: Lists users`."""
    found = _PATH_FIRST.match(title.strip())
    if found is None:
        return None
    return "/" + found["path"].lstrip("/"), found["title"] or found["title2"] or ""
