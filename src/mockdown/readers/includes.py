"""Puts the lines of included files where a page includes them; each line keeps its own origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mockdown import codes
from mockdown.diagnostics import Code, Diagnostic, Label, Report
from mockdown.readers.front_matter import count_front_matter
from mockdown.readers.include_directives import Directive, read_directive
from mockdown.readers.tag_syntax import Tag, TagKind, read_tag
from mockdown.source import Line, SourceFile, SourceText, Span


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file that a page includes is not read."""

    code: Code
    message: str
    help: str


Resolve = Callable[[SourceFile, str], SourceFile | Refused | None]
"""Gives the file that a page names in an include, or why not; None where there is none to be read."""

_DEEPEST = 10
_MOST_LINES = 20_000
"""So many lines a page may get by includes: more is an accident or an attack."""

_INCLUDE_MARKS = (".. include::", "@include", ":include", "include}", "!!!include")
_PLAIN = re.compile(
    r"""^\s*(?:
    -{1,}8<-{1,}\s+["'](?P<snippet>[^"'\n]+)["']
    |\{!\s*(?P<braces>[^!\n]{1,300}?)\s*!\}
    |\{\{\s*\#include\s+(?P<mustache>[^}\n]{1,300}?)\s*\}\}
    |\.\.\s+include::\s+(?P<directive>\S.{0,300}?)
    |\[?!INCLUDE\s*[\["'](?:[^\]\n]{0,200}\]\()?(?P<docfx>[^"')\]\n]{1,300})["')][)\]]*
    |@include(?::\s*|\s+|(?=\())\(?(?:["'](?P<quoted>[^"'\n]{1,300})["']|(?P<at>[^\s"'();]{1,300}\.\w{1,10}))\)?
    |!!!include\((?P<marks>[^)\n]{1,300})\)!!!
    |<!--\s*@include:\s*(?P<comment>\S{1,300}?)\s*-->
    |\[[^\]\n]{0,200}\]\((?P<link>[^\s()]{1,300})\s+["']:include[^"'\n]{0,60}["']\)
    )\s*$""",
    re.VERBOSE,
)
_TAGS = frozenset(
    "include include_relative include-markdown include_cached readfile partial render snippet transclude "
    "import includefile include-file".split()
)
_FILE_ATTRIBUTES = ("file", "src", "path", "page", "name", "0")
_FENCE = re.compile(r"^\s*(`{3,}(?=[^`]*$)|~{3,})")
_IMPORT = re.compile(r"""^import\s+([A-Z]\w*)\s+from\s+["']([^"'\n]+\.mdx?)["'];?\s*$""")
_RANGE = re.compile(r"^(?P<file>.*?\.\w+):(?P<first>\d*)(?::(?P<last>\d*))?$")
_ANCHOR = re.compile(r"^(?P<file>.*?\.\w+):(?P<name>[A-Za-z][\w-]*)$")


def holds_includes(text: str) -> bool:
    """Whether a page may include others: a cheap look that ordinary Markdown does not pass."""
    # one character is found ten times as fast as two
    return (
        ("%" in text and ("{%" in text or "<%" in text))
        or ("!" in text and "{!" in text)
        or ("include" in text and any(mark in text for mark in _INCLUDE_MARKS))
        or any(mark in text for mark in ("{{", "--8<--", "INCLUDE ", "<Include", "<Snippet"))
        or (".md" in text and "import " in text)
    )


def expand_includes(lines: Sequence[Line], resolve: Resolve, report: Report) -> list[Line]:
    """The lines of a page with those of the files that it includes, at their places.

    >>> page, part = SourceFile("page.md", b""), SourceFile("part.md", b"text")
    >>> expand_includes([Line("{!part.md!}", page, 1)], lambda file, name: part, print)[0].file.name
    'part.md'
    """
    if not lines:
        return []
    expander = _Expander(list(lines), resolve, report)
    expander.expand(lines, (lines[0].file.name,), _imports(lines))
    return expander.out


