"""Finds titles, summaries, descriptions and tags of operations."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from mockdown.compiler.evidence import Evidence
from mockdown.extractors.announced_lines import METHOD_LIST, TITLED, parse_line
from mockdown.extractors.announcements import Announcement, Strength
from mockdown.extractors.facts import TextFact
from mockdown.extractors.scopes import Scope
from mockdown.readers.blocks import Document, Section, Table
from mockdown.vocabularies.roles import Role, role_of, without_number
from mockdown.vocabularies.symbols import without_leading_symbols

_GENERIC = re.compile(
    r"^\W*(?:[\d.]+\s+)?(?:(?:rest|http|api|available|list of|all)\s+)*"
    r"(?:endpoints?|operations?|methods?|resources?|routes?|reference|api|calls?|requests?)\W*$",
    re.IGNORECASE,
)
"""Titles of sections that hold all operations, and so group none of them."""
_METHODS = re.compile(rf"^\W*{METHOD_LIST}\W*(?:method|request)?s?\W*$")
_METHOD_FIRST = re.compile(rf"^\W*{METHOD_LIST}[`*]*\s*[:–—-]\s*(?=\S)")
_BRACKETED = re.compile(rf"\s*\[(?:{METHOD_LIST}\s*)?(?:/[^\[\]]*)?\]\s*$")
"""The method or the path behind a title: `Cart [/carts/{id}]`, `Delete [DELETE]`."""
_NUMBER = re.compile(r"^(?:\d+\.)+\d*\s+|^\d+\s+(?=[A-Z])")
_LABEL = re.compile(r"^(?:end-?point|operation|route|api)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_MARKS = re.compile(r"[`*]|\[([^\[\]]*)\]\([^)]*\)")


def summary_of(evidence: Evidence) -> str:
    """One line: the title above the operation, what its announcement says, or its first sentence."""
    if evidence.announcement.summary and _is_row(evidence.announcement):
        return _one_line(evidence.announcement.summary)
    for scope in evidence.scopes:
        title = _title(scope.title) if scope.title != scope.section.title else _nearest_title(scope)
        if title:
            said = evidence.announcement.summary
            return _one_line(said) if said and _starts_with_path(title, evidence) else title
    if evidence.announcement.summary:
        return _one_line(evidence.announcement.summary)
    for scope in evidence.scopes:
        if scope.section.level == 0:
            title = _title(scope.document.title)
            if title:
                return title
    return ""


def _is_row(announcement: Announcement) -> bool:
    """Whether one of several rows announces an operation: the title above is that of the table."""
    block = announcement.block
    return announcement.strength is Strength.INDEX and isinstance(block, Table) and len(block.rows) > 1


def _starts_with_path(title: str, evidence: Evidence) -> bool:
    """Whether a title is the path with words behind it: `users/list: Lists users`."""
    return title.startswith(("/", evidence.template.path.strip("/") or "/"))


def _nearest_title(scope: Scope) -> str:
    """The title of the innermost section around the announcement that names the operation."""
    inner = scope.announcements[0].section
    around = [section for section in _parents(scope.section, inner) if section is not inner]
    for section in (inner, *reversed(around)):
        title = _title(section.title)
        if title:
            return title
    return ""


def _title(text: str) -> str:
    text = _LABEL.sub("", without_number(without_leading_symbols(text.strip())))
    if (
        not text
        or parse_line(text) is not None
        or role_of(text) is not Role.NONE
        or text.lower() == "endpoint"
        or _METHODS.match(text)
    ):
        return ""
    text = _METHOD_FIRST.sub("", text)
    titled = TITLED.match(text.replace("`", ""))
    if titled is not None:
        text = titled["title"] if re.search(r"\w", titled["title"]) else ""
    return _BRACKETED.sub("", _one_line(text))


def _one_line(text: str) -> str:
    line = _MARKS.sub(lambda found: found[1] or "", text).split("\n")[0].strip()
    line = without_leading_symbols(line.rstrip(":：").rstrip())
    return line if len(line) <= 120 else line[:117].rstrip() + "…"


def description_of(evidence: Evidence) -> str:
    """The prose under the operation, in Markdown."""
    texts = [fact.text for fact in evidence.of(TextFact)]
    return "\n\n".join(dict.fromkeys(text for text in texts if not _is_leadin(text)))[:4000]


def _is_leadin(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text) < 120


def tag_of(evidence: Evidence, *, pages: int) -> str:
    """The heading that groups operations: the page's title, or the section above on a page of many.

    On a page of its own an operation belongs to the folder, if there are other `pages`.
    """
    scope = evidence.scopes[0]
    document = scope.document
    parents = _parents(document.root, scope.section)
    groups = [parent for parent in parents if parent.heading is not None]
    upper = [parent for parent in groups if parent.level <= 2]
    if upper and len(parents) > 1:
        below = groups[len(upper) :]
        group = below[0] if below and _GENERIC.match(upper[-1].title) else upper[-1]
        return _BRACKETED.sub("", _NUMBER.sub("", _one_line(group.title)))
    title = _one_line(document.title)
    if scope.section.level == 0 or title == _one_line(scope.title):
        return folder_of(document) if pages > 1 else title
    return title or folder_of(document)


def folder_of(document: Document) -> str:
    """The last folder of a page's path, as a title; for pages that hold one operation each."""
    parts = document.name.replace("\\", "/").split("/")
    name = parts[-2] if len(parts) > 1 else parts[-1].rpartition(".")[0]
    words = re.sub(r"[_-]+", " ", name).strip()
    return words[:1].upper() + words[1:] if re.search(r"\w", words) else ""


def _parents(root: Section, section: Section) -> list[Section]:
    """The sections above one, outermost first."""
    path: list[Section] = []

    current = root
    while current is not section:
        path.append(current)
        index = bisect_right(current.sections, section.start, key=attrgetter("start")) - 1
        if index < 0:
            return []
        current = current.sections[index]
    return path
