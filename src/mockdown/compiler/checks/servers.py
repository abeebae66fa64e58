"""Reports servers and base paths that samples alone show, or on which they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mockdown import codes
from mockdown.compiler.checks.case import Case, word_after
from mockdown.compiler.servers import Base
from mockdown.diagnostics import Diagnostic, Label, Report
from mockdown.extractors.facts import RequestFact

_LOCAL = re.compile(r"^https?://(?:localhost|127\.|0\.0\.0\.0|\[::1\])")
_PLAIN = re.compile(r"^https?://[\w.-]+(?::\d+)?$")


def check_servers(cases: Sequence[Case], base: Base, report: Report) -> None:
    """Samples ask one server."""
    origins: dict[str, list[RequestFact]] = {}
    for case in cases:
        for fact in case.evidence.samples():
            server = fact.request.target.server
            if _PLAIN.match(server):
                origins.setdefault(server, []).append(fact)
    taken = origins.get(base.origin)
    if not taken:
        return
    for origin, facts in origins.items():
        if origin == base.origin or _LOCAL.match(origin) or _LOCAL.match(base.origin):
            continue
        times = "once" if len(facts) == 1 else f"{len(facts)} times"
        report(
            Diagnostic(
                code=codes.OPN304,
                message=f"samples ask {origin} {times}, and {base.origin} {len(taken)} times, which is taken",
                primary=Label(word_after(facts[0].span, origin), "not taken"),
                secondary=(Label(word_after(taken[0].span, base.origin), "taken"),),
                help="use one server in all samples, or set `server` in mockdown.toml",
            )
        )


def check_base(cases: Sequence[Case], base: Base, report: Report) -> None:
    """Announced paths are whole; a prefix that only samples show was put before them."""
    if not base.path:
        return
    bare = [case for case in cases if not case.evidence.template.path.startswith(f"{base.path}/")]
    if not bare:
        return
    prefix = f"{base.path}/"
    for case in cases:
        for fact in case.evidence.samples():
            if fact.request.target.path.startswith(prefix):
                report(
                    Diagnostic(
                        code=codes.OPN203,
                        message=f"`{base.path}` is put before every path; {len(bare)} of {len(cases)} "
                        "announcements leave it out",
                        primary=Label(word_after(fact.span, base.path), "the sample has it"),
                        secondary=(Label(bare[0].evidence.announcement.span, "the announcement does not"),),
                        help="announce whole paths, say once what they start with, or set `base_path` in "
                        "mockdown.toml",
                    )
                )
                return
