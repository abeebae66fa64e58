"""Reports what was mended in examples, and fences whose tag names another language than they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mockdown import codes
from mockdown.compiler.checks.case import Case
from mockdown.compiler.examples import contradicting
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import ExampleFact
from mockdown.readers.blocks import CodeBlock, Document
from mockdown.source import Span

_PLAIN = frozenset(("comment", "ellipsis", "placeholder"))
"""What docs write on purpose into examples that are tagged as something else than JSON."""
_JSON_TAGS = frozenset(("json", "javascript", "js"))
_WORDS = {
    "comment": "a comment",
    "ellipsis": "an ellipsis",
    "placeholder": "a placeholder without quotes",
    "text around the value": "text around the value",
    "alternatives": "alternatives behind `|`",
    "other quotes": 'quotes other than "',
    "other literals": "a literal such as `True` or `None`",
    "no closing bracket": "a bracket that is not closed",
    "brackets that do not match": "brackets that do not match",
    "text between members": "text between members",
    "trailing comma": "a comma before a closing bracket",
    "missing comma": "a missing comma",
    "missing value": "a name without a value",
    "doubled name": "a name that comes twice",
}
_OTHERS = (
    ("a shell command", "bash", re.compile(r"\s*+(?:\$\s*+)?(?:curl|wget|http|httpie)\s+\S")),
    ("an HTTP message", "http", re.compile(r"\s*(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD) /\S*|HTTP/\d)")),
    ("XML", "xml", re.compile(r"\s*<(?:\?xml|[A-Za-z][\w:-]*(?:\s[^<>]*)?>)")),
)


def check_titles(case: Case, report: Report) -> None:
    """A block that is titled as a request does not begin with a status line."""
    for example in contradicting(case.evidence):
        report(
            Diagnostic(
                code=codes.SCH310,
                message="titled as a request, but the block begins with a status line; it is left out",
                primary=Label(example.span, f"titled {example.title.strip()!r}"),
                help="begin the block with the request line, or call it a response",
            )
        )


def check_examples(case: Case, report: Report) -> None:
    """Examples are JSON as they stand."""
    by_block: dict[int, list[ExampleFact]] = {}
    for fact in case.examples:
        if fact.repairs:
            by_block.setdefault(fact.repairs[0][1].start, []).append(fact)
    for facts in by_block.values():
        _report_repairs(facts, report)


def _report_repairs(facts: Iterable[ExampleFact], report: Report) -> None:
    places: dict[str, Span] = {}
    for fact in facts:
        for kind, span in fact.repairs:
            places.setdefault(kind, span)
    kinds = [kind for kind in places if kind not in _PLAIN] or list(places)
    first, *others = kinds
    words = [_WORDS.get(kind, kind) for kind in kinds]
    said = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    report(
        Diagnostic(
            code=codes.EXA201,
            message=f"the example is read as JSON, but has {said}",
            primary=Label(places[first], _WORDS.get(first, first)),
            secondary=tuple(Label(places[kind], _WORDS.get(kind, kind)) for kind in others[:2]),
            help="write it as JSON, so that it can be copied and checked",
        )
    )


def check_tags(case: Case, report: Report) -> None:
    """A fence that says it is JSON holds JSON."""
    for scope in case.evidence.scopes:
        for passage in scope.passages:
            block = passage.block
            if isinstance(block, CodeBlock) and block.language in _JSON_TAGS:
                _check_tag(scope.document, block, report)


def _check_tag(document: Document, block: CodeBlock, report: Report) -> None:
    if block.text.lstrip()[:1] in ("{", "["):
        return
    for what, tag, pattern in _OTHERS:
        if pattern.match(block.text):
            first = block.text.splitlines()[0] if block.text.strip() else ""
            start = document.source.data.find(first.strip().encode(), block.start, block.end)
            report(
                Diagnostic(
                    code=codes.EXA401,
                    message=f"the fence is tagged `{block.language}`, but holds {what}",
                    primary=Label(Span(document.source, block.start, block.start + 3 + len(block.info))),
                    secondary=(Label(Span(document.source, start, start + len(first.strip())), what),)
                    if start >= 0
                    else (),
                    help=f"tag it `{tag}`",
                )
            )
            return