@dataclass(slots=True)
class _Expander:
    page: list[Line]
    resolve: Resolve
    report: Report
    out: list[Line] = field(default_factory=list)
    added: int = 0
    told: set[tuple[str, str]] = field(default_factory=set)

    def expand(self, lines: Sequence[Line], trail: tuple[str, ...], imports: dict[str, str]) -> None:
        fence = ""
        passed = 0
        for index, line in enumerate(lines):
            text = line.text
            if index < passed:
                continue
            if not fence and (directive := read_directive(lines, index)) is not None:
                passed = self.direct(directive, lines, index, trail)
                continue
            if fence:
                stripped = text.strip()
                if len(stripped) >= len(fence) and set(stripped) == {fence[0]}:
                    fence = ""
            else:
                opened = _FENCE.match(text)
                fence = opened[1] if opened else ""
            name = _included(text, imports, fenced=bool(fence))
            if name is None or not self.include(line, name, trail):
                self.out.append(line)

    def direct(self, directive: Directive, lines: Sequence[Line], index: int, trail: tuple[str, ...]) -> int:
        """Put the file in the place of a directive and its fence; the index of what comes after it."""
        line, place = lines[index], len(self.out)
        if not self.include(line, directive.name, trail):
            self.out.extend(lines[index : directive.end + 1])
        elif directive.literal:
            self.out.insert(place, Line(directive.opening, line.file, line.number))
            self.out.append(lines[directive.end])
        return directive.end + 1

    def include(self, line: Line, name: str, trail: tuple[str, ...]) -> bool:
        """Put the file in the place of a line; whether that was done."""
        name, first, last, anchor = _parts(name)
        if self.added > _MOST_LINES:
            return False
        file = self.resolve(line.file, name)
        if file is None:
            help_ = "put it into the folder of docs, or correct its name"
            self.tell(line, codes.REF102, f"the included file `{name}` is not there", trail, help_)
            return False
        if isinstance(file, Refused):
            self.tell(line, file.code, file.message, trail, file.help)
            return False
        if file.name in trail or len(trail) > _DEEPEST:
            never = f"including `{name}` here would never end"
            deep = f"including `{name}` here goes deeper than {_DEEPEST} files"
            self.tell(line, codes.REF103, never if file.name in trail else deep, trail)
            return False
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        lines = [
            Line(indent + text.rstrip("\r") if text.strip() else "", file, number)
            for number, text in enumerate(file.lines, start=1)
        ]
        lines = _cut(lines[count_front_matter(lines) :], first, last, anchor)
        self.added += len(lines)
        if self.added > _MOST_LINES:
            self.tell(line, codes.REF103, f"including `{name}` here makes the page too long", trail)
            return False
        self.expand(lines, (*trail, file.name), _imports(lines))
        return True

    def tell(
        self, line: Line, code: Code, message: str, trail: tuple[str, ...], help_: str = "take it out"
    ) -> None:
        if (code.id, f"{line.file.name}:{line.number}") in self.told:
            return
        self.told.add((code.id, f"{line.file.name}:{line.number}"))
        shown = Line(line.text, line.file, line.number)
        span = Span(
            SourceText.of_lines(line.file, [shown]), 0, len(line.text.encode("utf-8", "surrogatepass"))
        )
        help_ = help_ if len(trail) < 2 else f"it is reached from {trail[0]}; {help_}"
        self.report(Diagnostic(code=code, message=message, primary=Label(span), help=help_))


def _imports(lines: Sequence[Line]) -> dict[str, str]:
    """The files that components of an MDX page stand for."""
    return {found[1]: found[2] for line in lines if (found := _IMPORT.match(line.text)) is not None}


def _included(text: str, imports: dict[str, str], *, fenced: bool) -> str | None:
    """The name of the file that a line includes, None where it includes none."""
    stripped = text.strip()
    if not stripped or stripped[0] not in "-{.[!<;@":
        return None
    found = _PLAIN.match(text)
    if found is not None:
        return next(value for value in found.groups() if value is not None)
    if fenced or stripped[0] not in "<{":
        return None
    tag = read_tag(stripped)
    if tag is None or tag.kind is TagKind.CLOSE or stripped[tag.end :].strip():
        return None
    if tag.element:
        return imports.get(tag.name) or _file_of(tag, tag.name in ("Include", "Snippet", "Partial"))
    return _file_of(tag, tag.name.lower() in _TAGS)


def _file_of(tag: Tag, known: bool) -> str | None:  # noqa: FBT001
    """The file that an include tag names; one that has a method describes an operation instead."""
    if not known or "method" in tag.attributes:
        return None
    names = (tag.attributes[key] for key in _FILE_ATTRIBUTES if tag.attributes.get(key))
    return next(names, None)


def _parts(name: str) -> tuple[str, int | None, int | None, str]:
    """A file with the lines or the section that is wanted of it: `a.md:3:9`, `a.md:errors`."""
    name = name.strip()
    found = _RANGE.match(name)
    if found is not None:
        return found["file"], int(found["first"] or 1), int(found["last"]) if found["last"] else None, ""
    found = _ANCHOR.match(name)
    return (found["file"], None, None, found["name"]) if found else (name, None, None, "")


def _cut(lines: list[Line], first: int | None, last: int | None, anchor: str) -> list[Line]:
    if first is not None:
        lines = [line for line in lines if first <= line.number <= (last or line.number)]
    if anchor:
        edges = [index for index, line in enumerate(lines) if _is_edge(line.text, anchor)]
        lines = lines[edges[0] + 1 : edges[1]] if len(edges) > 1 else lines
    return lines


def _is_edge(text: str, anchor: str) -> bool:
    """Whether a line marks the start or end of a named part."""
    return re.search(rf"(?:\[(?:start|end):{anchor}\]|ANCHOR(?:_END)?:\s*{anchor}\b)", text) is not None
