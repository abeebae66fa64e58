"""Puts components where their marks stand: each with its attributes and the prose it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mockdown import codes
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.readers.blocks import Block, Component, Inline, ListBlock, Paragraph, Quote
from mockdown.readers.tag_syntax import TagKind
from mockdown.readers.tags import MARK, Marks
from mockdown.source import SourceText, Span
from mockdown.vocabularies.components import CHILDREN, is_known

CLOSING = "/"
"""Starts the name of the component that stands for a closing tag, until it is put to its opening one."""
_DEEPEST = 100


def place_components(
    blocks: Sequence[Block], source: SourceText, marks: Marks, report: Report
) -> list[Block]:
    """Replace marks by components, and give each component the prose up to its closing tag."""
    if not marks and not any(isinstance(block, Component) for block in blocks):
        return list(blocks)
    placer = _Placer(source, marks, report)
    return placer.place(blocks)


@dataclass(slots=True)
class _Open:
    """A component that is not closed yet; `index` is its place among the blocks."""

    component: Component
    index: int
    attributes: dict[str, str]
    prose: list[Paragraph | ListBlock] = field(default_factory=list)
    plain: bool = True
    """Whether it holds nothing but prose."""


@dataclass(slots=True)
class _Placer:
    source: SourceText
    marks: Marks
    report: Report
    named: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def place(self, blocks: Iterable[Block]) -> list[Block]:
        out: list[Block] = []
        stack: list[_Open] = []
        for block in blocks:
            if isinstance(block, Component):
                for component, alone in self.components(block):
                    self.put(out, stack, component, alone=alone)
                continue
            out.append(self.inside(block))
            if stack and isinstance(block, Paragraph | ListBlock):
                stack[-1].prose.append(block)
            elif stack:
                stack[-1].plain = False
        while stack:
            self.settle(out, stack.pop(), None)
        for block in out:
            if isinstance(block, Component):
                self.name_unknown(block)
        return out

    def inside(self, block: Block) -> Block:
        if isinstance(block, Quote):
            return replace(block, blocks=tuple(self.place(block.blocks)))
        if isinstance(block, ListBlock):
            items = tuple(replace(item, blocks=tuple(self.place(item.blocks))) for item in block.items)
            return replace(block, items=items)
        return block

    def components(self, block: Component) -> Iterable[tuple[Component, bool]]:
        """The components of a mark, each with whether it closes itself; another component is itself."""
        if block.name != MARK:
            yield block, False
            return
        for tag in self.marks.get(self.source.line_index(block.start), ()):
            name = f"{CLOSING}{tag.name}" if tag.kind is TagKind.CLOSE else tag.name
            yield Component(name, tag.attributes, block.start, block.end), tag.kind is TagKind.ALONE

    def put(self, out: list[Block], stack: list[_Open], component: Component, *, alone: bool) -> None:
        if component.name.startswith(CLOSING):
            self.close(out, stack, component)
            return
        if stack:
            stack[-1].plain = False
        if not alone:
            if len(stack) == _DEEPEST:
                self.settle(out, stack.pop(0), None)
            stack.append(_Open(component, len(out), dict(component.attributes)))
        out.append(component)

    def close(self, out: list[Block], stack: list[_Open], closing: Component) -> None:
        name = closing.name.removeprefix(CLOSING).lower()
        if not any(item.component.name.lower() == name for item in stack):
            return
        while stack[-1].component.name.lower() != name:
            unclosed = stack.pop()
            self.settle(out, unclosed, None)
            stack[-1].prose.extend(unclosed.prose)
        closed = stack.pop()
        self.settle(out, closed, closing.start)
        self.lift(out, stack, closed)

    def settle(self, out: list[Block], item: _Open, closes: int | None) -> None:
        """Give a component its prose; without a closing tag it stands for itself."""
        component = replace(item.component, attributes=item.attributes)
        if closes is not None:
            component = replace(component, text=self.text_of(item.prose), closes=max(closes, component.end))
        out[item.index] = component

    def lift(self, out: list[Block], stack: list[_Open], item: _Open) -> None:
        """Make a child that stands for an attribute one: `<method>GET</method>`."""
        if not stack:
            return
        parent = stack[-1]
        name = item.component.name.lower().removeprefix(f"{parent.component.name.lower()}-")
        only = item.prose[0] if len(item.prose) == 1 else None
        text = only.text.strip() if isinstance(only, Paragraph) else ""
        plain = item.plain and not item.component.attributes and text and "\n" not in text and len(text) < 300
        if not plain or name not in CHILDREN or name in parent.attributes:
            return
        if name == "description" and "name" not in parent.attributes:
            return
        parent.attributes[name] = text
        del out[item.index :]

    def text_of(self, prose: Sequence[Paragraph | ListBlock]) -> str:
        return "\n\n".join(
            self.markdown(block.inline)
            if isinstance(block, Paragraph)
            else self.source.slice(block.start, block.end).strip()
            for block in prose
        )

    def markdown(self, inline: Inline) -> str:
        if not (inline.codes or inline.strong or inline.links):
            return inline.text
        return self.source.slice(inline.start, inline.end).strip()

    def name_unknown(self, component: Component) -> None:
        name = component.name
        if not name or name in self.named:
            return
        self.named.add(name)
        if is_known(name, component.attributes):
            self.known.add(name)
            return
        if any(name.startswith(f"{whole}-") for whole in self.known):
            return  # a part of what is known: `api-method-spec` in `api-method`
        self.report(
            Diagnostic(
                code=codes.MDN204,
                message=f"`{name}` is not known; what it holds is read as Markdown",
                primary=Label(Span(self.source, component.start, component.end)),
                help="give the operation or parameter it shows also as text",
            )
        )
