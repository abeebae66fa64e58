"""The account of a run as plain text: each broken promise with the line of the docs that makes it."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from mockdown.contract.claims import JudgedClaim, Verdict
from mockdown.contract.options import NOT_SELECTED
from mockdown.contract.outcome import ContractReport, Finding
from mockdown.contract.shards import IN_ANOTHER_SHARD
from mockdown.source import Origin

SHOWN_WIDTH = 100
"""Columns a line of the docs or of a body may take."""


def render_report(report: ContractReport, *, root: Path | None = None) -> str:
    """The whole report; pages are looked up below `root` to show the line itself."""
    blocks = [render_finding(finding, root=root) for finding in report.findings]
    blocks += [f"error: {error.where}: {error.message}" for error in report.errors]
    blocks += [f"skipped: {result.label}: {result.skipped}" for result in report.skipped]
    blocks.append("\n".join([*_left_out(report), *_claims(report), render_summary(report)]))
    return "\n\n".join(blocks) + "\n"


def _claims(report: ContractReport) -> Iterator[str]:
    """How the claims of each page fared, and those nobody exercised."""
    tested = {result.label for result in report.tested}
    claims = [judged for judged in report.claims if judged.claim.operation in tested]
    pages = dict.fromkeys(_page(judged, report) for judged in claims)
    for page in pages:
        here = [judged for judged in claims if _page(judged, report) == page]
        counts = Counter(judged.verdict for judged in here)
        yield f"{page}: {_counted(len(here), 'claim')}, " + ", ".join(f"{counts[v]} {v}" for v in Verdict)


def _page(judged: JudgedClaim, report: ContractReport) -> str:
    return judged.claim.origin.page if judged.claim.origin else report.name


def render_summary(report: ContractReport) -> str:
    """One line: what was tested, with how many cases, and what came of it."""
    failures = len(report.failures)
    accepted = sum(bool(finding.accepted) for finding in report.findings)
    flaky = len(report.findings) - failures - accepted
    asked = len(report.operations) - len(report.left_out)
    parts = [
        f"{len(report.tested)} of {_counted(asked, 'operation')} tested",
        f"{len(report.succeeded)} with 2xx",
        f"{len(report.skipped)} skipped",
        _counted(report.cases, "case"),
        _counted(failures, "failure"),
    ]
    if report.left_out:
        parts.insert(3, f"{len(report.left_out)} left out")
    if accepted:
        parts.append(f"{accepted} accepted")
    if flaky:
        parts.append(f"{flaky} flaky")
    if report.errors:
        parts.append(_counted(len(report.errors), "error"))
    if report.stopped:
        parts.append(f"stopped: {report.stopped[:1].lower()}{report.stopped[1:]}")
    return f"{report.name} ({report.target}): {', '.join(parts)} [seed {report.seed}]"


def render_finding(finding: Finding, *, root: Path | None = None) -> str:
    """One finding: where the docs say it, what was promised, sent and received."""
    word = "accepted" if finding.accepted else "flaky" if finding.flaky else "FAILED"
    lines = [f"{word} {finding.operation}: {finding.title} ({finding.check})"]
    for origin in dict.fromkeys((finding.own_origin, finding.origin)):
        if origin is not None:
            lines.append(f"  --> {origin}")
            lines += [f"      {text}" for text in _docs_line(origin, root)]
    lines += _field("problem", finding.message)
    lines += _field("documented", finding.documented or finding.pointer)
    lines += _field("sent", finding.sent)
    if finding.answer is not None:
        came = f"{finding.answer.status} {finding.answer.media_type}".rstrip()
        lines += _field("received", f"{came}\n{finding.answer.body}".rstrip())
    if finding.accepted:
        lines += _field("accepted", finding.accepted)
    lines += _field("seen", f"in {_counted(finding.cases, 'case')}, phase {finding.phase}")
    return "\n".join(lines)


def _left_out(report: ContractReport) -> Iterator[str]:
    for result in report.left_out:
        if result.skipped not in (NOT_SELECTED, IN_ANOTHER_SHARD):
            yield f"left out: {result.label}: {result.skipped}"


def _field(name: str, text: str) -> list[str]:
    first, *rest = [line for part in text.splitlines() or [""] for line in _wrapped(_visible(part))]
    return [f"  {name:<11}{first}", *(f"  {'':<11}{line}" for line in rest)]


def _visible(text: str) -> str:
    """Control characters, which a service may send to play with the terminal, as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _wrapped(text: str) -> list[str]:
    """Long lines are broken, a curl command is not: it must stay one line to be copied."""
    if text.startswith("curl ") or len(text) <= SHOWN_WIDTH:
        return [text]
    return textwrap.wrap(text, SHOWN_WIDTH, break_on_hyphens=False)


def _docs_line(origin: Origin, root: Path | None) -> Iterator[str]:
    lines = _page_lines((root or Path.cwd()) / origin.page)
    if 0 < origin.line <= len(lines) and lines[origin.line - 1].strip():
        yield textwrap.shorten(lines[origin.line - 1].strip(), SHOWN_WIDTH, placeholder=" …")


@lru_cache(maxsize=64)
def _page_lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_bytes().decode("utf-8", "replace").split("\n"))
    except OSError:
        return ()


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
