"""Takes template tags, shortcodes and MDX components out of the lines of a page, before it is parsed.

A line, or the part of one, that is only tags becomes a mark: an HTML comment, which ends a paragraph and
starts no other block.  What the marks stand for is put back once the page is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from mockdown.readers.inline_tags import split_note, with_plain_links, with_plain_methods
from mockdown.readers.tag_syntax import Tag, TagKind, read_tag
from mockdown.source import Line

MARK = "mockdown:tags"
"""The comment that stands for the tags of a line."""

Marks = dict[int, tuple[Tag, ...]]
"""The tags behind each mark, by the index of its line in the rewritten page."""

_MAY_HOLD = re.compile(r"\n[ \t]*(?:</?[A-Z]|<[a-z]+(?:[ -][a-z]|\n)|<>|import |export |\{/\*)")
_FENCE = re.compile(r"^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_CLOSERS = re.compile(
    r"</\s*([A-Za-z][\w.:-]*)|\{%-?\s*(?:end[-_]?|/\s*)([\w.$-]+)|\{\{[<%]-?\s*(?:/\s*|end)([\w.$/-]+)|<%\s*end\s*()%>"
)
_LAST_CLOSER = re.compile(
    r"\s*(</[A-Za-z][\w.:-]{0,80}\s*>|\{%-?\s*(?:end|/)[\s\w.$-]{0,80}%\}|\{\{[<%]\s*/[\s\w.$/-]{0,80}[>%]\}\})\s*$"
)
_IMPORT = re.compile(r"""^import\s++(?:[\w$*{},\s]{1,500}(?<=\s)from\s+)?["'][^"'\n]+["'];?\s*(?://.*)?$""")
_IMPORT_START = re.compile(r"^import\s+(?:[\w$]+\s*,\s*)?\{[\w$,\s]*$")
_EXPORT = re.compile(r"^export\s+(?:const|default|function|let|async|\{)")
_HTML = frozenset(
    "a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption "
    "center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd "
    "label legend li link main map mark menu meta nav noscript object ol optgroup option output p param "
    "picture pre progress q rp rt ruby s samp script search section select slot small source span strike "
    "strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track "
    "tt u ul var video wbr".split()
)
_TABLES = frozenset("table thead tbody tfoot tr td th".split())
_CODE = frozenset("highlight code codeblock code-block prism pre codesample code-sample terminal".split())
_LANGUAGES = ("language", "lang", "syntax", "0", "type")
_CHILD = re.compile(r"<([a-z][\w-]{0,40})>([^<>]{1,300})</\1>\s*")
_CHILDREN = re.compile(r"(?:<([a-z][\w-]{0,40})>[^<>]{1,300}</\1>\s*)+")
"""Elements in a row on the line of their parent: `<method>GET</method><path>/x</path>`."""
_LINES_OF_A_TAG = 40
_DEEPEST = 64


def holds_tags(text: str) -> bool:
    """Whether a page may hold tags: a cheap look that ordinary Markdown does not pass."""
    return (
        ("%" in text and ("{%" in text or "<%" in text))
        or ("{{" in text and any(mark in text for mark in ("{{<", "{{%", "{{ tag:")))
        or text.startswith(("<", "import ", "export "))
        or _MAY_HOLD.search(text) is not None
    )


def rewrite_tags(lines: Sequence[Line], first: int = 0) -> tuple[list[Line], Marks]:
    """The lines of a page with its tags replaced by marks; `first` lines of front matter stay."""
    rewriter = _Rewriter(lines, first)
    rewriter.run()
    return rewriter.out, rewriter.marks


@dataclass(slots=True)
class _Open:
    """A component whose closing tag is still to come."""

    name: str
    indent: int
    template: bool
    cut: int | None = None
    """How far its content is indented beyond its tag; None until its first line is seen."""


@dataclass(slots=True)
class _Rewriter:
    lines: Sequence[Line]
    first: int
    out: list[Line] = field(default_factory=list)
    marks: Marks = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    closers: frozenset[str] = frozenset()
    code_ends: dict[str, list[int]] = field(default_factory=dict)
    """The lines with the closing tags of the elements that hold code, by their names."""

    def run(self) -> None:
        text = "\n".join(line.text for line in self.lines)
        self.closers = frozenset("".join(found) for found in _CLOSERS.findall(text))
        self.out.extend(self.lines[: self.first])
        fence = ""
        index = self.first
        while index < len(self.lines):
            line = self.lines[index]
            if fence:
                if _ends_fence(line.text, fence):
                    fence = ""
                self.out.append(self.dedented(line))
                index += 1
                continue
            found = _FENCE.match(line.text)
            if found is not None:
                fence = found[1]
                self.out.append(self.dedented(line))
                index += 1
                continue
            index = self.line(index)

    def line(self, index: int) -> int:
        """Rewrite one line, or several that one tag spans; gives the index behind."""
        line = self.lines[index]
        text = with_plain_links(line.text)
        if text != line.text:
            self.out.append(self.dedented(Line(text, line.file, line.number)))
            return index + 1
        line = Line(with_plain_methods(text), line.file, line.number)
        noted = split_note(text)
        if noted is not None:
            self.out.append(Line(noted[0], line.file, line.number))
            self.mark(line, [noted[1]], 0)
            return index + 1
        stripped = line.text.strip()
        if not stripped or (stripped[0] not in "<{ie" and not _LAST_CLOSER.search(stripped[-120:])):
            self.out.append(self.dedented(line))
            return index + 1
        dropped = self.dropped(index, stripped)
        if dropped > index:
            return dropped
        code = self.code(index, stripped)
        if code > index:
            return code
        behind = index + 1
        if stripped[0] in "<{" and read_tag(stripped) is None and not stripped.startswith(("{{{", "<!--")):
            stripped, behind = self.joined(index, stripped)
        self.pieces(line, stripped, len(line.text) - len(line.text.lstrip()))
        return behind

    def code(self, index: int, stripped: str) -> int:
        """Make a fence of `{% highlight json %}` and what it holds; gives the index behind it."""
        tag = read_tag(stripped) if stripped[0] in "<{" else None
        if tag is None or tag.kind is not TagKind.OPEN or tag.name.lower() not in _CODE:
            return index
        if tag.name not in self.code_ends:
            self.code_ends[tag.name] = [
                at for at, line in enumerate(self.lines) if _closes(tag, line.text) >= 0
            ]
        ends = self.code_ends[tag.name]
        after = bisect_right(ends, index)
        if after == len(ends) or stripped[tag.end :].strip():
            return index
        end = ends[after]
        inner = [self.dedented(line) for line in self.lines[index + 1 : end]]
        said = [line for line in inner if line.text.strip()]
        if not said or _FENCE.match(said[0].text):
            return index
        language = next((tag.attributes[name] for name in _LANGUAGES if tag.attributes.get(name)), "")
        ticks = "`" * (4 if any("```" in line.text for line in inner) else 3)
        first, last = self.lines[index], self.lines[end]
        self.out.append(self.dedented(Line(_indent(first.text) + ticks + language, first.file, first.number)))
        for line in inner:
            text = line.text.replace("{`", "", 1) if line is said[0] and "{`" in line.text else line.text
            text = text.rstrip().removesuffix("`}") if line is said[-1] else text
            self.out.append(Line(text, line.file, line.number))
        self.out.append(self.dedented(Line(_indent(first.text) + ticks, last.file, last.number)))
        return end + 1

    def joined(self, index: int, stripped: str) -> tuple[str, int]:
        """A tag that is broken over lines, as one line; the line itself where it is no tag."""
        if not re.match(r"<[A-Za-z]|\{%|\{\{[<%]", stripped):
            return stripped, index + 1
        text = stripped
        for other in range(index + 1, min(index + _LINES_OF_A_TAG, len(self.lines))):
            text = f"{text}\n{self.lines[other].text.strip()}"
            if (">" in self.lines[other].text or "}" in self.lines[other].text) and read_tag(
                text
            ) is not None:
                return (text, other + 1) if self.is_block(text) else (stripped, index + 1)
        return stripped, index + 1

    def is_block(self, text: str) -> bool:
        tag = read_tag(text)
        return tag is not None and self.stands_alone(tag, text[tag.end :])

    def dropped(self, index: int, stripped: str) -> int:
        """The index behind lines that say nothing: imports, exports, comments."""
        if stripped.startswith("import ") and not self.stack:
            if _IMPORT.match(stripped):
                return index + 1
            if _IMPORT_START.match(stripped):
                return self.behind(index, re.compile(r"\}\s*from\s+[\"'][^\"']+[\"'];?\s*$"))
        if _EXPORT.match(stripped):
            return self.behind(index, re.compile(r"^\s*$"))
        if stripped.startswith("{/*"):
            return self.behind(index, re.compile(r"\*/\s*\}\s*$"))
        if re.match(r"\{%-?\s*comment\s*-?%\}", stripped):
            return self.behind(index, re.compile(r"\{%-?\s*endcomment\s*-?%\}\s*$"))
        return index + 1 if stripped in ("<>", "</>") else index

    def behind(self, index: int, end: re.Pattern[str]) -> int:
        for other in range(index, min(index + 400, len(self.lines))):
            if end.search(self.lines[other].text):
                return other + 1
        return index

    def pieces(self, line: Line, stripped: str, indent: int) -> None:
        """Split a line into tags at its start, what it says, and closing tags at its end."""
        leading: list[Tag] = []
        rest = stripped
        while rest and len(leading) < _DEEPEST:
            tag = read_tag(rest)
            if tag is None or not self.stands_alone(tag, rest[tag.end :]):
                break
            leading.append(tag)
            rest = rest[tag.end :].strip()
        opened = {item.name for item in self.stack} | {tag.name for tag in leading}
        trailing: list[Tag] = []
        while rest and len(trailing) < _DEEPEST:
            found = _LAST_CLOSER.search(rest[-200:])
            tag = read_tag(found[1]) if found else None
            if found is None or tag is None or tag.kind is not TagKind.CLOSE or tag.name not in opened:
                break
            before = rest[: len(rest) - len(rest[-200:]) + found.start()]
            if _opens(tag, before):
                break
            trailing.insert(0, tag)
            rest = before
        if not leading and not trailing:
            self.out.append(self.dedented(line))
            return
        self.mark(line, leading, indent)
        children = list(_CHILD.finditer(rest)) if _CHILDREN.fullmatch(rest) and self.stack else []
        for child in children:
            self.mark(line, [Tag(child[1], TagKind.OPEN, {}, 0, element=True)], indent)
            self.out.append(Line(" " * self.stack[-1].indent + child[2], line.file, line.number))
            self.mark(line, [Tag(child[1], TagKind.CLOSE, {}, 0, element=True)], indent)
        rest = "" if children else rest
        if rest and leading:
            base = self.stack[-1].indent if self.stack else min(indent, 3)
            self.out.append(Line(" " * base + rest, line.file, line.number))
        elif rest:
            self.out.append(self.dedented(Line(" " * indent + rest, line.file, line.number)))
        self.mark(line, trailing, indent)

    def stands_alone(self, tag: Tag, rest: str) -> bool:
        """Whether a tag is a block of its own, with `rest` behind it on its line."""
        if not self.is_component(tag):
            return False
        rest = rest.strip()
        if tag.kind is TagKind.CLOSE:
            return True
        closable = tag.kind is TagKind.OPEN and tag.name in self.closers
        if not rest:
            return bool(closable or tag.attributes or tag.kind is TagKind.ALONE or not tag.element)
        closer = _closes(tag, rest) if closable else -1
        if closer >= 0:
            return not rest[closer:].strip() or self.only_tags(rest[closer:])
        return closable or (tag.name != "" and self.only_tags(rest))

    def only_tags(self, text: str) -> bool:
        for _ in range(_DEEPEST):
            text = text.strip()
            if not text:
                return True
            tag = read_tag(text)
            if tag is None or not self.is_component(tag):
                return False
            if tag.kind is TagKind.OPEN and tag.name in self.closers:
                return True
            text = text[tag.end :]
        return False

    def is_component(self, tag: Tag) -> bool:
        if not tag.element:
            return True
        lowered = tag.name.lower()
        if tag.name[0].isupper():
            return not (tag.name.isupper() and lowered in _HTML) and lowered not in _TABLES
        return lowered not in _HTML and ("-" in tag.name or bool(self.stack) or bool(tag.attributes))

    def mark(self, line: Line, tags: Sequence[Tag], indent: int) -> None:
        if not tags:
            return
        base = indent
        for tag in tags:
            if tag.kind is TagKind.CLOSE:
                base = self.close(tag, base)
            elif self.stack:
                base = self.content_indent(indent)
            if tag.kind is TagKind.OPEN and tag.name in self.closers and len(self.stack) < _DEEPEST:
                self.stack.append(_Open(tag.name, base, not tag.element))
        self.marks[len(self.out)] = tuple(tags)
        self.out.append(Line(f"{' ' * base}<!--{MARK}-->", line.file, line.number))

    def close(self, tag: Tag, indent: int) -> int:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index].name == tag.name:
                base = self.stack[index].indent
                del self.stack[index:]
                return base
        return self.stack[-1].indent if self.stack else min(indent, 3)

    def content_indent(self, indent: int) -> int:
        """Where content that is indented so far in the page comes to stand."""
        top = self.stack[-1]
        if top.cut is None:
            top.cut = self.cut_of(indent)
        return max(top.indent, indent - top.cut)

    def cut_of(self, indent: int) -> int:
        # Four more columns are code in Markdown, but never in MDX.
        top = self.stack[-1]
        beyond = indent - (top.indent if len(self.stack) == 1 else 0)
        if top.template and beyond >= 4 and len(self.stack) == 1:
            return 0
        return max(0, indent - top.indent)

    def dedented(self, line: Line) -> Line:
        """A line inside components, moved back to where its component stands."""
        if not self.stack or not line.text.strip():
            return line
        text = line.text
        indent = len(text) - len(text.lstrip())
        wanted = self.content_indent(indent)
        return line if wanted == indent else Line(" " * wanted + text[indent:], line.file, line.number)


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _ends_fence(text: str, fence: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= len(fence) and set(stripped) == {fence[0]}


def _closes(tag: Tag, rest: str) -> int:
    """The offset behind the closing tag of a tag in the rest of its line, -1 where there is none."""
    name = re.escape(tag.name)
    pattern = (
        rf"</{name}\s*>"
        if tag.element
        else rf"\{{%-?\s*(?:end[-_]?|/\s*){name}\s*-?%\}}|\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}"
    )
    found = re.search(pattern, rest)
    return found.end() if found else -1


def _opens(tag: Tag, text: str) -> bool:
    """Whether the opening tag of a closing one stands in the same text."""
    name = re.escape(tag.name)
    return re.search(rf"<{name}\b" if tag.element else rf"(?:\{{%-?|\{{\{{[<%])\s*{name}\b", text) is not None
